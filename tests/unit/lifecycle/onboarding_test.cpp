// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/onboarding.hpp"

#include "troupe/dead_letter_events.hpp"
#include "troupe/testing/rehearsal.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace lifecycle;
using namespace std::chrono_literals;

namespace {

constexpr auto day = 24h;
const user_signed_up ada{"ada", "ada@example.org", "Ada Byron", "team"};
const step_missed address_missed{"ada",     "ada@example.org", "Ada Byron",
                                 "confirm", "your address",    1};

onboarding_options two_steps() {
  onboarding_options chosen;
  chosen.steps = {{"confirm", "your address", {1, 3}}, {"invite", "a colleague", {7}}};
  return chosen;
}

using stage = troupe::testing::rehearsal<onboarding_record, onboarding_options>;

stage onboard() {
  return stage{onboarding, troupe::publishes<deadline_passed, step_missed, onboarding_ended>,
               two_steps()};
}

troupe::reports::dead_letter_added returned_mail() {
  troupe::reports::dead_letter_added letter;
  letter.service = "mail";
  letter.reason = "rejected";
  letter.topic = "users.signed_up";
  letter.event_key = "ada";
  return letter;
}

} // namespace

BOOST_AUTO_TEST_SUITE(onboarding_)

BOOST_AUTO_TEST_CASE(sets_a_timer_for_each_reminder) {
  onboard()
      .when(ada)
      .then_nothing()
      .then_timer("ada/confirm/1", day, deadline_passed{"ada", "confirm", 1})
      .then_timer("ada/confirm/3", 3 * day, deadline_passed{"ada", "confirm", 3})
      .then_timer("ada/invite/7", 7 * day, deadline_passed{"ada", "invite", 7});
}

BOOST_AUTO_TEST_CASE(says_what_was_missed_when_a_day_has_passed) {
  auto x = onboard();
  x.given(ada).when_passed(day);
  BOOST_TEST(x.last().published.back().payload == troupe::to_json(address_missed));
}

BOOST_AUTO_TEST_CASE(takes_away_the_timers_of_a_step_that_is_done) {
  auto x = onboard();
  x.given(ada).when(step_completed{"ada", "confirm"}).then_nothing();
  x.then_cancelled("ada/confirm/1").then_cancelled("ada/confirm/3");
  BOOST_TEST(x.ask(get_onboarding{"ada"}).waiting.size() == 1u);
}

BOOST_AUTO_TEST_CASE(ends_when_all_is_done) {
  onboard()
      .given(ada, step_completed{"ada", "invite"})
      .when(step_completed{"ada", "confirm"})
      .then(onboarding_ended{"ada", onboarding_outcome::completed});
}

BOOST_AUTO_TEST_CASE(ends_after_the_last_reminder) {
  auto x = onboard();
  x.given(ada).when_passed(30 * day);
  BOOST_TEST(x.last().published.back().payload ==
             troupe::to_json(onboarding_ended{"ada", onboarding_outcome::lapsed}));
  BOOST_TEST(x.state("ada").waiting.empty());
}

BOOST_AUTO_TEST_CASE(asks_nobody_for_what_was_done_before_the_sign_up_came) {
  auto x = onboard();
  x.given(step_completed{"ada", "confirm"}).when(ada).then_nothing();
  BOOST_TEST(x.state("ada").waiting == std::vector<std::string>{"ada/invite/7"});
}

BOOST_AUTO_TEST_CASE(stops_for_who_unsubscribes) {
  auto x = onboard();
  x.given(ada)
      .when(user_unsubscribed{"ada"})
      .then(onboarding_ended{"ada", onboarding_outcome::unsubscribed});
  x.then_cancelled("ada/invite/7");
  x.when(deadline_passed{"ada", "confirm", 1}).then_nothing(); // it was on its way already
}

BOOST_AUTO_TEST_CASE(does_not_begin_for_who_had_unsubscribed) {
  onboard()
      .given(user_unsubscribed{"ada"})
      .when(ada)
      .then(onboarding_ended{"ada", onboarding_outcome::unsubscribed});
}

BOOST_AUTO_TEST_CASE(stops_where_a_mail_came_back_for_good) {
  auto x = onboard();
  auto of_another = returned_mail();
  of_another.service = "crm";
  auto of_patience = returned_mail();
  of_patience.reason = "attempts_spent";
  x.given(ada, of_another, of_patience);
  BOOST_TEST(!x.state("ada").ended.has_value());
  x.when(returned_mail()).then(onboarding_ended{"ada", onboarding_outcome::unreachable});
}

BOOST_AUTO_TEST_CASE(rejects_a_second_sign_up) {
  onboard().given(ada).when(ada).then_reject("user ada had signed up before");
}

BOOST_AUTO_TEST_CASE(complains_about_steps_that_cannot_be) {
  auto chosen = two_steps();
  BOOST_TEST(chosen.complaints().empty());
  BOOST_TEST(onboarding_options{}.complaints().empty());
  chosen.day = 0s;
  chosen.steps[0].name = "confirm/address";
  chosen.steps[1].name = "confirm/address";
  chosen.steps[1].remind_after_days = {0, 7, 7};
  BOOST_TEST(chosen.complaints().size() == 6u);
}

BOOST_AUTO_TEST_SUITE_END()
