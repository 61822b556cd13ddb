// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

commit transient(std::vector<std::string> topics) {
  commit made;
  made.transient_topics = std::move(topics);
  return made;
}

bool knows(reader& seen, const std::vector<topic_record>& expected) {
  return value_of(seen.topics()) == expected;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_topics_of_a_journal)

BOOST_AUTO_TEST_CASE_TEMPLATE(are_durable_until_it_is_told_otherwise, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), some_events(1, 2));
  BOOST_TEST(knows(*journal.look(), {{"orders.placed", 2, false}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keep_what_was_said_last_of_all_of_them, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), some_events(1, 2));
  set_up(journal.storage(), transient({"prices.seen", "orders.placed"}));
  BOOST_TEST(knows(*journal.look(), {{"orders.placed", 2, true}, {"prices.seen", 0, true}}));
  set_up(journal.storage(), transient({"stock.seen"}));
  BOOST_TEST(
      knows(*journal.look(),
            {{"orders.placed", 2, false}, {"prices.seen", 0, false}, {"stock.seen", 0, true}}));
  set_up(journal.storage(), transient({}));
  BOOST_TEST(
      knows(*journal.look(),
            {{"orders.placed", 2, false}, {"prices.seen", 0, false}, {"stock.seen", 0, false}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keep_their_kind_when_events_come, Engine, every_engine) {
  Engine journal;
  set_up_all(journal.storage(), {transient({"orders.placed"}), some_events(1, 2)});
  BOOST_TEST(knows(*journal.look(), {{"orders.placed", 2, true}}));
  set_up(journal.storage(), some_events(3, 1));
  const auto seen = journal.look();
  BOOST_TEST(knows(*seen, {{"orders.placed", 3, true}}));
  BOOST_TEST(all_sequences(*seen, {}).size() == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keep_nothing_of_a_commit_that_is_refused, Engine, every_engine) {
  Engine journal;
  auto refused = transient({"orders.placed"});
  refused.timer_fired = {id(7), id(7)};
  BOOST_TEST(!write_one(journal.storage(), refused).accepted());
  BOOST_TEST(knows(*journal.look(), {}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
