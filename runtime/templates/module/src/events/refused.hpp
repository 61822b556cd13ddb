#pragma once

#include <troupe/event.hpp>

#include <string>

namespace module_name {

/// It would have gone beyond the account's limit.
struct refused {
  static constexpr troupe::event_type type{"module_name.refused", 1};
  std::string account;
  int quantity = 0;
  static constexpr auto key = &refused::account;
};
BOOST_DESCRIBE_STRUCT(refused, (), (account, quantity))

} // namespace module_name
