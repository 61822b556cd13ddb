// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/trim_plan.hpp"

#include "support/journal_values.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace troupe::journal::trial {
namespace {

using std::chrono::seconds;

/// A journal of the events 11 to 20, of which event n was published at second n; it is second 30.
struct row {
  const char* what;
  retention keep;
  std::optional<needed> lowest;
  sequence_number upto;
  std::optional<held_back> held{};
  std::uint64_t size = 1000;
  friend std::ostream& operator<<(std::ostream& out, const row& x) { return out << x.what; }
};

retention keeping(std::optional<std::chrono::microseconds> age, std::optional<std::uint64_t> size,
                  std::optional<std::uint64_t> count) {
  return {age, size, count};
}

const row rows_of_table[] = {
    {"no bound", keeping({}, {}, {}), {}, 0},
    {"a count", keeping({}, {}, 4), {}, 16},
    {"a count that is not reached", keeping({}, {}, 10), {}, 0},
    {"a count of more than there ever were", keeping({}, {}, 100), {}, 0},
    {"a count of none keeps the last", keeping({}, {}, 0), {}, 19},
    {"an age", keeping(seconds{15}, {}, {}), {}, 14},
    {"an age that none has", keeping(seconds{19}, {}, {}), {}, 0},
    {"an age that all have keeps the last", keeping(seconds{1}, {}, {}), {}, 19},
    {"a size", keeping({}, 999, {}), {}, 19},
    {"a size that is not reached", keeping({}, 1000, {}), {}, 0},
    {"the bound that is reached first", keeping(seconds{15}, {}, 2), {}, 18},
    {"who needs a later one holds nothing", keeping({}, {}, 4), needed{17, "x"}, 16},
    {"who needs one of them keeps it", keeping({}, {}, 4), needed{14, "x"}, 13},
    {"who needs the first keeps all", keeping({}, {}, 4), needed{11, "x"}, 0,
     held_back{"x", 11, 6}},
    {"who needs one that is gone keeps all", keeping({}, {}, 4), needed{1, "x"}, 0,
     held_back{"x", 11, 6}},
    {"nobody is named where no bound is reached", keeping({}, {}, 10), needed{11, "x"}, 0},
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_retention_of_events)

BOOST_DATA_TEST_CASE(takes_what_is_above_a_bound_and_nobody_needs,
                     boost::unit_test::data::make(rows_of_table), each) {
  trim_look look;
  look.head = 20;
  look.events = 10;
  look.size = each.size;
  for (sequence_number n = 11; n <= 20; ++n)
    look.oldest.push_back({n, at(static_cast<std::int64_t>(n))});
  look.lowest = each.lowest;
  const auto decided = decide_trim({each.keep, at(30), {}}, look);
  BOOST_TEST(decided.upto == each.upto);
  BOOST_TEST((decided.held == each.held));
}

BOOST_AUTO_TEST_CASE(says_about_how_many_bytes_stay) {
  trim_look look;
  look.head = 20;
  look.events = 10;
  look.event_bytes = 300;
  for (sequence_number n = 11; n <= 20; ++n)
    look.oldest.push_back({n, at(static_cast<std::int64_t>(n))});
  look.lowest = needed{11, "x"};
  const auto held = decide_trim({keeping({}, {}, 4), at(30), {}}, look).held;
  BOOST_REQUIRE(held.has_value());
  BOOST_TEST(held->bytes == 6u * 300u);
}

BOOST_AUTO_TEST_CASE(takes_nothing_of_an_empty_journal) {
  BOOST_TEST(decide_trim({keeping({}, 1, 1), at(30), {}}, {}).upto == 0u);
}

BOOST_AUTO_TEST_CASE(takes_nothing_above_what_was_looked_at_for_who_needs_it) {
  trim_look look;
  look.head = 4;
  look.events = 4;
  look.oldest = {{1, at(1)}, {2, at(2)}, {3, at(3)}, {4, at(4)}};
  BOOST_TEST(decide_trim({keeping({}, {}, 1), at(30), {}, {}, 2}, look).upto == 2u);
  BOOST_TEST(decide_trim({keeping({}, {}, 1), at(30), {}, {}, 0}, look).upto == 0u);
}

// Some sequences have no event any more: a count is of events.
BOOST_AUTO_TEST_CASE(counts_the_events_and_not_the_sequences) {
  trim_look look;
  look.head = 100;
  look.events = 4;
  look.oldest = {{10, at(1)}, {40, at(2)}, {41, at(3)}, {100, at(4)}};
  BOOST_TEST(decide_trim({keeping({}, {}, 4), at(30), {}}, look).upto == 0u);
  BOOST_TEST(decide_trim({keeping({}, {}, 2), at(30), {}}, look).upto == 40u);
  look.lowest = needed{5, "x"};
  const auto held = decide_trim({keeping({}, {}, 1), at(30), {}}, look).held;
  BOOST_REQUIRE(held.has_value());
  BOOST_TEST((*held == held_back{"x", 10, 3, 0}));
}

// An event with a later time keeps those behind it, though the clock was set back meanwhile.
BOOST_AUTO_TEST_CASE(goes_by_age_up_to_the_first_that_is_not_too_old) {
  trim_look look;
  look.head = 4;
  look.events = 4;
  look.oldest = {{1, at(1)}, {2, at(29)}, {3, at(2)}, {4, at(30)}};
  BOOST_TEST(decide_trim({keeping(seconds{10}, {}, {}), at(30), {}}, look).upto == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
