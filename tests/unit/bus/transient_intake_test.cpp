// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/transient_intake.hpp"

#include "unit/bus/subscription_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::bus;
using namespace troupe::bus::trial;

namespace {

transient_intake an_intake(std::map<std::string, overflow> policies = {}) {
  return {4, in({"orders.*"}).topics, std::move(policies)};
}

journal::batch_ptr two(const std::string& key) {
  return transient({{"orders.x", key}, {"orders.x", key}});
}

journal::batch_ptr two_of_a_source(const std::string& key) {
  auto made = std::make_shared<journal::batch>(*two(key));
  made->from_source = true;
  return made;
}

texts keys_of(const transient_intake::taken& all) {
  texts keys;
  for (const auto& each : all.batches)
    keys.push_back(each->events.front().key);
  return keys;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_intake_of_transient_batches)

BOOST_AUTO_TEST_CASE(tells_of_the_first_and_gives_all) {
  auto x = an_intake();
  BOOST_TEST(x.put(two("a")));
  BOOST_TEST(!x.put(two("b")));
  BOOST_TEST(keys_of(x.take()) == (texts{"a", "b"}));
  BOOST_TEST(x.take().batches.empty());
  BOOST_TEST(x.put(two("c")));
}

BOOST_AUTO_TEST_CASE(drops_the_newest_batch_when_it_is_full) {
  auto x = an_intake();
  for (const auto* key : {"a", "b", "c", "d"})
    x.put(two(key));
  const auto all = x.take();
  BOOST_TEST(keys_of(all) == (texts{"a", "b"}));
  BOOST_TEST((all.dropped == drop_counts{{"orders.x", 4}}));
  BOOST_TEST(x.take().dropped.empty());
}

BOOST_AUTO_TEST_CASE(drops_the_oldest_batch_for_a_topic_that_wants_that) {
  auto x = an_intake({{"orders.x", overflow::keep_latest_per_key}});
  for (const auto* key : {"a", "b", "c", "d"})
    x.put(two(key));
  BOOST_TEST(keys_of(x.take()) == (texts{"c", "d"}));
}

BOOST_AUTO_TEST_CASE(takes_a_batch_that_is_larger_than_it) {
  auto x = an_intake();
  x.put(transient({10, {"orders.x", "large"}}));
  x.put(two("b"));
  const auto all = x.take();
  BOOST_TEST(keys_of(all) == (texts{"large"}));
  BOOST_TEST((all.dropped == drop_counts{{"orders.x", 2}}));
}

BOOST_AUTO_TEST_CASE(counts_only_what_the_subscription_wants) {
  auto x = an_intake();
  x.put(two("a"));
  x.put(two("b"));
  x.put(transient({{"orders.x", "c"}, {"stock.x", "c"}, {"orders.y", "c"}}));
  BOOST_TEST((x.take().dropped == drop_counts{{"orders.x", 1}, {"orders.y", 1}}));
}

BOOST_AUTO_TEST_CASE(keeps_what_a_source_brings_to_a_topic_that_blocks_and_says_when_it_is_full) {
  pressure told;
  const auto is_full = [&] { return told.hold({"orders.x"}, [] {}); };
  transient_intake x{4, in({"orders.*"}).topics, {{"orders.x", overflow::block}}, &told};
  x.put(two_of_a_source("a"));
  BOOST_TEST(!is_full());
  x.put(two_of_a_source("b"));
  BOOST_TEST(is_full());
  x.put(two_of_a_source("c"));
  for (const auto* key : {"d", "e", "f"}) // Of others: two fit.
    x.put(two(key));
  const auto all = x.take();
  BOOST_TEST(keys_of(all) == (texts{"a", "b", "c", "d", "e"}));
  BOOST_TEST((all.dropped == drop_counts{{"orders.x", 2}}));
  BOOST_TEST(is_full());
}

BOOST_AUTO_TEST_CASE(is_full_until_half_of_it_is_handed_on) {
  pressure told;
  const auto is_full = [&] { return told.hold({"orders.x"}, [] {}); };
  transient_intake x{4, in({"orders.*"}).topics, {{"orders.x", overflow::block}}, &told};
  x.put(two_of_a_source("a"));
  x.put(two_of_a_source("b"));
  x.take();
  x.waits_behind(4);
  BOOST_TEST(is_full());
  x.waits_behind(3);
  BOOST_TEST(is_full());
  x.waits_behind(2);
  BOOST_TEST(!is_full());
  x.put(two_of_a_source("c")); // With the two behind it.
  BOOST_TEST(is_full());
}

BOOST_AUTO_TEST_CASE(lets_sources_go_on_when_its_subscriber_ends) {
  pressure told;
  const auto is_full = [&] { return told.hold({"orders.x"}, [] {}); };
  transient_intake x{2, in({"orders.*"}).topics, {{"orders.x", overflow::block}}, &told};
  x.put(two_of_a_source("a"));
  BOOST_TEST(is_full());
  x.close();
  BOOST_TEST(!is_full());
  x.close();
  BOOST_TEST(!is_full());
}

BOOST_AUTO_TEST_CASE(tells_nothing_of_a_topic_that_the_subscription_does_not_want) {
  pressure told;
  transient_intake x{1, in({"stock.*"}).topics, {{"orders.x", overflow::block}}, &told};
  x.put(two_of_a_source("a"));
  BOOST_TEST(!told.hold({"orders.x"}, [] {}));
}

BOOST_AUTO_TEST_SUITE_END()
