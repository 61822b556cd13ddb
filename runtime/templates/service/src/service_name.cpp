#include "service_name.hpp"

#include "event_header"

namespace module_name {

troupe::behavior service_name(troupe::service<service_name_state>* self) {
  return {
      [self](const event_struct&) { ++self->state().handled; },
  };
}

} // namespace module_name
