// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The facts of a user's first weeks.
///
/// Who announces what, and who reacts:
///
///     signups       users.signed_up                -> mail, crm, onboarding, funnel
///                   users.step_completed           -> crm, onboarding
///                   users.unsubscribed             -> mail, crm, onboarding
///     onboarding    onboarding.deadline_passed     -> onboarding, by a timer
///                   onboarding.step_missed         -> mail
///                   onboarding.ended               -> crm, funnel
///     mail          mails.sent                     -> crm, funnel
///     the runtime   troupe.dead_letters.added      -> onboarding: no more mail to who has no
///     mailbox
namespace lifecycle {

struct user_signed_up {
  static constexpr troupe::event_type type{"users.signed_up", 1};
  static constexpr std::string_view json_name = "signed_up";
  static constexpr std::string_view description = "Somebody has made an account.";
  std::string user_id;
  std::string email;
  std::string name;
  std::string plan;
  static constexpr auto key = &user_signed_up::user_id;
  static std::vector<user_signed_up> examples() {
    return {{"u-1001", "ada@example.org", "Ada Byron", "team"}};
  }
};
BOOST_DESCRIBE_STRUCT(user_signed_up, (), (user_id, email, name, plan))

struct step_completed {
  static constexpr troupe::event_type type{"users.step_completed", 1};
  static constexpr std::string_view json_name = "step_completed";
  static constexpr std::string_view description =
      "A user has done something that onboarding leads to.";
  std::string user_id;
  std::string step;
  static constexpr auto key = &step_completed::user_id;
  static std::vector<step_completed> examples() { return {{"u-1001", "confirm_address"}}; }
};
BOOST_DESCRIBE_STRUCT(step_completed, (), (user_id, step))

struct user_unsubscribed {
  static constexpr troupe::event_type type{"users.unsubscribed", 1};
  static constexpr std::string_view json_name = "unsubscribed";
  static constexpr std::string_view description = "A user wants no more mails than there must be.";
  std::string user_id;
  static constexpr auto key = &user_unsubscribed::user_id;
  static std::vector<user_unsubscribed> examples() { return {{"u-1001"}}; }
};
BOOST_DESCRIBE_STRUCT(user_unsubscribed, (), (user_id))

/// Announced by a timer, to onboarding itself.
struct deadline_passed {
  static constexpr troupe::event_type type{"onboarding.deadline_passed", 1};
  static constexpr std::string_view description =
      "So many days after a sign-up it is time to look whether a step was done.";
  std::string user_id;
  std::string step;
  std::uint32_t day = 0;
  static constexpr auto key = &deadline_passed::user_id;
};
BOOST_DESCRIBE_STRUCT(deadline_passed, (), (user_id, step, day))

/// It says all that a reminder needs, so that whoever sends one need not know the user.
struct step_missed {
  static constexpr troupe::event_type type{"onboarding.step_missed", 1};
  static constexpr std::string_view description =
      "A user who gets mails has not done a step in time.";
  std::string user_id;
  std::string email;
  std::string name;
  std::string step;
  std::string title;
  std::uint32_t day = 0;
  static constexpr auto key = &step_missed::user_id;
};
BOOST_DESCRIBE_STRUCT(step_missed, (), (user_id, email, name, step, title, day))

enum class onboarding_outcome {
  completed,    ///< all steps are done
  unsubscribed, ///< the user wants no more mails
  unreachable,  ///< a mail came back for good
  lapsed,       ///< the last reminder was sent, and something is not done
};
BOOST_DESCRIBE_ENUM(onboarding_outcome, completed, unsubscribed, unreachable, lapsed)

struct onboarding_ended {
  static constexpr troupe::event_type type{"onboarding.ended", 1};
  static constexpr std::string_view description =
      "A user gets no further reminders, and this is why.";
  std::string user_id;
  onboarding_outcome outcome = onboarding_outcome::completed;
  static constexpr auto key = &onboarding_ended::user_id;
};
BOOST_DESCRIBE_STRUCT(onboarding_ended, (), (user_id, outcome))

struct mail_sent {
  static constexpr troupe::event_type type{"mails.sent", 1};
  static constexpr std::string_view description = "A mail server, or a folder, has taken a mail.";
  std::string user_id;
  std::string mail; ///< "welcome", or the step that a reminder is of
  std::string message_id;
  static constexpr auto key = &mail_sent::user_id;
};
BOOST_DESCRIBE_STRUCT(mail_sent, (), (user_id, mail, message_id))

} // namespace lifecycle
