// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/find_position.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

retention last(std::uint64_t count) {
  retention keep;
  keep.count = count;
  return keep;
}

/// Trims to the end, in however many steps.
trimmed trim(engine& of, retention keep, std::vector<subscription_number> holders = {},
             std::vector<subscription_number> released = {}) {
  std::optional<trimmed> told;
  const auto work = value_of(of.trim({keep, at(1000), std::move(holders), std::move(released)},
                                     [&](const trimmed& x) { told = x; }));
  while (!value_of(work->step())) {
  }
  BOOST_REQUIRE(told.has_value());
  return *told;
}

std::vector<sequence_number> kept(reader& from) {
  return all_sequences(from, {});
}

using numbers = std::vector<sequence_number>;

/// Who holds so many events back, whatever these take: that depends on the engine.
void holds(const trimmed& done, const std::string& by, sequence_number first,
           std::uint64_t events) {
  BOOST_REQUIRE(done.held.has_value());
  BOOST_TEST(done.held->by == by);
  BOOST_TEST(done.held->first == first);
  BOOST_TEST(done.held->events == events);
  BOOST_TEST(done.held->bytes / events > event_overhead);
  BOOST_TEST(done.held->bytes / events < event_overhead + 100);
}

subscription_record record_of(reader& from, subscription_number number) {
  for (const auto& each : value_of(from.subscriptions()))
    if (each.number == number)
      return each;
  throw std::runtime_error("no such subscription");
}

commit orphan(subscription_number number, std::optional<time_point> since) {
  commit made = build{number};
  made.orphaned = orphaning{since};
  return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_retention_of_a_journal)

BOOST_AUTO_TEST_CASE_TEMPLATE(deletes_the_oldest_and_goes_on_with_the_sequences, Engine,
                              every_engine) {
  Engine in;
  set_up(in.storage(), some_events(1, 1000));
  const auto done = trim(in.storage(), last(2));
  BOOST_TEST(done.events == 998u);
  BOOST_TEST(done.first == 999u);
  BOOST_TEST(!done.held.has_value());
  BOOST_TEST(kept(*in.look()) == (numbers{999, 1000}), boost::test_tools::per_element());
  BOOST_TEST(!value_of(in.look()->event(998)).has_value());
  BOOST_TEST(value_of(in.look()->event(999)).has_value());
  BOOST_TEST(in.storage().head() == 1000u);
  BOOST_TEST(write_one(in.storage(), some_events(1001, 1)).first == 1001u);
  BOOST_TEST(trim(in.storage(), last(2)).events == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_a_subscription_has_not_settled, Engine, every_engine) {
  Engine in;
  const auto slow = value_of(in.storage().subscribe("slow", 0));
  const auto source = value_of(in.storage().subscribe("source", 0));
  set_up(in.storage(), some_events(1, 10));
  set_up(in.storage(), build{slow}.settle(4));
  BOOST_TEST(trim(in.storage(), last(1), {slow}).events == 4u);
  const auto done = trim(in.storage(), last(1), {slow});
  BOOST_TEST(done.events == 0u);
  holds(done, "subscription slow", 5, 5);
  BOOST_TEST(source != slow);
  set_up(in.storage(), build{slow}.settle(10));
  BOOST_TEST(trim(in.storage(), last(1), {slow}).events == 5u);
  BOOST_TEST(kept(*in.look()) == numbers{10}, boost::test_tools::per_element());
}

// A subscription that handles no events has settled nothing, but what it parked it needs.
BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_is_parked, Engine, every_engine) {
  Engine in;
  const auto payment = value_of(in.storage().subscribe("payment", 0));
  set_up(in.storage(), some_events(1, 10));
  set_up(in.storage(), build{payment}.park(parked_row(3, "k", 1)).settle(10));
  BOOST_TEST(trim(in.storage(), last(1), {payment}).events == 2u);
  const auto done = trim(in.storage(), last(1), {payment});
  holds(done, "a parked event of payment", 3, 7);
  set_up(in.storage(), build{payment}.take(3, 1));
  BOOST_TEST(trim(in.storage(), last(1), {payment}).events == 7u);
}

