// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bus/lane.hpp"

#include "bus/interest.hpp"
#include "unit/bus/subscription_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::bus;
using namespace troupe::bus::trial;

namespace {

constexpr lane::limits wide{100, 1'000'000};

portion some(const journal::batch_ptr& batch) {
  return portion{router{in({"orders.*"})}.route(batch)};
}

std::vector<sequence_number> numbers_of(const std::vector<portion>& parts) {
  std::vector<sequence_number> all;
  for (const auto& part : parts)
    for (const auto& x : part)
      all.push_back(x.event->sequence);
  return all;
}

using numbers = std::vector<sequence_number>;

struct something_seen {
  static constexpr event_type type{"orders.a", 1};
};
BOOST_DESCRIBE_STRUCT(something_seen, (), ())

struct open_lane : lane {
  open_lane() { open(1, {}); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_lane, open_lane)

BOOST_AUTO_TEST_CASE(gives_in_order_what_was_pushed_within_its_credit) {
  push(some(batch_of(1, 3)), wide);
  push(some(batch_of(4, 2)), wide);
  BOOST_TEST((numbers_of(take({4, 1'000'000})) == numbers{1, 2, 3, 4}));
  BOOST_TEST(in_hand() == 4u);
  BOOST_TEST(queued() == 1u);
  BOOST_TEST(take({4, 1'000'000}).empty());
}

BOOST_AUTO_TEST_CASE(counts_no_memory_when_everything_is_settled) {
  lane::sequences passed{};
  push(some(batch_of(1, 3)), wide);
  push(some(batch(4, {{"orders.x", "a"}, {"stock.x", "b"}, {"orders.x", "c"}})), wide);
  BOOST_TEST(bytes() > 0u);
  take({2, 1'000'000});
  settled({1, 0, {}}, passed);
  take(wide);
  settled({5, 0, {}}, passed);
  BOOST_TEST(bytes() == 0u);
  BOOST_TEST(in_hand() + queued() == 0u);
  BOOST_TEST(passed[partition_of("c")] == 6u);
}

BOOST_AUTO_TEST_CASE(has_at_least_one_delivery_in_hand_however_large_it_is) {
  push(some(batch_of(1, 3)), {10, 1});
  BOOST_TEST(numbers_of(take({10, 1})).size() == 3u);
}

BOOST_AUTO_TEST_CASE(copies_the_few_it_wants_of_a_large_batch_where_memory_is_scarce) {
  std::vector<std::pair<const char*, std::string>> events{100, {"stock.x", "k"}};
  events[41].first = "orders.x";
  const auto whole = batch(1, events);
  push(some(whole), wide);
  const auto before = bytes();
  push(some(batch(101, events)), {100, before});
  BOOST_TEST(bytes() < before + before / 10);
  const auto both = take(wide);
  BOOST_TEST((numbers_of(both) == numbers{42, 142}));
  BOOST_TEST(both[1].front().key == "k");
  BOOST_TEST(both[1].front().event->topic == "orders.x");
  BOOST_TEST(both[1].front().event->payload == "{\"n\":142}");
}

BOOST_AUTO_TEST_CASE(has_room_again_for_transient_deliveries_that_are_settled) {
  lane::sequences passed{};
  add_transient(some(transient({5, {"orders.glanced", "k"}})));
  BOOST_TEST(transient_room(8) == 3u);
  settled_transient(2);
  BOOST_TEST(transient_room(8) == 5u);
  settled({0, 1, {}}, passed); // Sent before, and comes after.
  BOOST_TEST(transient_room(8) == 5u);
  settled({0, 4, {}}, passed);
  BOOST_TEST(transient_room(8) == 7u);
  drop_counts lost;
  close(lost);
  BOOST_TEST((lost == drop_counts{{"orders.glanced", 1}}));
  open(2, {});
  settled_transient(1);
  BOOST_TEST(transient_room(8) == 8u);
}

BOOST_AUTO_TEST_CASE(gives_again_what_was_in_hand_of_one_that_is_gone) {
  push(some(batch_of(1, 3)), wide);
  take(wide);
  push(some(batch_of(4, 1)), wide);
  drop_counts lost;
  close(lost);
  BOOST_TEST(lost.empty());
  BOOST_TEST(take(wide).empty());
  lane::sequences passed{};
  passed[partition_of("k")] = 1;
  open(2, passed);
  BOOST_TEST((numbers_of(take(wide)) == numbers{2, 3, 4}));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_router)

BOOST_AUTO_TEST_CASE(makes_the_deliveries_of_a_batch_once_for_all_who_want_the_same) {
  const int here = 0;
  auto what = in({"orders.*"});
  what.same = &here;
  const router one{what}, other{what}, alone{in({"orders.*"})};
  const auto events = batch_of(1, 3);
  const auto list = one.route(events);
  BOOST_TEST(list == other.route(events));
  BOOST_TEST(list != alone.route(events));
  BOOST_TEST(list->items.size() == alone.route(events)->items.size());
}

BOOST_AUTO_TEST_CASE(lets_a_batch_go_with_the_last_who_holds_its_deliveries) {
  const int here = 0;
  auto what = in({"orders.*"});
  what.same = &here;
  auto events = batch_of(1, 3);
  const std::weak_ptr<const journal::batch> watch = events;
  auto list = router{what}.route(events);
  events.reset();
  BOOST_TEST(!watch.expired());
  BOOST_TEST(list->items.front().event->sequence == 1u);
  list.reset();
  BOOST_TEST(watch.expired());
}

BOOST_AUTO_TEST_CASE(says_how_many_transient_deliveries_of_one_topic_follow_each_other) {
  const auto alike = [](const journal::batch_ptr& events) {
    std::vector<std::uint32_t> counts;
    const auto list = router{in({"orders.*", "stock.x"})}.route(events);
    for (const auto& x : list->items)
      counts.push_back(x.alike);
    return counts;
  };
  using counts = std::vector<std::uint32_t>;
  const std::pair<const char*, std::string> a{"orders.a", "k"}, b{"orders.b", "k"},
      other{"stock.x", "k"}, unwanted{"stock.y", "k"};
  BOOST_TEST(alike(transient({})).empty());
  BOOST_TEST((alike(transient({a})) == counts{1}));
  BOOST_TEST((alike(transient({a, a, a})) == counts{3, 2, 1}));
  BOOST_TEST((alike(transient({a, b, b, other, b})) == counts{1, 2, 1, 1, 1}));
  // What is not wanted between them does not part them.
  BOOST_TEST((alike(transient({a, unwanted, a})) == counts{2, 1}));
  BOOST_TEST((alike(batch_of(1, 3)) == counts{0, 0, 0}));
}

BOOST_AUTO_TEST_CASE(tells_of_a_transient_delivery_as_which_struct_it_was_published) {
  for (const bool skips : {true, false}) {
    journal::batch one;
    auto& e = one.events.emplace_back(journal::trial::event(skips ? 0 : 1, "orders.a", "k"));
    e.sequence = skips ? 0 : 1;
    e.payload = encoded::of(something_seen{});
    const auto* value = e.payload.value();
    const auto list =
        router{in({"orders.*"})}.route(std::make_shared<const journal::batch>(std::move(one)));
    const auto& x = list->items.front();
    BOOST_TEST(x.published.type == (skips ? &detail::type_tag<something_seen> : nullptr));
    BOOST_TEST(x.published.value == (skips ? value : nullptr));
  }
}

BOOST_AUTO_TEST_CASE(divides_by_another_key_where_the_interest_says_so) {
  auto what = in({"orders.*"});
  what.key_of = [](const journal::event_record&) { return std::string{"all"}; };
  const auto list = router{what}.route(batch_of(1, 2));
  for (const auto& x : list->items) {
    BOOST_TEST(x.key == "all");
    BOOST_TEST(x.partition == partition_of("all"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
