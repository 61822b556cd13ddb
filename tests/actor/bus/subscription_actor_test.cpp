// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/bus/feeding.hpp"
#include "execution/exit_reason.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;
using journal::trial::build;

namespace {

using texts = std::vector<std::string>;

bus::parked_change left(const std::string& key, journal::sequence_number sequence) {
  return {bus::parked_change::kind::left, key, bus::partition_of(key), sequence, {}};
}

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(texts)

BOOST_FIXTURE_TEST_SUITE(a_subscription_actor, support::feeding)

BOOST_AUTO_TEST_CASE(feeds_live_events_in_order) {
  start();
  run();
  ready(0, 1);
  publish(1, "a");
  publish(2, "b");
  BOOST_TEST(told() == (texts{"1", "2"}));
}

BOOST_AUTO_TEST_CASE(reads_what_was_there_before_and_goes_on_live_without_a_gap_or_a_double) {
  publish(1, "a");
  start();
  publish(2, "b"); // The group was joined in the same turn, so that this comes live, too.
  publish(3, "c");
  ready(0, 1);
  publish(4, "d");
  BOOST_TEST(told() == (texts{"1", "2", "3", "4"}));
}

// An acknowledgement counts in the order in which the core decided, so a parked delivery that is
// read meanwhile must not overtake what was decided before.
BOOST_AUTO_TEST_CASE(delivers_in_the_order_that_was_decided_when_a_parked_delivery_leaves) {
  for (std::uint64_t n = 1; n <= 2; ++n)
    publish(n, "k");
  // 1 failed before, 2 waits behind it.
  const auto p = bus::partition_of("k");
  commit(build{number}
             .move(p, 0, 2)
             .park(journal::trial::parked_row(1, "k", 1, p))
             .park({0, 2, p, "k", time_point{}, {}}));
  time.advance(1h);
  start({.credit = 3});
  ready(0, 1);
  for (std::uint64_t n = 3; n <= 5; ++n)
    publish(n, "other");
  BOOST_TEST(told() == (texts{"(1)", "3", "4"}));
  received.clear();
  commit(build{number}.take(1, 1));
  settled(0, 1, {2, 0, {left("k", 1)}});
  BOOST_TEST(told() == (texts{"5", "(2)"}));
  settled(0, 1, {3, 0, {}});
  BOOST_TEST(settled_upto() == 4u);
  settled(0, 1, {4, 0, {}});
  BOOST_TEST(settled_upto() == 5u);
}

// Its successor has read its rows by then and would never hear of one more.
BOOST_AUTO_TEST_CASE(replays_a_letter_only_while_the_instance_that_it_knows_owns_the_partition) {
  publish(1, "k");
  const auto p = bus::partition_of("k");
  commit(build{number, 1}.claim(p));
  start();
  ready(0, 1);
  const auto letter = journal::trial::dead_letter(7);
  commit(build{}.letter(letter));
  bus::row_change replay;
  replay.row = journal::trial::parked_row(1, "k", 0, p);
  replay.commit = build{number}.park(replay.row).remove(letter.id);
  std::vector<bool> accepted;
  const auto ask = [&] {
    caf::anon_send(actor(), bus::change_rows{{replay}, [&](std::size_t, const journal::verdict& v) {
                                               accepted.push_back(v.accepted());
                                             }});
    run();
    settled_upto();
  };
  commit(build{number, 2}.claim(p));
  ask();
  ready(0, 2);
  ask();
  BOOST_TEST(accepted == (std::vector{false, true}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ends_with_the_reason_when_it_fails_itself) {
  start({}, [](const journal::event_record&) -> std::string {
    throw std::runtime_error("no key today");
  });
  std::string told;
  actor()->attach_functor([&told](const caf::error& why) { told = execution::text_of(why); });
  run();
  publish(1, "a");
  BOOST_TEST(told == "std::runtime_error: no key today");
}

BOOST_AUTO_TEST_SUITE_END()