// Its replay reads the event again.
BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_a_dead_letter_is_of, Engine, every_engine) {
  Engine in;
  set_up(in.storage(), some_events(1, 10));
  set_up(in.storage(), build{}.letter(dead_letter(6)));
  BOOST_TEST(trim(in.storage(), last(1)).events == 5u);
  const auto done = trim(in.storage(), last(1));
  holds(done, "a dead letter of payment", 6, 4);
  set_up(in.storage(), build{}.remove(id(6)));
  BOOST_TEST(trim(in.storage(), last(1)).events == 4u);
}

// It needs what nobody needed when this began.
BOOST_AUTO_TEST_CASE(ends_amid_its_work_where_a_subscription_is_made_taken_up_or_sent_back) {
  for (const std::string how : {"made", "taken up", "sent back"}) {
    in_sqlite in;
    const auto payment = value_of(in.storage().subscribe("payment", 0));
    const auto gone = value_of(in.storage().subscribe("gone", 0));
    set_up(in.storage(), some_events(1, 1000));
    set_up(in.storage(), build{payment}.settle(1000));
    const auto work =
        value_of(in.storage().trim({last(1), at(1000), {}, {gone}}, [](const trimmed&) {}));
    BOOST_TEST(!value_of(work->step()));
    const auto first = value_of(in.look()->first());
    BOOST_TEST(first > 1u);
    commit back = build{payment, in.storage().next_epoch()};
    for (std::size_t p = 0; p < partition_count; ++p)
      back.claims.push_back(static_cast<partition_number>(p));
    back.sought = seek{first, seek::fates::keep};
    if (how == "made")
      value_of(in.storage().subscribe("late", first));
    else if (how == "taken up")
      BOOST_TEST(value_of(in.storage().subscribe("gone", 0)) == gone);
    else
      BOOST_REQUIRE(write_one(in.storage(), back).accepted());
    while (!value_of(work->step())) {
    }
    BOOST_TEST(value_of(in.look()->first()) == first);
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(takes_nothing_where_a_subscription_is_made_before_it_begins, Engine,
                              every_engine) {
  Engine in;
  set_up(in.storage(), some_events(1, 10));
  const auto work = value_of(in.storage().trim({last(1), at(1000), {}, {}}, [](const trimmed&) {}));
  value_of(in.storage().subscribe("late", 1));
  while (!value_of(work->step())) {
  }
  BOOST_TEST(value_of(in.look()->first()) == 1u);
}

// Whoever asked for that position had looked for it before the retention came.
BOOST_AUTO_TEST_CASE_TEMPLATE(lets_no_subscription_go_on_before_what_is_kept, Engine,
                              every_engine) {
  Engine in;
  const auto payment = value_of(in.storage().subscribe("payment", 0));
  set_up(in.storage(), some_events(1, 10));
  set_up(in.storage(), build{payment}.settle(10));
  trim(in.storage(), last(4));
  const auto goes_to = [&](sequence_number to) {
    commit made = build{payment, in.storage().next_epoch()};
    for (std::size_t p = 0; p < partition_count; ++p)
      made.claims.push_back(static_cast<partition_number>(p));
    made.sought = seek{to, seek::fates::keep};
    return write_one(in.storage(), made);
  };
  const auto refused = goes_to(5);
  BOOST_REQUIRE(!refused.accepted());
  BOOST_TEST(refused.failure->what == retention_took(6, 7).what);
  BOOST_TEST(record_of(*in.look(), payment).settled == 10u);
  BOOST_TEST(in.storage().subscribe("late", 5).failure().what == retention_took(6, 7).what);
  BOOST_TEST(goes_to(6).accepted());
  BOOST_TEST(goes_to(0).accepted()); // Before all that is kept.
  BOOST_TEST(in.storage().subscribe("late", 6).has_value());
  BOOST_TEST(in.storage().subscribe("from the beginning", 0).has_value());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(says_where_the_events_begin, Engine, every_engine) {
  Engine in;
  BOOST_TEST(value_of(in.look()->first()) == 1u);
  set_up(in.storage(), some_events(1, 10));
  trim(in.storage(), last(4));
  BOOST_TEST(value_of(in.look()->first()) == 7u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(remembers_since_when_no_child_has_a_subscription, Engine,
                              every_engine) {
  Engine in;
  const auto gone = value_of(in.storage().subscribe("gone", 0));
  const auto other = value_of(in.storage().subscribe("other", 0));
  BOOST_TEST(!record_of(*in.look(), gone).orphaned.has_value());
  set_up(in.storage(), orphan(gone, at(7)));
  BOOST_TEST((record_of(*in.look(), gone).orphaned == at(7)));
  BOOST_TEST(!record_of(*in.look(), other).orphaned.has_value());
  set_up(in.storage(), orphan(gone, std::nullopt));
  BOOST_TEST(!record_of(*in.look(), gone).orphaned.has_value());
  BOOST_TEST(!write_one(in.storage(), orphan(77, at(7))).accepted());
}

// What it had waiting goes with the events, and it can be told what it lost.
BOOST_AUTO_TEST_CASE_TEMPLATE(takes_what_is_before_a_subscription_that_is_released, Engine,
                              every_engine) {
  Engine in;
  const auto gone = value_of(in.storage().subscribe("gone", 0));
  const auto here = value_of(in.storage().subscribe("here", 0));
  set_up(in.storage(), some_events(1, 10));
  set_up(in.storage(), build{gone}
                           .park(parked_row(2, "k", 1))
                           .park(parked_row(3, "k", 0))
                           .park(parked_row(9, "l", 1))
                           .settle(3));
  set_up(in.storage(), build{here}.settle(8));
  set_up(in.storage(), orphan(gone, at(7)));
  trim(in.storage(), last(9), {gone, here}); // The first alone.
  BOOST_TEST(record_of(*in.look(), gone).lost_from == 0u);
  const auto done = trim(in.storage(), last(1), {here}, {gone});
  BOOST_TEST(done.events == 7u);
  BOOST_TEST(done.first == 9u);
  BOOST_TEST(done.parked == 2u);
  BOOST_TEST(record_of(*in.look(), gone).lost_from == 4u);
  BOOST_TEST(record_of(*in.look(), here).lost_from == 0u);
  BOOST_TEST(record_of(*in.look(), gone).parked == 1u);
  // What it lost first stays what it lost.
  set_up(in.storage(), build{here}.settle(10));
  BOOST_TEST(trim(in.storage(), last(1), {here}, {gone}).parked == 1u);
  BOOST_TEST(record_of(*in.look(), gone).lost_from == 4u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_a_dead_letter_of_a_released_subscription_is_of, Engine,
                              every_engine) {
  Engine in;
  const auto gone = value_of(in.storage().subscribe("gone", 0));
  set_up(in.storage(), some_events(1, 10));
  set_up(in.storage(), build{gone}.letter(dead_letter(6, "gone")));
  BOOST_TEST(trim(in.storage(), last(1), {}, {gone}).events == 5u);
  holds(trim(in.storage(), last(1), {}, {gone}), "a dead letter of gone", 6, 4);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(forgets_what_was_lost_when_a_seek_or_a_delete_settles_it, Engine,
                              every_engine) {
  Engine in;
  const auto gone = value_of(in.storage().subscribe("gone", 0));
  set_up(in.storage(), some_events(1, 10));
  set_up(in.storage(), orphan(gone, at(7)));
  trim(in.storage(), last(1), {}, {gone});
  BOOST_TEST(record_of(*in.look(), gone).lost_from == 1u);
  commit sent = build{gone, in.storage().next_epoch()};
  for (std::size_t p = 0; p < partition_count; ++p)
    sent.claims.push_back(static_cast<partition_number>(p));
  sent.sought = seek{9};
  set_up(in.storage(), sent);
  BOOST_TEST(record_of(*in.look(), gone).lost_from == 0u);
  BOOST_TEST((record_of(*in.look(), gone).orphaned == at(7)));
  commit forgetting = build{gone};
  forgetting.forgotten = true;
  set_up(in.storage(), forgetting);
  // Its number may be another's, who has nothing of it.
  const auto next = value_of(in.storage().subscribe("next", 0));
  BOOST_TEST(!record_of(*in.look(), next).orphaned.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
