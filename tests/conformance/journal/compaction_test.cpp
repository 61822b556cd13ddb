// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

using numbers = std::vector<sequence_number>;

const std::string prices = "prices.changed";
const std::string orders = "orders.placed";

/// So many events of a topic, whose keys come in turn.
commit in_turn(std::uint64_t first, std::uint64_t count, std::uint64_t keys,
               const std::string& topic = prices) {
  commit made;
  for (auto n = first; n < first + count; ++n)
    made.events.push_back(event(n, topic, "k" + std::to_string(n % keys)));
  return made;
}

numbers kept(reader& from) {
  return all_sequences(from, {});
}

numbers from_to(sequence_number first, sequence_number last) {
  numbers all;
  for (auto n = first; n <= last; ++n)
    all.push_back(n);
  return all;
}

trimmed trim_to(engine& of, std::uint64_t count, std::vector<subscription_number> holders = {}) {
  trimmed told;
  retention keep;
  keep.count = count;
  const auto work =
      value_of(of.trim({keep, at(1000), std::move(holders)}, [&](const trimmed& x) { told = x; }));
  while (!value_of(work->step())) {
  }
  return told;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_compaction_of_a_journal)

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_the_newest_event_of_each_key, Engine, every_engine) {
  Engine in;
  set_up(in.storage(), in_turn(1, 6000, 7));
  const auto done = compact(in.storage(), {{prices}});
  BOOST_TEST(done.events() == 5993u);
  BOOST_TEST(done.upto == 6000u);
  BOOST_TEST(!done.held.has_value());
  BOOST_TEST(!done.is_cut_short);
  BOOST_REQUIRE(done.topics.size() == 1u);
  BOOST_TEST(done.topics[0].name == prices);
  BOOST_TEST(done.topics[0].bytes > 5993u * 150u);
  BOOST_TEST(kept(*in.look()) == from_to(5994, 6000), boost::test_tools::per_element());
  BOOST_TEST(value_of(in.look()->compacted()) == 5993u);
  BOOST_TEST(value_of(in.look()->first()) == 1u);
  BOOST_TEST(compact(in.storage(), {{prices}}).events() == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(touches_no_other_topic_and_nothing_without_a_key, Engine,
                              every_engine) {
  Engine in;
  set_up(in.storage(), build{}
                           .event(event(1, prices, "a"))
                           .event(event(2, orders, "a"))
                           .event(event(3, prices, ""))
                           .event(event(4, "prices.dropped", "a"))
                           .event(event(5, prices, "a"))
                           .event(event(6, orders, "a"))
                           .event(event(7, prices, ""))
                           .event(event(8, "prices.dropped", "a")));
  const auto done = compact(in.storage(), {{"prices.dropped", "never.seen", prices}});
  BOOST_TEST(kept(*in.look()) == (numbers{2, 3, 5, 6, 7, 8}), boost::test_tools::per_element());
  BOOST_REQUIRE(done.topics.size() == 2u);
  BOOST_TEST(done.topics[0].name == prices);
  BOOST_TEST(done.topics[1].name == "prices.dropped");
  BOOST_TEST(done.topics[1].events == 1u);
  BOOST_TEST(compact(in.storage(), {{}}).events() == 0u);
  BOOST_TEST(compact(in.storage(), {{"never.seen"}}).events() == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_a_subscription_has_not_settled, Engine, every_engine) {
  Engine in;
  const auto slow = value_of(in.storage().subscribe("slow", 0));
  const auto slower = value_of(in.storage().subscribe("slower", 0));
  const auto source = value_of(in.storage().subscribe("source", 0));
  set_up(in.storage(), in_turn(1, 10, 2));
  set_up(in.storage(), build{slow}.settle(8));
  set_up(in.storage(), build{slower}.settle(6));
  auto done = compact(in.storage(), {{prices}, {slow, slower}});
  BOOST_TEST(kept(*in.look()) == from_to(5, 10), boost::test_tools::per_element());
  BOOST_TEST(done.upto == 6u);
  BOOST_TEST((done.held == compaction_hold{"subscription slower", 6}));
  set_up(in.storage(), build{slower}.settle(10));
  done = compact(in.storage(), {{prices}, {slow, slower}});
  BOOST_TEST((done.held == compaction_hold{"subscription slow", 8}));
  BOOST_TEST(kept(*in.look()) == from_to(7, 10), boost::test_tools::per_element());
  set_up(in.storage(), build{slow}.settle(10));
  BOOST_TEST(!compact(in.storage(), {{prices}, {slow, slower}}).held.has_value());
  BOOST_TEST(kept(*in.look()) == from_to(9, 10), boost::test_tools::per_element());
  BOOST_TEST(source != slow);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(goes_no_further_than_it_was_looked_who_needs_it, Engine,
                              every_engine) {
  Engine in;
  set_up(in.storage(), in_turn(1, 10, 2));
  compact_request what{{prices}};
  what.upto = 4;
  BOOST_TEST(compact(in.storage(), what).upto == 4u);
  BOOST_TEST(kept(*in.look()) == from_to(3, 10), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_is_parked_and_what_a_dead_letter_is_of, Engine,
                              every_engine) {
  Engine in;
  const auto payment = value_of(in.storage().subscribe("payment", 0));
  set_up(in.storage(), in_turn(1, 10, 2));
  set_up(in.storage(), build{payment}.park(parked_row(3, "k1", 1)).settle(10));
  set_up(in.storage(), build{}.letter(dead_letter(6)));
  compact(in.storage(), {{prices}, {payment}});
  BOOST_TEST(kept(*in.look()) == (numbers{3, 6, 9, 10}), boost::test_tools::per_element());
  BOOST_TEST(value_of(in.look()->event(3)).has_value());
  set_up(in.storage(), build{payment}.take(3, 1).remove(id(6)));
  BOOST_TEST(compact(in.storage(), {{prices}, {payment}}).events() == 2u);
  BOOST_TEST(kept(*in.look()) == (numbers{9, 10}), boost::test_tools::per_element());
}

// A row becomes a dead letter, and a dead letter a row, at whatever step.
BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_goes_to_and_fro_between_rows_and_letters, Engine,
                              every_engine) {
  Engine in;
  const auto payment = value_of(in.storage().subscribe("payment", 0));
  set_up(in.storage(), in_turn(1, 6000, 2));
  set_up(in.storage(),
         build{payment}.park(parked_row(3, "k1", 1)).letter(dead_letter(4)).settle(6000));
  bool is_letter = false;
  const auto done = compact(in.storage(), {{prices}, {payment}}, [&] {
    build change{payment};
    if (is_letter)
      change.remove(id(3)).park(parked_row(3, "k1", 1)).take(4, 1).letter(dead_letter(4));
    else
      change.take(3, 1).letter(dead_letter(3)).remove(id(4)).park(parked_row(4, "k0", 1));
    BOOST_REQUIRE(write_one(in.storage(), change).accepted());
    is_letter = !is_letter;
  });
  BOOST_TEST(done.events() == 5996u);
  BOOST_TEST(kept(*in.look()) == (numbers{3, 4, 5999, 6000}), boost::test_tools::per_element());
}

// What nobody needed may be needed then.
BOOST_AUTO_TEST_CASE_TEMPLATE(ends_where_a_subscription_is_made_or_sent_elsewhere, Engine,
                              every_engine) {
  Engine in;
  const auto payment = value_of(in.storage().subscribe("payment", 0));
  set_up(in.storage(), in_turn(1, 10, 2));
  set_up(in.storage(), build{payment}.settle(10));
  compact_request what{{prices}, {payment}};
  what.setbacks = in.storage().setbacks();
  commit back = build{payment, in.storage().next_epoch()};
  for (std::size_t p = 0; p < partition_count; ++p)
    back.claims.push_back(static_cast<partition_number>(p));
  back.sought = seek{2, seek::fates::keep};
  BOOST_REQUIRE(write_one(in.storage(), back).accepted());
  BOOST_TEST(compact(in.storage(), what).is_cut_short);
  BOOST_TEST(kept(*in.look()).size() == 10u);
  what.setbacks = in.storage().setbacks();
  value_of(in.storage().subscribe("late", 1));
  BOOST_TEST(compact(in.storage(), what).is_cut_short);
  BOOST_TEST(kept(*in.look()).size() == 10u);
  BOOST_TEST(compact(in.storage(), {{prices}, {payment}}).upto == 2u);
}

BOOST_AUTO_TEST_CASE(ends_amid_its_work_where_one_is_made) {
  in_sqlite in;
  set_up(in.storage(), in_turn(1, 6000, 2));
  bool is_made = false;
  const auto done = compact(in.storage(), {{prices}}, [&] {
    if (!is_made && value_of(in.look()->compacted()) > 0)
      is_made = value_of(in.storage().subscribe("late", 1)) > 0;
  });
  BOOST_TEST(done.is_cut_short);
  BOOST_TEST(done.events() > 0u);
  BOOST_TEST(done.events() < 3000u);
  BOOST_TEST(kept(*in.look()).size() == 6000u - done.events());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(remembers_so_many_keys_and_comes_back_for_the_others, Engine,
                              every_engine) {
  for (const std::size_t memory : {0u, 1u, 300u, 10'000u}) {
    Engine in;
    set_up(in.storage(), in_turn(1, 700, 40));
    compact_request what{{prices}};
    what.memory = memory;
    BOOST_TEST(compact(in.storage(), what).events() == 660u);
    BOOST_TEST(kept(*in.look()) == from_to(661, 700), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(leaves_gaps_that_reading_goes_over, Engine, every_engine) {
  Engine in;
  set_up(in.storage(), in_turn(1, 3000, 3));
  set_up(in.storage(), in_turn(3001, 10, 10, orders));
  set_up(in.storage(), in_turn(3011, 3, 1));
  compact(in.storage(), {{prices}});
  const numbers left{2998, 2999, 3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 3009, 3010, 3013};
  for (const std::size_t limit : {1u, 2u, 500u}) {
    event_query query;
    query.limit = limit;
    BOOST_TEST(all_sequences(*in.look(), query) == left, boost::test_tools::per_element());
    query.after = 1500;
    query.topics = {topics("prices.>")};
    BOOST_TEST(all_sequences(*in.look(), query) == (numbers{2998, 2999, 3013}),
               boost::test_tools::per_element());
  }
  BOOST_TEST(!value_of(in.look()->event(3000)).has_value());
  BOOST_TEST(!value_of(in.look()->event(1)).has_value());
  BOOST_TEST(value_of(in.look()->event(3013))->key == "k0");
  BOOST_TEST(write_one(in.storage(), in_turn(4000, 1, 1)).first == 3014u);
}

// The first that is kept is one that is there, and a count is one of events.
BOOST_AUTO_TEST_CASE_TEMPLATE(leaves_a_journal_whose_retention_counts_events, Engine,
                              every_engine) {
  Engine in;
  set_up(in.storage(), in_turn(1, 1000, 10));
  set_up(in.storage(), in_turn(1001, 10, 10, orders));
  set_up(in.storage(), in_turn(1011, 1000, 10));
  compact(in.storage(), {{prices}}); // 1001 to 1010, and the last ten.
  BOOST_TEST(trim_to(in.storage(), 20).events == 0u);
  auto done = trim_to(in.storage(), 12);
  BOOST_TEST(done.events == 8u);
  BOOST_TEST(done.first == 1009u);
  BOOST_TEST(value_of(in.look()->compacted()) == 990u);
  done = trim_to(in.storage(), 9);
  BOOST_TEST(done.events == 3u);
  BOOST_TEST(done.first == 2002u);
  BOOST_TEST(value_of(in.look()->compacted()) == 0u);
  BOOST_TEST(kept(*in.look()) == from_to(2002, 2010), boost::test_tools::per_element());
  BOOST_TEST(value_of(in.look()->first()) == 2002u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(lets_the_retention_say_how_many_events_somebody_holds, Engine,
                              every_engine) {
  Engine in;
  const auto slow = value_of(in.storage().subscribe("slow", 0));
  set_up(in.storage(), in_turn(1, 1000, 10));
  set_up(in.storage(), in_turn(1001, 10, 10, orders));
  set_up(in.storage(), build{slow}.settle(990));
  compact(in.storage(), {{prices}, {slow}});
  const auto done = trim_to(in.storage(), 5, {slow});
  BOOST_TEST(done.events == 10u);
  BOOST_REQUIRE(done.held.has_value());
  BOOST_TEST(done.held->first == 991u);
  BOOST_TEST(done.held->events == 15u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
