// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/publications.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>

using namespace troupe;
using testing::publications;

BOOST_AUTO_TEST_SUITE(events_that_were_handed_in)

BOOST_AUTO_TEST_CASE(are_no_failure_while_nothing_is_said_of_them_or_when_they_are_taken) {
  publications all;
  const auto first = all.hand_in();
  const auto second = all.hand_in();
  all.look();
  second(control::event_published{});
  all.look();
  first(control::event_published{});
  all.look();
}

BOOST_AUTO_TEST_CASE(fail_whenever_one_is_refused_and_say_which_it_is) {
  publications all;
  const auto first = all.hand_in();
  const auto second = all.hand_in();
  const auto third = all.hand_in();
  first(control::event_published{});
  all.look();
  second(error{ec::io, "the disk is full"});
  third(error{ec::io, "the disk is full, still"});
  BOOST_CHECK_EXCEPTION(all.look(), testing::refused, [](const testing::refused& x) {
    return x.number == 1 &&
           std::string{x.what()} == "what was to be published is refused: the disk is full";
  });
  BOOST_CHECK_EXCEPTION(all.look(), testing::refused,
                        [](const testing::refused& x) { return x.number == 2; });
  all.look();
}

BOOST_AUTO_TEST_CASE(may_be_answered_when_nobody_looks_any_more) {
  auto all = std::make_unique<publications>();
  const auto first = all->hand_in();
  all.reset();
  first(error{ec::stopped, "the deployment has ended"});
}

BOOST_AUTO_TEST_SUITE_END()
