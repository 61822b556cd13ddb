// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
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
trimmed trim(engine& of, retention keep, std::vector<subscription_number> holders = {}) {
  std::optional<trimmed> told;
  const auto work =
      value_of(of.trim({keep, at(1000), std::move(holders)}, [&](const trimmed& x) { told = x; }));
  while (!value_of(work->step())) {
  }
  BOOST_REQUIRE(told.has_value());
  return *told;
}

std::vector<sequence_number> kept(reader& from) {
  return all_sequences(from, {});
}

using numbers = std::vector<sequence_number>;

} // namespace

BOOST_AUTO_TEST_SUITE(the_retention_of_a_journal)

BOOST_AUTO_TEST_CASE_TEMPLATE(deletes_the_oldest_and_goes_on_with_the_sequences, Engine,
                              every_engine) {
  Engine in;
  write_one(in.storage(), some_events(1, 1000));
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
  write_one(in.storage(), some_events(1, 10));
  write_one(in.storage(), build{slow}.settle(4));
  BOOST_TEST(trim(in.storage(), last(1), {slow}).events == 4u);
  const auto done = trim(in.storage(), last(1), {slow});
  BOOST_TEST(done.events == 0u);
  BOOST_TEST((done.held == held_back{"subscription slow", 5, 5}));
  BOOST_TEST(source != slow);
  write_one(in.storage(), build{slow}.settle(10));
  BOOST_TEST(trim(in.storage(), last(1), {slow}).events == 5u);
  BOOST_TEST(kept(*in.look()) == numbers{10}, boost::test_tools::per_element());
}

// A subscription that handles no events has settled nothing, but what it parked it needs.
BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_is_parked, Engine, every_engine) {
  Engine in;
  const auto payment = value_of(in.storage().subscribe("payment", 0));
  write_one(in.storage(), some_events(1, 10));
  write_one(in.storage(), build{payment}.park(parked_row(3, "k", 1)).settle(10));
  BOOST_TEST(trim(in.storage(), last(1), {payment}).events == 2u);
  const auto done = trim(in.storage(), last(1), {payment});
  BOOST_TEST((done.held == held_back{"a parked event of payment", 3, 7}));
  write_one(in.storage(), build{payment}.take(3, 1));
  BOOST_TEST(trim(in.storage(), last(1), {payment}).events == 7u);
}

// Its replay reads the event again.
BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_a_dead_letter_is_of, Engine, every_engine) {
  Engine in;
  write_one(in.storage(), some_events(1, 10));
  write_one(in.storage(), build{}.letter(dead_letter(6)));
  BOOST_TEST(trim(in.storage(), last(1)).events == 5u);
  const auto done = trim(in.storage(), last(1));
  BOOST_TEST((done.held == held_back{"a dead letter of payment", 6, 4}));
  write_one(in.storage(), build{}.remove(id(6)));
  BOOST_TEST(trim(in.storage(), last(1)).events == 4u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
