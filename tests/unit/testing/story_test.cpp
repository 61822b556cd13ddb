// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/story.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace troupe;
using namespace std::chrono_literals;
using testing::chronicle;
using testing::incident;

namespace {

const time_point began{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};

/// Events by number, each caused by the one of another number, or none.
struct happened : chronicle {
  void event(std::uint8_t number, std::uint8_t cause, const std::string& topic,
             const std::string& source, const std::string& key = "A1",
             const std::string& payload = "{}") {
    journal::event_record e;
    e.sequence = events.size() + 1;
    e.id.bytes[15] = number;
    e.causation.bytes[15] = cause;
    e.time = began + std::chrono::seconds{number};
    e.source = source;
    e.topic = topic;
    e.key = key;
    e.payload = encoded{payload};
    events.push_back(std::move(e));
  }
  std::string told(const std::string& key = {}, std::size_t lines = 120) const {
    return testing::story_of(*this, {began, "shop", key, lines});
  }
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_story)

BOOST_AUTO_TEST_CASE(puts_what_happened_below_what_it_came_of) {
  happened all;
  all.event(1, 0, "orders.placed", "shop", "A1", R"({"order":"A1"})");
  all.event(2, 1, "stock.reserved", "inventory");
  all.event(3, 0, "orders.placed", "web", "A2");
  all.event(4, 2, "orders.confirmed", "orders");
  BOOST_TEST(all.told() == "+1s orders.placed A1 {\"order\":\"A1\"}, from outside\n"
                           "  +2s stock.reserved A1 {}, by inventory\n"
                           "    +4s orders.confirmed A1 {}, by orders\n"
                           "+3s orders.placed A2 {}, by web\n");
}

BOOST_AUTO_TEST_CASE(says_what_became_of_an_event_where_it_was_not_simply_handled) {
  happened all;
  all.event(1, 0, "orders.placed", "shop");
  using kinds = incident::kinds;
  all.incidents = {
      {kinds::failed, 1, "till", began + 1s, 1, "busy", began + 3s},
      {kinds::waits_behind, 1, "hall", began + 1s},
      {kinds::came_through, 1, "till", began + 3s, 2},
      {kinds::dead_letter, 1, "hall", began + 4s, 3, "attempts_spent: shut"},
      {kinds::dead_letter, 0, "intake", began + 5s, 0, "bad_input: line 3", {}, 1},
  };
  BOOST_TEST(all.told() == "+1s orders.placed A1 {}, from outside\n"
                           "  +1s till: attempt 1 failed: busy; the next at +3s\n"
                           "  +1s hall: waits behind an earlier event of its key\n"
                           "  +3s till: handled it, at attempt 2\n"
                           "  +4s hall: dead letter, attempts_spent: shut, after 3 attempts\n"
                           "+5s intake: dead letter, bad_input: line 3\n");
}

BOOST_AUTO_TEST_CASE(puts_what_is_of_no_event_before_the_first_that_came_after_it) {
  happened all;
  all.event(1, 0, "orders.placed", "shop");
  all.event(2, 1, "stock.reserved", "inventory");
  all.event(4, 2, "orders.confirmed", "orders");
  all.event(5, 0, "orders.placed", "shop", "A2");
  all.remarks = {{began, 0, "orders was told to crash"},
                 {began + 3s, 2, "payment was told to crash"},
                 {began + 9s, 4, "hall was told to crash"}};
  all.incidents = {
      {incident::kinds::dead_letter, 0, "intake", began + 2s, 0, "bad_input: line 3", {}, 2}};
  BOOST_TEST(all.told() == "+0s orders was told to crash\n"
                           "+1s orders.placed A1 {}, from outside\n"
                           "  +2s stock.reserved A1 {}, by inventory\n"
                           "+2s intake: dead letter, bad_input: line 3\n"
                           "+3s payment was told to crash\n"
                           "    +4s orders.confirmed A1 {}, by orders\n"
                           "+5s orders.placed A2 {}, from outside\n"
                           "+9s hall was told to crash\n");
}

BOOST_AUTO_TEST_CASE(begins_with_what_is_asked_for_and_then_what_went_wrong) {
  happened all;
  for (std::uint8_t i = 1; i <= 3; ++i)
    all.event(i, 0, "orders.placed", "shop", "A" + std::to_string(i));
  all.event(4, 3, "stock.reserved", "inventory", "apple");
  all.incidents = {{incident::kinds::failed, 2, "till", began, 1, "busy"}};
  BOOST_TEST(all.told("apple").find("+3s orders.placed A3 ") == 0u, all.told("apple"));
  BOOST_TEST(all.told().find("+2s orders.placed A2 ") == 0u, all.told());
}

BOOST_AUTO_TEST_CASE(leaves_out_the_runtimes_own_events) {
  happened all;
  all.event(1, 0, "orders.placed", "shop");
  all.event(2, 1, "troupe.child_crashed", "shop");
  BOOST_TEST(all.told() == "+1s orders.placed A1 {}, from outside\n");
}

BOOST_AUTO_TEST_CASE(cuts_a_payload_between_two_characters) {
  happened all;
  all.event(1, 0, "orders.placed", "shop", "A1", std::string(99, 'x') + "\u00f6\u00f6");
  BOOST_TEST(all.told() == "+1s orders.placed A1 " + std::string(99, 'x') + "..., from outside\n");
}

BOOST_AUTO_TEST_CASE(ends_somewhere) {
  happened all;
  for (std::uint8_t i = 1; i <= 50; ++i)
    all.event(i, static_cast<std::uint8_t>(i > 5 ? i - 5 : 0), "orders.placed", "shop", "A1",
              std::string(200, 'x'));
  const auto told = all.told({}, 12);
  BOOST_TEST(told.find(std::string(100, 'x') + "...,") != std::string::npos, told);
  BOOST_TEST(told.find("\n...\n... and what came of 3 more events\n") != std::string::npos, told);
  BOOST_TEST(std::count(told.begin(), told.end(), '\n') == 14);
}

BOOST_AUTO_TEST_SUITE_END()
