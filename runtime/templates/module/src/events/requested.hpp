#pragma once

#include <troupe/event.hpp>

#include <string>

namespace module_name {

/// Somebody asked for something. An event is a fact: it is named for what happened.
struct requested {
  static constexpr troupe::event_type type{"module_name.requested", 1};
  std::string account;
  int quantity = 0;
  static constexpr auto key = &requested::account;
};
BOOST_DESCRIBE_STRUCT(requested, (), (account, quantity))

} // namespace module_name
