// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/events.hpp"
#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Onboarding reminds users of the steps that they have not done, for some days after they signed
/// up.
///
/// Each reminder is a durable timer of the user's. A step that is done takes its timers away;
/// whoever unsubscribes, or has no mailbox, gets none any more. It sends nothing itself.
namespace lifecycle {

struct onboarding_step {
  std::string name;
  std::string title; ///< what a reminder calls it
  std::vector<std::uint32_t> remind_after_days;
};
BOOST_DESCRIBE_STRUCT(onboarding_step, (), (name, title, remind_after_days))

/// What a deployment has that says no others.
std::vector<onboarding_step> usual_steps();

struct onboarding_options {
  std::vector<onboarding_step> steps = usual_steps();
  /// How long a day of the sequence lasts; some seconds, to watch one.
  std::chrono::nanoseconds day = std::chrono::hours{24};
  /// The id of the service that sends the mails: where it rejects one, the user is unreachable.
  std::string mailed_by = "mail";

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(onboarding_options, (), (steps, day, mailed_by))

/// What onboarding knows of a user.
struct onboarding_record {
  bool signed_up = false;
  bool unsubscribed = false;
  std::string email;
  std::string name;
  std::vector<std::string> done;    ///< steps, in the order in which they were done
  std::vector<std::string> waiting; ///< the timers that are set
  std::optional<onboarding_outcome> ended;
};
BOOST_DESCRIBE_STRUCT(onboarding_record, (),
                      (signed_up, unsubscribed, email, name, done, waiting, ended))

struct get_onboarding {
  static constexpr troupe::query_type type{"lifecycle.get_onboarding"};
  using reply = onboarding_record;
  std::string user_id;
  static constexpr auto key = &get_onboarding::user_id;
};
BOOST_DESCRIBE_STRUCT(get_onboarding, (), (user_id))

troupe::behavior onboarding(troupe::service<onboarding_record, onboarding_options>* self);

} // namespace lifecycle
