#pragma once

#include <troupe/module.hpp>

#include <string>
#include <vector>

namespace module_name {

/// What an account has. One for each key, and durable: nothing else may be remembered.
struct standing {
  int accepted = 0;
};
BOOST_DESCRIBE_STRUCT(standing, (), (accepted))

/// What the deployment may say.
struct desk_options {
  int limit = 10; ///< what one account may have

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(desk_options, (), (limit))

/// What does this account have?
struct get_account {
  static constexpr troupe::query_type type{"module_name.get_account"};
  using reply = standing;
  std::string account;
  static constexpr auto key = &get_account::account;
};
BOOST_DESCRIBE_STRUCT(get_account, (), (account))

/// Accepts what is asked for, up to a limit for each account.
troupe::behavior desk(troupe::service<standing, desk_options>* self);

} // namespace module_name
