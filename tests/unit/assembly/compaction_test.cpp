// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/compaction.hpp"
#include "support/journal_values.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace troupe;
using namespace troupe::assembly;
using namespace troupe::journal::trial;

namespace {

using numbers = std::vector<journal::subscription_number>;

journal::event_record price(std::uint64_t n, const char* key) {
  return journal::trial::event(n, "prices.changed", key);
}

/// Ten prices of two keys, which two services are on their way through; nobody handles the source's
/// topics, and a third service is no child any more.
struct shop {
  in_memory journal;
  journal::engine& storage = journal.storage();
  journal::subscription_number orders = value_of(storage.subscribe("orders", 0));
  journal::subscription_number payment = value_of(storage.subscribe("payment", 0));
  journal::subscription_number source = value_of(storage.subscribe("source", 0));
  deploy::deployment deployed;
  std::vector<awaited> own{
      {orders, {topics("prices.>")}}, {payment, {topics("prices.>")}}, {source, {}}};

  shop() {
    deployed.name = "shop";
    deployed.topics["prices.changed"].keep = deploy::keeping::latest;
    deployed.topics["orders.placed"].keep = deploy::keeping::all;
    journal::commit prices;
    for (std::uint64_t n = 1; n <= 10; ++n)
      prices.events.push_back(price(n, n % 2 ? "a" : "b"));
    set_up(storage, prices);
    settle(orders, 10);
    settle(payment, 10);
  }

  void settle(journal::subscription_number number, journal::sequence_number upto) {
    set_up(storage, build{number}.settle(upto));
  }
  compaction_plan plan() {
    const auto reader = journal.look();
    auto now = value_of(journal::read_standing(*reader));
    now.head = storage.head();
    return value_of(plan_compaction(topics_to_compact(deployed), storage, *reader, now, own));
  }
  control::journal_compacted compact() {
    return value_of(compact_stopped(deployed, storage, *journal.look(), own));
  }
};

/// Events of which so many are below the hold, and whether a compaction is worth it.
struct row {
  std::uint64_t events;
  journal::sequence_number upto;
  journal::sequence_number done;
  bool worth;
  friend std::ostream& operator<<(std::ostream& out, const row& x) {
    return out << x.done << " to " << x.upto << " of " << x.events;
  }
};

const row rows_of_table[] = {
    {0, 0, 0, false},       {100, 100, 0, true},   {100, 100, 75, true}, {100, 100, 76, false},
    {100, 100, 100, false}, {100, 50, 100, false}, {100, 25, 0, true},   {100, 24, 0, false},
    {10, 1000, 998, false}, // Of a thousand sequences ten have an event.
    {10, 1000, 997, true},
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_compaction_of_a_deployment)

BOOST_AUTO_TEST_CASE(is_of_the_topics_that_say_so) {
  shop x;
  BOOST_TEST(x.plan().what.topics == std::vector<std::string>{"prices.changed"},
             boost::test_tools::per_element());
  x.deployed.topics.clear();
  const auto none = compact_stopped(x.deployed, x.storage, *x.journal.look(), x.own);
  BOOST_REQUIRE(!none);
  BOOST_TEST((none.failure().code == ec::invalid));
  BOOST_TEST(none.failure().what.find("no topic of shop is compacted; say 'keep: latest'") == 0u);
}

BOOST_AUTO_TEST_CASE(tells_how_many_of_each_topic_went) {
  shop x;
  const auto told = x.compact();
  BOOST_REQUIRE(told.topics.size() == 1u);
  BOOST_TEST(told.topics[0].name == "prices.changed");
  BOOST_TEST(told.topics[0].events == 8u);
  BOOST_TEST(told.events == 8u);
  BOOST_TEST(told.bytes == told.topics[0].bytes);
  BOOST_TEST(told.upto == 10u);
  BOOST_TEST(told.head == 10u);
  BOOST_TEST(!told.held.has_value());
  BOOST_TEST(!told.cut_short);
  BOOST_TEST(x.compact().events == 0u);
}

BOOST_AUTO_TEST_CASE(is_held_back_by_who_has_events_before_it_and_no_source) {
  shop x;
  journal::commit more;
  more.events = {price(11, "a"), price(12, "a")};
  set_up(x.storage, more);
  x.settle(x.payment, 12);
  const auto plan = x.plan();
  BOOST_TEST(plan.what.holders == numbers{x.orders}, boost::test_tools::per_element());
  BOOST_TEST(plan.upto == 10u);
  BOOST_TEST(plan.events == 12u);
  BOOST_TEST(plan.held_by == ""); // It goes on by itself.
  const auto told = x.compact();
  BOOST_TEST(told.events == 8u);
  BOOST_REQUIRE(told.held.has_value());
  BOOST_TEST(told.held->by == "subscription orders");
  BOOST_TEST(told.held->settled == 10u);
  BOOST_TEST(told.held->note == "");
}

BOOST_AUTO_TEST_CASE(says_why_who_holds_it_back_does_not_go_on) {
  shop x;
  const auto old = value_of(x.storage.subscribe("newsletter", 4));
  auto plan = x.plan();
  BOOST_TEST(plan.held_by == "subscription newsletter");
  BOOST_TEST(plan.upto == 4u);
  auto told = x.compact();
  BOOST_TEST(told.events == 2u);
  BOOST_TEST(told.held->note == "no child has it: 'troupe subscriptions delete' lets go of it");
  journal::commit gone = build{old};
  gone.forgotten = true;
  set_up(x.storage, gone);

  journal::commit paused = build{x.payment};
  paused.paused = true;
  paused.events = {price(11, "a")};
  set_up(x.storage, paused);
  x.settle(x.orders, 11);
  told = x.compact();
  BOOST_TEST(told.events == 6u);
  BOOST_TEST(told.held->by == "subscription payment");
  BOOST_TEST(told.held->note == "it is paused, until 'troupe subscriptions resume'");
}

BOOST_AUTO_TEST_CASE(says_of_a_source_that_no_child_has_what_it_is) {
  shop x;
  x.own.pop_back();
  const auto told = x.compact();
  BOOST_TEST(told.events == 0u);
  BOOST_TEST(told.held->by == "subscription source");
  BOOST_TEST(told.held->note == "no child has it, and it never handled an event, as a source never "
                                "does: 'troupe subscriptions delete' lets go of it");
}

BOOST_DATA_TEST_CASE(is_worth_it_where_a_quarter_is_new,
                     boost::unit_test::data::make(rows_of_table), each) {
  compaction_plan plan;
  plan.events = each.events;
  plan.upto = each.upto;
  BOOST_TEST(is_worth_compacting(plan, each.done) == each.worth);
}

BOOST_AUTO_TEST_SUITE_END()
