// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/timer_cancel.hpp"
#include "journal/memory.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;
using journal::trial::build;
using journal::trial::id;
using journal::trial::value_of;

namespace {

/// A journal with one timer that comes once, 1, and one that recurs, 2.
struct a_journal {
  journal::memory_engine storage;
  std::unique_ptr<journal::reader> seen = value_of(storage.open_reader());

  a_journal() { journal::trial::write_one(storage, build{}.set(once()).set(recurring(60))); }

  static journal::timer_record once() { return journal::trial::timer(1, 60); }
  static journal::timer_record recurring(std::int64_t due) {
    auto made = journal::trial::timer(2, due);
    made.event.id = id(100 + static_cast<std::uint64_t>(due));
    made.by = journal::timer_measure::wall;
    made.recurrence = "every 1m";
    return made;
  }

  control::timers_cancelled cancel(std::vector<uuid> ids) {
    return value_of(cancel_timers(storage, *seen, {std::move(ids)}));
  }
  std::size_t left() { return value_of(seen->timer_count()); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(cancelling_timers, a_journal)

BOOST_AUTO_TEST_CASE(removes_those_that_are_set_and_tells_which_are_not) {
  const auto told = cancel({id(1), id(3), id(2), id(1)});
  BOOST_TEST(told.cancelled == 2u);
  BOOST_TEST(told.recurring == 1u);
  BOOST_TEST((told.missing == std::vector{id(3)}));
  BOOST_TEST(left() == 0u);
}

BOOST_AUTO_TEST_CASE(leaves_what_is_set_anew_before_it_is_done) {
  auto plan = value_of(plan_cancel(*seen, {{id(1)}}));
  auto anew = once();
  anew.event.id = id(77);
  journal::trial::write_one(storage, build{}.set(anew));
  control::timers_cancelled told;
  tell(told, plan.timers.front(), journal::trial::write_one(storage, plan.commits.front()));
  BOOST_TEST(told.cancelled == 0u);
  BOOST_TEST((told.missing == std::vector{id(1)}));
  BOOST_TEST(left() == 2u);
}

BOOST_AUTO_TEST_CASE(ends_one_that_recurs_also_when_it_went_on_before) {
  auto plan = value_of(plan_cancel(*seen, {{id(2)}}));
  journal::trial::write_one(storage, build{}.set(recurring(120)).clear(id(2)));
  tell(plan.told, plan.timers.front(), journal::trial::write_one(storage, plan.commits.front()));
  BOOST_TEST(plan.told.cancelled == 1u);
  BOOST_TEST(left() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
