#pragma once

#include <troupe/module.hpp>

namespace module_name {

/// What the service knows of one key. It is durable; nothing else may be remembered.
struct service_name_state {
  int handled = 0;
};
BOOST_DESCRIBE_STRUCT(service_name_state, (), (handled))

/// Counts what happened. Say here what it does.
troupe::behavior service_name(troupe::service<service_name_state>* self);

} // namespace module_name
