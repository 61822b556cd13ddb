#include "desk.hpp"
#include "events/accepted.hpp"
#include "events/refused.hpp"

// The services that a deployment may name, and what each publishes.
void troupe_module(troupe::catalog& offers) {
  using namespace module_name;
  offers.service("desk", desk, troupe::publishes<accepted, refused>);
  // troupe new service: above this line
}
