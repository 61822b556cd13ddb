// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/supervision/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

struct watched : stage {
  void leave_behind(const std::string& path, exit_class how = exit_class::delivery_crash) {
    requests.at(path).report_left_behind(how, "did not return");
    settle();
  }
};

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(lines)

BOOST_FIXTURE_TEST_SUITE(a_supervisor_that_is_told_of_a_child_that_does_not_return, watched)

BOOST_AUTO_TEST_CASE(leaves_it_behind_and_starts_it_anew_at_once) {
  start({strategy::one_for_one, 3, 5s, 5s}, {stuck(permanent("a")), ready(permanent("b"))});
  told.take();
  leave_behind("shop/a");
  BOOST_TEST(told.take() ==
             (lines{"shop/a#1 abandoned", "shop/a#1 counts as delivery_crash", "shop/a#3 starting",
                    "shop/a#3 started", "shop/a restarted after 0s"}));
  BOOST_TEST(told.last_ended.causes.front().reason == "did not return");
}

BOOST_AUTO_TEST_CASE(counts_it_against_its_budget_only_where_no_delivery_is_charged) {
  start({strategy::one_for_one, 2, 1h, 5s}, {stuck(permanent("a"))});
  for (int i = 0; i < 10; ++i)
    leave_behind("shop/a");
  BOOST_TEST(!ended);
  for (int i = 0; i < 2; ++i)
    leave_behind("shop/a", exit_class::error);
  BOOST_TEST(!ended);
  leave_behind("shop/a", exit_class::error);
  BOOST_TEST(ended);
  BOOST_TEST((end.why == end_reason::escalated));
  BOOST_TEST(end.causes.front().reason == "did not return");
}

BOOST_AUTO_TEST_CASE(restarts_its_siblings_as_the_strategy_says) {
  start({strategy::one_for_all, 3, 5s, 5s}, {ready(permanent("a")), stuck(permanent("b"))});
  told.take();
  leave_behind("shop/b");
  BOOST_TEST(told.take() ==
             (lines{"shop/b#2 abandoned", "shop/b#2 counts as delivery_crash", "shop/a#1 shutdown",
                    "shop/a#3 starting", "shop/a#3 started", "shop/a restarted after 0s",
                    "shop/b#4 starting", "shop/b#4 started", "shop/b restarted after 0s"}));
}

BOOST_AUTO_TEST_CASE(sees_it_end_after_all_when_it_comes_back) {
  start({strategy::one_for_one, 3, 5s, 5s}, {stuck(permanent("a"))});
  leave_behind("shop/a");
  told.take();
  elsewhere.run();
  settle();
  BOOST_TEST(told.take() == lines{"shop/a#1 killed after all"});
}

BOOST_AUTO_TEST_CASE(takes_a_start_that_does_not_return_for_one_that_failed) {
  start({strategy::one_for_one, 3, 5s, 5s}, {slow(permanent("a"))});
  leave_behind("shop/a", exit_class::error);
  BOOST_TEST(ended);
  BOOST_TEST((end.why == end_reason::start_failed));
}

BOOST_AUTO_TEST_CASE(waits_no_longer_for_one_that_it_asked_to_end) {
  start({strategy::one_for_one, 3, 5s, 5s}, {stuck(permanent("a"))});
  stop();
  BOOST_TEST(!ended);
  leave_behind("shop/a");
  BOOST_TEST(ended);
  BOOST_TEST((end.why == end_reason::stopped));
}

BOOST_AUTO_TEST_CASE(takes_no_notice_where_that_instance_has_ended) {
  start({strategy::one_for_one, 3, 5s, 5s}, {ready(permanent("a"))});
  const auto first = requests.at("shop/a");
  tell("shop/a", crash{"broke"});
  settle();
  told.take();
  first.report_left_behind(exit_class::error, "did not return");
  settle();
  BOOST_TEST(told.take() == lines{});
}

BOOST_AUTO_TEST_CASE(does_the_same_for_a_dynamic_child) {
  start({strategy::simple_one_for_one, 0, 1h, 5s}, {stuck(permanent("worker"))});
  caf::anon_send(root, start_dynamic_child{});
  settle();
  told.take();
  leave_behind("shop/1");
  BOOST_TEST(told.take() ==
             (lines{"shop/1#1 abandoned", "shop/1#1 counts as delivery_crash", "shop/1#2 starting",
                    "shop/1#2 started", "shop/1 restarted after 0s"}));
  leave_behind("shop/1", exit_class::error);
  BOOST_TEST(ended);
}

BOOST_AUTO_TEST_SUITE_END()
