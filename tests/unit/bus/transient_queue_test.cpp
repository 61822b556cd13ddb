// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/transient_queue.hpp"

#include "bus/interest.hpp"
#include "unit/bus/subscription_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::bus;
using namespace troupe::bus::trial;

namespace {

/// Of one topic, given as its keys; the events' numbers go on.
struct source {
  portion of(const char* topic, const std::vector<std::string>& keys) {
    auto made = std::make_shared<journal::batch>();
    for (const auto& key : keys)
      made->events.push_back(journal::trial::event(++last, topic, key));
    return portion{router{in({"orders.*"})}.route(made)};
  }
  std::uint64_t last = 0;
};

/// What waits, oldest first: "a1" is the first event, of key "a".
texts taken(transient_queue& from) {
  texts all;
  while (from.size() > 0)
    for (const auto& x : from.take(3)) {
      const auto text = x.event->payload.text();
      all.push_back(std::string{x.key} + std::string{text});
    }
  return all;
}

std::string one(const char* key, std::uint64_t number) {
  return key + std::string{journal::trial::event(number, "orders.x", key).payload.text()};
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_queue_of_transient_deliveries)

BOOST_AUTO_TEST_CASE(drops_the_newest_where_that_is_asked_for) {
  source from;
  transient_queue x;
  drop_counts dropped;
  x.push(from.of("orders.x", {"a", "b"}), overflow::drop_newest, 3, dropped);
  x.push(from.of("orders.x", {"c", "d", "e"}), overflow::drop_newest, 3, dropped);
  BOOST_TEST(x.size() == 3u);
  BOOST_TEST((dropped == drop_counts{{"orders.x", 2}}));
  BOOST_TEST(taken(x) == (texts{one("a", 1), one("b", 2), one("c", 3)}));
}

BOOST_AUTO_TEST_CASE(drops_the_oldest_where_that_is_asked_for) {
  source from;
  transient_queue x;
  drop_counts dropped;
  x.push(from.of("orders.x", {"a", "b"}), overflow::drop_oldest, 3, dropped);
  x.push(from.of("orders.x", {"c", "d", "e"}), overflow::drop_oldest, 3, dropped);
  BOOST_TEST((dropped == drop_counts{{"orders.x", 2}}));
  BOOST_TEST(taken(x) == (texts{one("c", 3), one("d", 4), one("e", 5)}));
}

BOOST_AUTO_TEST_CASE(drops_also_of_what_comes_where_that_alone_is_too_much) {
  source from;
  transient_queue x;
  drop_counts dropped;
  x.push(from.of("orders.x", {"a", "b", "c", "d"}), overflow::drop_oldest, 1, dropped);
  BOOST_TEST(dropped["orders.x"] == 3u);
  BOOST_TEST(taken(x) == (texts{one("d", 4)}));
}

BOOST_AUTO_TEST_CASE(keeps_the_latest_of_each_key_at_the_place_of_the_one_before) {
  source from;
  transient_queue x;
  drop_counts dropped;
  x.push(from.of("orders.x", {"a", "b", "a"}), overflow::keep_latest_per_key, 10, dropped);
  x.push(from.of("orders.x", {"c", "a"}), overflow::keep_latest_per_key, 10, dropped);
  BOOST_TEST(x.size() == 3u);
  BOOST_TEST((dropped == drop_counts{{"orders.x", 2}}));
  BOOST_TEST(taken(x) == (texts{one("a", 5), one("b", 2), one("c", 4)}));
}

BOOST_AUTO_TEST_CASE(keeps_the_latest_of_each_topic_by_itself) {
  source from;
  transient_queue x;
  drop_counts dropped;
  x.push(from.of("orders.x", {"a"}), overflow::keep_latest_per_key, 10, dropped);
  x.push(from.of("orders.y", {"a"}), overflow::keep_latest_per_key, 10, dropped);
  BOOST_TEST(x.size() == 2u);
  BOOST_TEST(dropped.empty());
}

BOOST_AUTO_TEST_CASE(forgets_the_place_of_a_key_whose_delivery_was_taken) {
  source from;
  transient_queue x;
  drop_counts dropped;
  x.push(from.of("orders.x", {"a", "b"}), overflow::keep_latest_per_key, 10, dropped);
  x.take(1);
  x.push(from.of("orders.x", {"a", "b"}), overflow::keep_latest_per_key, 10, dropped);
  BOOST_TEST(taken(x) == (texts{one("b", 4), one("a", 3)}));
}

BOOST_AUTO_TEST_CASE(is_bounded_also_where_each_key_is_another) {
  source from;
  transient_queue x;
  drop_counts dropped;
  for (int i = 0; i < 1000; ++i)
    x.push(from.of("orders.x", {"key-" + std::to_string(i)}), overflow::keep_latest_per_key, 5,
           dropped);
  BOOST_TEST(x.size() == 5u);
  BOOST_TEST(dropped["orders.x"] == 995u);
}

BOOST_AUTO_TEST_CASE(keeps_no_batch_alive_for_one_of_its_events) {
  transient_queue x;
  drop_counts dropped;
  std::weak_ptr<const journal::batch> seen;
  {
    auto made = std::make_shared<journal::batch>();
    for (std::uint64_t i = 0; i < 100; ++i)
      made->events.push_back(journal::trial::event(i, "orders.x", "k"));
    seen = made;
    x.push(portion{router{in({"orders.*"})}.route(made)}, overflow::keep_latest_per_key, 10,
           dropped);
  }
  BOOST_TEST(x.size() == 1u);
  BOOST_TEST(seen.expired());
  BOOST_TEST(x.take(1).front().alike == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
