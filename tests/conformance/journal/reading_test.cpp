// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

using numbers = std::vector<sequence_number>;

/// Thirty events; topic by n % 3, key by n % 5, correlation by n % 2, time falling and rising.
template <class Engine>
struct library {
  Engine journal;

  library() {
    commit all;
    for (std::uint64_t n = 1; n <= 30; ++n) {
      const char* topics_of[] = {"orders.placed", "orders.shipped", "stock.reserved.late"};
      auto made = event(n, topics_of[n % 3], "key" + std::to_string(n % 5));
      made.correlation = id(500 + n % 2);
      made.time = at(n <= 10 ? 100 - static_cast<std::int64_t>(n) : static_cast<std::int64_t>(n));
      all.events.push_back(made);
    }
    set_up(journal.storage(), all);
  }
};

/// What a plain filter of the numbers 1 to 30 gives.
template <class Predicate>
numbers those(Predicate wanted) {
  numbers found;
  for (sequence_number n = 1; n <= 30; ++n)
    if (wanted(n))
      found.push_back(n);
  return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(reading_events)

BOOST_AUTO_TEST_CASE_TEMPLATE(gives_pages_in_order_of_sequence, Engine, every_engine) {
  library<Engine> x;
  const auto seen = x.journal.look();
  event_query query;
  query.limit = 12;
  auto page = value_of(seen->read(query));
  BOOST_TEST(sequences(page) == those([](auto n) { return n <= 12; }),
             boost::test_tools::per_element());
  BOOST_TEST(page.upto == 12u);
  BOOST_TEST(page.head == 30u);
  query.after = 24;
  page = value_of(seen->read(query));
  BOOST_TEST(sequences(page) == those([](auto n) { return n > 24; }),
             boost::test_tools::per_element());
  BOOST_TEST(page.upto == 30u);
  query.after = 30;
  page = value_of(seen->read(query));
  BOOST_TEST(page.events->events.empty());
  BOOST_TEST(page.upto == 30u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(never_gives_pages_that_do_not_advance, Engine, every_engine) {
  library<Engine> x;
  const auto seen = x.journal.look();
  event_query query;
  query.limit = 0;
  BOOST_TEST(all_sequences(*seen, query).size() == 30u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(finds_the_same_in_pages_of_any_size, Engine, every_engine) {
  library<Engine> x;
  const auto seen = x.journal.look();
  for (const std::size_t limit : {1u, 2u, 7u, 100u}) {
    BOOST_TEST_CONTEXT("pages of " << limit) {
      event_query query;
      query.limit = limit;
      query.topics = {topics("orders.shipped"), topics("stock.>")};
      BOOST_TEST(all_sequences(*seen, query) == those([](auto n) { return n % 3 != 0; }),
                 boost::test_tools::per_element());
      query.topics = {topics("orders.*")};
      query.key = "key2";
      BOOST_TEST(all_sequences(*seen, query) ==
                     those([](auto n) { return n % 3 != 2 && n % 5 == 2; }),
                 boost::test_tools::per_element());
      query = {};
      query.limit = limit;
      query.correlation = id(501);
      query.after = 4;
      BOOST_TEST(all_sequences(*seen, query) == those([](auto n) { return n % 2 == 1 && n > 4; }),
                 boost::test_tools::per_element());
      query.since = at(25);
      query.key = "key4";
      BOOST_TEST(all_sequences(*seen, query) == those([](auto n) {
                   return n % 2 == 1 && n % 5 == 4 && n > 4 && (n <= 10 || n >= 25);
                 }),
                 boost::test_tools::per_element());
      query = {};
      query.limit = limit;
      query.since = at(91);
      BOOST_TEST(all_sequences(*seen, query) == those([](auto n) { return n <= 9; }),
                 boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(says_the_end_where_nothing_matches, Engine, every_engine) {
  library<Engine> x;
  const auto seen = x.journal.look();
  for (const char* nobody : {"payments.*", "stock", "orders.placed.>"}) {
    event_query query;
    query.topics = {topics(nobody)};
    const auto page = value_of(seen->read(query));
    BOOST_TEST(page.events->events.empty());
    BOOST_TEST(page.upto == 30u);
    BOOST_TEST(page.head == 30u);
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(sees_topics_that_were_born_later, Engine, every_engine) {
  library<Engine> x;
  const auto seen = x.journal.look();
  event_query query;
  query.topics = {topics("orders.*")};
  BOOST_TEST(all_sequences(*seen, query).size() == 20u);
  set_up(x.journal.storage(), some_events(31, 1, "orders.returned"));
  BOOST_TEST(all_sequences(*seen, query).size() == 21u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(knows_the_last_event_of_each_topic, Engine, every_engine) {
  library<Engine> x;
  BOOST_TEST(
      !write_one(x.journal.storage(), build{}.event(event(31, "orders.placed")).remove(id(1)))
           .accepted());
  const auto all = value_of(x.journal.look()->topics());
  BOOST_REQUIRE(all.size() == 3u);
  BOOST_TEST(all[0].name == "orders.placed");
  BOOST_TEST(all[0].last == 30u);
  BOOST_TEST(all[1].name == "orders.shipped");
  BOOST_TEST(all[1].last == 28u);
  BOOST_TEST(all[2].name == "stock.reserved.late");
  BOOST_TEST(all[2].last == 29u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(gives_no_event_that_does_not_exist, Engine, every_engine) {
  library<Engine> x;
  const auto seen = x.journal.look();
  BOOST_TEST(!value_of(seen->event(0)));
  BOOST_TEST(!value_of(seen->event(31)));
  BOOST_TEST((value_of(seen->event(30))->id == id(30)));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
