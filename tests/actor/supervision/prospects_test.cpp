// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/supervision/stage.hpp"
#include "supervision/forecast.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

struct limits {
  std::uint32_t intensity;
  std::chrono::nanoseconds period;
  backoff_policy backoff;

  friend std::ostream& operator<<(std::ostream& out, const limits& x) {
    return out << x.intensity << " within " << x.period / 1s << " s";
  }
};

const limits tried[] = {{10, 90s, backoff_policy::usual()},
                        {3, 30s, {1s, 2, 15s}},
                        {0, 5s, backoff_policy::none()},
                        {5, 600s, {500ms, 3, 60s, 1, 1h}}};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_child_that_always_fails, stage)

BOOST_DATA_TEST_CASE(escalates_at_the_failure_and_in_the_time_that_are_told_beforehand, tried, x) {
  const supervisor_spec spec{strategy::one_for_one, x.intensity, x.period};
  auto broken = permanent("broken");
  broken.backoff = x.backoff;
  const auto told_before = forecast_escalation(spec, x.backoff);
  BOOST_REQUIRE(told_before.has_value());
  start(spec, {ready(permanent("sound")), ready(broken)});

  // It fails as soon as it has started, and time passes only when it waits.
  std::uint32_t failures = 0;
  auto seen = actors.at("shop/broken").id();
  for (bool first = true; !ended; first = false) {
    if (first || actors.at("shop/broken").id() != seen) {
      seen = actors.at("shop/broken").id();
      tell("shop/broken", crash{"broken"});
      ++failures;
      settle();
    } else {
      BOOST_REQUIRE(timers.next().has_value());
      pass(*timers.next() - time.elapsed());
    }
  }
  BOOST_TEST((end.why == end_reason::escalated));
  BOOST_TEST(failures == told_before->failure);
  BOOST_TEST((time.elapsed() >= told_before->at_least));
  BOOST_TEST((time.elapsed() <= *told_before->at_most));
}

BOOST_AUTO_TEST_SUITE_END()
