// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "service/handler_watch.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace troupe;
using namespace std::chrono_literals;
using execution::hand_view;
using execution::work;
using kind = handler_watch::finding::kind;

namespace {

using names = std::vector<std::string>;

/// A watch over two hands whose handlers have 10 s, and 5 s more.
struct watched {
  handler_watch watch;
  std::vector<hand_view> hands{2};
  patience limits{10s, 5s};

  /// As in "late 7": what it was, and what was in hand.
  names look(std::chrono::nanoseconds now) {
    names all;
    for (const auto& x : watch.look(hands, now, [this](std::uint64_t) { return limits; })) {
      const char* what = x.what == kind::late    ? "late "
                         : x.what == kind::stuck ? "stuck "
                                                 : "back ";
      all.push_back(what + std::to_string(x.call.work.number()) +
                    (x.left_behind ? " left behind" : ""));
    }
    return all;
  }

  static hand_view busy_with(std::uint64_t sequence, std::uint64_t turn = 1,
                             std::uint64_t owner = 1) {
    return {work::on_event(sequence), turn, owner, 1, 0, 77};
  }
};

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(names)

BOOST_FIXTURE_TEST_SUITE(a_watch_over_handlers, watched)

BOOST_AUTO_TEST_CASE(says_nothing_of_those_that_return_in_time) {
  for (auto now = 0s; now < 100s; now += 9s) {
    hands[0] = busy_with(static_cast<std::uint64_t>(now.count()) + 1);
    BOOST_TEST(look(now) == names{});
  }
}

BOOST_AUTO_TEST_CASE(reports_one_past_its_timeout_once_and_leaves_it_behind_past_its_grace) {
  hands[0] = busy_with(7);
  struct row {
    std::chrono::nanoseconds now;
    names found;
  };
  for (const auto& [now, found] :
       {row{0s, {}}, row{9999ms, {}}, row{10s, {"late 7"}}, row{11s, {}}, row{14999ms, {}},
        row{15s, {"stuck 7"}}, row{16s, {}}, row{100s, {}}})
    BOOST_TEST(look(now) == found);
  BOOST_TEST_REQUIRE(watch.left_behind().size() == 1u);
  BOOST_TEST((watch.left_behind().front().what == hands[0]));
  BOOST_TEST((watch.left_behind().front().since == 0s));
}

BOOST_AUTO_TEST_CASE(finds_both_at_once_where_it_did_not_look_for_long) {
  hands[0] = busy_with(7);
  look(0s);
  BOOST_TEST(look(1h) == (names{"late 7", "stuck 7"}));
}

BOOST_AUTO_TEST_CASE(says_that_a_late_one_returned) {
  hands[0] = busy_with(7);
  look(0s);
  look(12s);
  hands[0] = {};
  BOOST_TEST(look(13s) == names{"back 7"});
  BOOST_TEST(look(14s) == names{});
}

BOOST_AUTO_TEST_CASE(says_that_one_came_back_that_was_left_behind) {
  hands[0] = busy_with(7);
  look(0s);
  look(1min);
  hands[0] = busy_with(8, 2, 2);
  BOOST_TEST(look(2min) == names{"back 7 left behind"});
  BOOST_TEST(watch.left_behind().empty());
}

BOOST_AUTO_TEST_CASE(times_each_call_from_when_it_was_first_seen) {
  hands[0] = busy_with(7);
  look(0s);
  hands[0] = busy_with(8);
  look(9s);
  BOOST_TEST(look(18s) == names{});
  BOOST_TEST(look(19s) == names{"late 8"});
}

// A retry of the same event, or another service's delivery of it, in the same hand.
BOOST_AUTO_TEST_CASE(takes_the_same_event_in_a_later_turn_for_another_call) {
  hands[0] = busy_with(7, 1);
  look(0s);
  hands[0] = busy_with(7, 2);
  BOOST_TEST(look(9s) == names{});
  BOOST_TEST(look(18s) == names{});
}

BOOST_AUTO_TEST_CASE(watches_each_hand) {
  hands[0] = busy_with(7);
  look(0s);
  hands[1] = busy_with(8, 1, 2);
  look(6s);
  BOOST_TEST(look(10s) == names{"late 7"});
  BOOST_TEST(look(16s) == (names{"stuck 7", "late 8"}));
}

BOOST_AUTO_TEST_CASE(lets_those_go_on_that_may) {
  limits = {patience::endless, 0s};
  hands[0] = busy_with(7);
  look(0s);
  BOOST_TEST(look(1000h) == names{});
  limits = {10s, patience::endless};
  BOOST_TEST(look(1000h) == names{"late 7"});
  BOOST_TEST(look(2000h) == names{});
}

BOOST_AUTO_TEST_CASE(leaves_one_behind_at_once_that_has_no_grace) {
  limits.grace = 0s;
  hands[0] = busy_with(7);
  look(0s);
  BOOST_TEST(look(10s) == (names{"late 7", "stuck 7"}));
}

BOOST_AUTO_TEST_CASE(counts_one_that_somebody_else_left_behind) {
  hands[0] = busy_with(7);
  look(0s);
  const auto left = watch.leave_behind(1);
  BOOST_TEST_REQUIRE(left.has_value());
  BOOST_TEST((left->what == hands[0]));
  BOOST_TEST(!watch.leave_behind(1).has_value());
  BOOST_TEST(!watch.leave_behind(2).has_value());
  BOOST_TEST(look(1h) == names{});
  BOOST_TEST(watch.left_behind().size() == 1u);
  hands[0] = {};
  BOOST_TEST(look(2h) == names{"back 7 left behind"});
}

BOOST_AUTO_TEST_SUITE_END()
