// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "assembly/topic_kinds.hpp"

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;
using assembly::compare_kinds;

namespace {

/// What a run says that is given these transient topics.
std::vector<std::string> said_by_a_run(support::kept_journal& kept,
                                       const std::vector<std::string>& transient) {
  support::deployed shop;
  for (const auto& topic : transient)
    shop.what.topics[topic].transient = true;
  shop.start(kept.open());
  shop.publish(glanced{"a", 1});
  shop.settle();
  BOOST_TEST(shop.stop());
  return shop.lines();
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_of_topics)

BOOST_AUTO_TEST_CASE(are_the_same_where_nobody_says_otherwise) {
  const auto none = compare_kinds({}, {});
  BOOST_TEST(none.changes.empty());
  BOOST_TEST(!none.differ);
  const auto same = compare_kinds({{"a", 3, false}, {"b", 0, true}}, {"b"});
  BOOST_TEST(same.changes.empty());
  BOOST_TEST(!same.differ);
}

BOOST_AUTO_TEST_CASE(are_told_to_the_journal_without_a_word_where_a_topic_is_new) {
  const auto found = compare_kinds({{"a", 3, false}}, {"b"});
  BOOST_TEST(found.changes.empty());
  BOOST_TEST(found.differ);
}

// It was named by a deployment only: no event of it was ever kept, and none is missed.
BOOST_AUTO_TEST_CASE(are_told_without_a_word_where_a_topic_never_had_an_event) {
  const auto found = compare_kinds({{"a", 0, false}}, {"a"});
  BOOST_TEST(found.changes.empty());
  BOOST_TEST(found.differ);
}

BOOST_AUTO_TEST_CASE(change_from_durable_to_transient_and_back) {
  const auto found = compare_kinds({{"a", 3, false}, {"b", 2, true}}, {"a"});
  BOOST_REQUIRE(found.changes.size() == 2u);
  BOOST_TEST(found.changes[0] == "a is transient now and was not before: the journal holds its "
                                 "events up to sequence 3");
  BOOST_TEST(found.changes[1] == "b is durable now and was transient before: the journal holds "
                                 "none of the events that were published meanwhile");
  BOOST_TEST(found.differ);
}

BOOST_AUTO_TEST_CASE(are_said_once_when_they_change_between_runs) {
  support::kept_journal kept;
  BOOST_TEST(said_by_a_run(kept, {"numbers.glanced"}).empty());
  BOOST_TEST(said_by_a_run(kept, {"numbers.glanced"}).empty());
  const auto durable = said_by_a_run(kept, {});
  BOOST_REQUIRE(durable.size() == 1u);
  BOOST_TEST(durable[0].find("numbers.glanced is durable now") != std::string::npos);
  BOOST_TEST(said_by_a_run(kept, {}).empty());
  const auto transient = said_by_a_run(kept, {"numbers.glanced"});
  BOOST_REQUIRE(transient.size() == 1u);
  BOOST_TEST(transient[0].find("numbers.glanced is transient now") != std::string::npos);
  BOOST_TEST(said_by_a_run(kept, {"numbers.glanced"}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
