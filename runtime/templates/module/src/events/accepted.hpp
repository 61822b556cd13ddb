#pragma once

#include <troupe/event.hpp>

#include <string>

namespace module_name {

/// It was within the account's limit, and is the account's now.
struct accepted {
  static constexpr troupe::event_type type{"module_name.accepted", 1};
  std::string account;
  int quantity = 0;
  static constexpr auto key = &accepted::account;
};
BOOST_DESCRIBE_STRUCT(accepted, (), (account, quantity))

} // namespace module_name
