// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/forecast.hpp"

#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

supervisor_spec limits(std::uint32_t intensity, std::chrono::nanoseconds period) {
  return {strategy::one_for_one, intensity, period};
}

std::string forecast(const supervisor_spec& spec, const backoff_policy& policy) {
  return to_string(forecast_escalation(spec, policy));
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_child_that_always_fails)

BOOST_AUTO_TEST_CASE(escalates_with_the_usual_limits_at_its_eleventh_failure) {
  const auto told = forecast_escalation(limits(10, 90s), backoff_policy::usual());
  BOOST_TEST(told->failure == 11u);
  BOOST_TEST((told->at_least == 51'100ms));
  BOOST_TEST((*told->at_most == 61'320ms));
  BOOST_TEST(to_string(told) == "escalates at its 11th failure, after 51 to 62 s");
}

BOOST_AUTO_TEST_CASE(escalates_at_once_without_backoff) {
  BOOST_TEST(forecast(limits(1, 5s), backoff_policy::none()) ==
             "escalates at its 2nd failure, at once");
  BOOST_TEST(forecast(limits(0, 5s), backoff_policy::usual()) ==
             "escalates at its 1st failure, at once");
  BOOST_TEST(forecast(limits(22, 5s), backoff_policy::none()) ==
             "escalates at its 23rd failure, at once");
}

BOOST_AUTO_TEST_CASE(never_escalates_where_its_waits_outlast_the_window) {
  BOOST_TEST(forecast(limits(10, 5s), backoff_policy::usual()) == "never escalates");
  BOOST_TEST(forecast(limits(3, 30s), {1s, 2, 15s}) ==
             "escalates at its 4th failure, after 3 to 4 s");
}

BOOST_AUTO_TEST_CASE(may_never_escalate_where_chance_decides) {
  BOOST_TEST(forecast(limits(10, 55s), backoff_policy::usual()) ==
             "escalates at its 11th failure, after 51 s or never");
}

BOOST_AUTO_TEST_CASE(may_live_for_a_while_before_it_fails_again) {
  const escalation_forecast lives{4, 1s, 2s};
  const auto told = forecast_escalation(limits(10, 90s), backoff_policy::none(), lives);
  BOOST_TEST(told->failure == 11u);
  BOOST_TEST((told->at_least == 11s));
  BOOST_TEST((*told->at_most == 22s));
  BOOST_TEST(!forecast_escalation(limits(10, 9s), backoff_policy::none(), lives));
  // Long enough to be healthy again each time, so that no restart waits.
  const escalation_forecast healthy{4, 60s, 61s};
  BOOST_TEST(
      (forecast_escalation(limits(1, 90s), backoff_policy::usual(), healthy)->at_least == 120s));
}

BOOST_AUTO_TEST_CASE(may_never_escalate_where_its_own_children_may_not) {
  const escalation_forecast maybe{4, 1s, std::nullopt};
  const auto told = forecast_escalation(limits(1, 90s), backoff_policy::none(), maybe);
  BOOST_TEST((told->at_least == 2s));
  BOOST_TEST(!told->at_most);
}

BOOST_AUTO_TEST_CASE(is_told_of_where_a_limit_can_never_act) {
  struct row {
    const char* expected;
    supervisor_spec supervisor;
    child_spec child;
  };
  auto temporary_child = temporary("a");
  auto permanent_child = permanent("a");
  temporary_child.backoff = permanent_child.backoff = backoff_policy::usual();
  for (const auto& x : std::initializer_list<row>{
           {"", limits(10, 90s), permanent_child},
           {"", limits(0, 5s), permanent("a")},
           {"backoff_never_acts", limits(10, 90s), temporary_child},
           {"backoff_never_acts", limits(0, 5s), permanent_child},
           {"backoff_never_acts", limits(1, 60s), permanent_child},
           {"", limits(1, 30s), permanent_child},
           {"intensity_never_acts", limits(10, 5s), permanent_child},
       }) {
    const auto all = check_effect(x.supervisor, x.child);
    BOOST_TEST((all.empty() ? "" : all.front().name) == x.expected);
  }
}

BOOST_AUTO_TEST_CASE(is_told_of_in_a_sentence) {
  auto child = permanent("a");
  child.backoff = backoff_policy::usual();
  BOOST_TEST(
      to_string(check_effect(limits(10, 5s), child)) ==
      "intensity_never_acts: child \"a\": its restarts wait so long that there are never more "
      "than 10 within 5s; raise period, lower intensity or the backoff's max");
}

BOOST_AUTO_TEST_SUITE_END()
