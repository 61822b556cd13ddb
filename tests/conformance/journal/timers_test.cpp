// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {

BOOST_AUTO_TEST_SUITE(a_durable_timer)

BOOST_AUTO_TEST_CASE_TEMPLATE(is_kept_with_its_event, Engine, every_engine) {
  Engine journal;
  write_one(journal.storage(), build{}.set(timer(1, 50)));
  const auto all = value_of(journal.look()->timers(at(50), 10));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0] == timer(1, 50)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(comes_when_it_is_due_the_earliest_first, Engine, every_engine) {
  Engine journal;
  write(journal.storage(),
        {build{}.set(timer(1, 50)).set(timer(2, 30)), build{}.set(timer(3, 40))});
  const auto seen = journal.look();
  BOOST_TEST((value_of(seen->next_timer()) == at(30)));
  BOOST_TEST(value_of(seen->timer_count()) == 3u);
  BOOST_TEST(value_of(seen->timers(at(29), 10)).empty());
  const auto due = value_of(seen->timers(at(40), 10));
  BOOST_REQUIRE(due.size() == 2u);
  BOOST_TEST((due[0].id == id(2)));
  BOOST_TEST((due[1].id == id(3)));
  BOOST_TEST(value_of(seen->timers(at(99), 2)).size() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(fires_once, Engine, every_engine) {
  Engine journal;
  write_one(journal.storage(), build{}.set(timer(1, 50)));
  BOOST_TEST(write_one(journal.storage(), build{}.fire(id(1)).event(event(1))).accepted());
  BOOST_TEST(!write_one(journal.storage(), build{}.fire(id(1)).event(event(1))).accepted());
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->timer_count()) == 0u);
  BOOST_TEST(journal.storage().head() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_cleared_also_when_it_is_gone_already, Engine, every_engine) {
  Engine journal;
  write_one(journal.storage(), build{}.set(timer(1, 50)).set(timer(2, 60)));
  BOOST_TEST(write_one(journal.storage(), build{}.clear(id(1))).accepted());
  BOOST_TEST(write_one(journal.storage(), build{}.clear(id(1)).clear(id(9))).accepted());
  BOOST_TEST(!write_one(journal.storage(), build{}.fire(id(1))).accepted());
  BOOST_TEST((value_of(journal.look()->next_timer()) == at(60)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(set_and_cleared_in_one_commit_is_cleared, Engine, every_engine) {
  Engine journal;
  BOOST_TEST(write_one(journal.storage(), build{}.set(timer(1, 50)).clear(id(1))).accepted());
  BOOST_TEST(value_of(journal.look()->timer_count()) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_is_set_again_has_its_new_time, Engine, every_engine) {
  Engine journal;
  write(journal.storage(), {build{}.set(timer(1, 50)), build{}.set(timer(1, 70))});
  BOOST_TEST(write_one(journal.storage(), build{}.fire(id(1)).set(timer(1, 90))).accepted());
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->timer_count()) == 1u);
  BOOST_TEST((value_of(seen->next_timer()) == at(90)));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
