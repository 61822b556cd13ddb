// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"
#include "troupe/uuid.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The facts of subscriptions and their plans. Money is in minor units of one currency.
///
/// Who announces what, and who reacts:
///
///     from outside  upgrades.requested      -> billing
///     billing       subscription.upgraded   -> crm, success, analytics; and whoever comes later
///     success       success.check_in_due    -> success, by a timer
///                   success.check_in_planned
namespace subscriptions {

struct upgrade_requested {
  static constexpr troupe::event_type type{"upgrades.requested", 1};
  static constexpr std::string_view description = "A customer wants a larger plan.";
  std::string customer_id;
  std::string plan;
  static constexpr auto key = &upgrade_requested::customer_id;
  static std::vector<upgrade_requested> examples() { return {{"c-17", "team"}}; }
};
BOOST_DESCRIBE_STRUCT(upgrade_requested, (), (customer_id, plan))

/// It says all that billing knows of it, and for nobody in particular.
struct subscription_upgraded {
  static constexpr troupe::event_type type{"subscription.upgraded", 1};
  static constexpr std::string_view description =
      "From now on a customer has a larger plan, and pays more for it each month.";
  static constexpr std::string_view owner = "billing";
  std::string customer_id;
  std::string from;
  std::string to;
  std::int64_t monthly_minor = 0;
  std::int64_t more_minor = 0; ///< than before
  static constexpr auto key = &subscription_upgraded::customer_id;
  static std::vector<subscription_upgraded> examples() {
    return {{"c-17", "free", "team", 4'900, 4'900}};
  }
};
BOOST_DESCRIBE_STRUCT(subscription_upgraded, (), (customer_id, from, to, monthly_minor, more_minor))

/// Announced by a timer, to the success service itself.
struct check_in_due {
  static constexpr troupe::event_type type{"success.check_in_due", 1};
  static constexpr std::string_view description =
      "Some time after an upgrade it is time to ask how it goes.";
  std::string customer_id;
  /// The event that it is about; none in those of before, which are about the last.
  std::optional<troupe::uuid> upgrade{};
  static constexpr auto key = &check_in_due::customer_id;
};
BOOST_DESCRIBE_STRUCT(check_in_due, (), (customer_id, upgrade))

struct check_in_planned {
  static constexpr troupe::event_type type{"success.check_in_planned", 1};
  static constexpr std::string_view description = "Somebody shall call a customer.";
  std::string customer_id;
  std::string about;
  static constexpr auto key = &check_in_planned::customer_id;
};
BOOST_DESCRIBE_STRUCT(check_in_planned, (), (customer_id, about))

} // namespace subscriptions
