// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/breaker_lines.hpp"

#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace troupe;
using namespace troupe::assembly;
using namespace std::chrono_literals;

namespace {

constexpr breaker_policy once{.failures = 1, .share = 0, .pause = 10s};

void fail(bus::breaker& x, const troupe::clock& time) {
  x.settled(bus::breaker::result::failed, std::nullopt, "refused", time.elapsed());
}
void close(bus::breaker& x, const troupe::clock& time) {
  x.settled(bus::breaker::result::handled, x.begin_probe(), "", time.elapsed());
}

} // namespace

BOOST_AUTO_TEST_SUITE(what_people_are_told_of_a_breaker)

BOOST_AUTO_TEST_CASE(is_a_line_for_each_change) {
  using change = bus::breaker::change;
  BOOST_TEST(line_of({change::kind::opened, "1 failure, the last: refused", 10s, {}}) ==
             "breaker opens: 1 failure, the last: refused; nothing is tried but a probe in 10s");
  BOOST_TEST(line_of({change::kind::probe_failed, "refused", 20s, 10s}) ==
             "breaker stays open, for the probe failed: refused; the next is tried in 20s");
  BOOST_TEST(line_of({change::kind::closed, {}, {}, 92'400ms}) ==
             "breaker closes after 1m32s, for a probe was handled");
}

BOOST_AUTO_TEST_CASE(is_said_a_few_times_a_minute_and_then_counted) {
  support::manual_clock time;
  std::vector<std::string> lines;
  const auto x = make_breaker(
      once, "payment",
      [&](log_level, std::string_view who, std::string_view text) {
        lines.push_back(std::string{who} + ": " + std::string{text});
      },
      time);
  for (int i = 0; i < 50; ++i) {
    fail(*x, time);
    close(*x, time);
  }
  BOOST_TEST(lines.size() == 2 * line_limit::lines_per_child);
  BOOST_TEST(lines.front() == "payment: breaker opens: 1 failure, the last: refused; nothing is "
                              "tried but a probe in 10s");
  time.advance(61s);
  fail(*x, time);
  BOOST_TEST(lines.back().find("(45 more such changes were not shown)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_nothing_where_a_service_has_none) {
  support::manual_clock time;
  BOOST_TEST(make_breaker(std::nullopt, "payment", {}, time) == nullptr);
}

BOOST_AUTO_TEST_CASE(is_told_by_the_clock_on_the_wall_to_who_looks) {
  support::manual_clock time;
  const auto x = make_breaker(
      once, "payment", [](auto, auto, auto) {}, time);
  BOOST_TEST((view_of(x->look(), time).state == control::breaker_state::closed));
  BOOST_TEST(!view_of(x->look(), time).since.has_value());
  const auto began = time.now();
  fail(*x, time);
  time.advance(4s);
  const auto open = view_of(x->look(), time);
  BOOST_TEST((open.state == control::breaker_state::open));
  BOOST_TEST((open.since == began));
  BOOST_TEST((open.until == began + 10s));
  BOOST_TEST(open.why == "1 failure, the last: refused");
  x->begin_probe();
  BOOST_TEST((view_of(x->look(), time).state == control::breaker_state::probing));
  BOOST_TEST(!view_of(x->look(), time).until.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
