// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/subscription_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::cli;

namespace {

control::child_view child(const std::string& id, const control::progress_view& how) {
  control::child_view made;
  made.id = id;
  made.subscription = how;
  made.dead_letters = 2;
  return made;
}

control::status shop(bool runs) {
  control::status made;
  made.runs = runs;
  made.head = 1200;
  made.children = {child("orders", {1200, 0, 0, 0, false, 0}), child("payment", {1100, 90, 3, 1}),
                   child("shipping", {1000, 200, 0, 0, true, 0, control::held_view{200, 123'456}}),
                   child("analytics", {10, 1190, 0, 0, false, 1150})};
  made.children.emplace_back().id = "a source";
  made.without_child = {{"newsletter", 700, 5, 1, 2, time_point{std::chrono::hours{24}},
                         time_point{std::chrono::hours{48}}, control::held_view{500, 300'000}}};
  return made;
}

std::vector<std::string> states_of(const control::status& x) {
  std::vector<std::string> all;
  for (const auto& each : subscription_lines(x))
    all.push_back(each.id + ' ' + each.state);
  return all;
}

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(std::vector<std::string>)

BOOST_AUTO_TEST_SUITE(a_list_of_subscriptions)

BOOST_AUTO_TEST_CASE(says_of_each_how_it_is) {
  BOOST_TEST(states_of(shop(true)) ==
             (std::vector<std::string>{"orders live", "payment behind", "shipping paused",
                                       "analytics behind", "newsletter orphaned"}));
  BOOST_TEST(states_of(shop(false)) ==
             (std::vector<std::string>{"orders stopped", "payment stopped", "shipping paused",
                                       "analytics stopped", "newsletter orphaned"}));
}

BOOST_AUTO_TEST_CASE(counts_what_waits_for_an_orphan_too) {
  const auto last = subscription_lines(shop(true)).back();
  BOOST_TEST(last.behind == 500u);
  BOOST_TEST(last.parked == 3u);
  BOOST_TEST(last.held == 2u);
  BOOST_TEST(last.dead_letters == 1u);
}

BOOST_AUTO_TEST_CASE(is_a_table_that_says_who_reads_again) {
  const auto text = subscriptions_text(subscription_lines(shop(true)));
  BOOST_TEST(text.find("payment       behind       1 100  1 200      90       3     1") !=
                 std::string::npos,
             text);
  BOOST_TEST(text.find("analytics reads again what it had settled, up to 1 150\n") !=
                 std::string::npos,
             text);
  BOOST_TEST(subscriptions_text({}) == "no subscriptions\n");
}

BOOST_AUTO_TEST_CASE(says_what_is_held_back_and_until_when) {
  auto all = subscription_lines(shop(true));
  BOOST_TEST(subscriptions_text(all).find(
                 "shipping is paused; it holds back up to 200 events of all topics, about "
                 "120 KiB\n") != std::string::npos,
             subscriptions_text(all));
  BOOST_TEST(subscriptions_text(all).find(
                 "newsletter has no child since 1970-01-02T00:00:00Z; it holds back up to 500 "
                 "events of all topics, about 292 KiB, until 1970-01-03T00:00:00Z\n") !=
                 std::string::npos,
             subscriptions_text(all));
  all.back().lost_from = 701;
  BOOST_TEST(subscriptions_text(all).find(
                 "about 292 KiB; the retention took events before it, from 701 on\n") !=
                 std::string::npos,
             subscriptions_text(all));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(what_became_of_a_seek)

BOOST_AUTO_TEST_CASE(is_told_with_what_is_skipped_or_read_again) {
  BOOST_TEST(sought_text({"a", 5, 5, "running"}) == "a stays at 5\n");
  BOOST_TEST(sought_text({"a", 5, 6, ""}) == "a went from 5 to 6, and skips up to 1 event\n");
  BOOST_TEST(
      sought_text({"a", 2000, 0, "down"}) ==
      "a went back from 2 000 to 0, and reads up to 2 000 events again; its child is down\n");
}

BOOST_AUTO_TEST_SUITE_END()
