// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "unit/testing/tickets.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;
using testing::deployment_rehearsal;

BOOST_AUTO_TEST_SUITE(the_seed_of_a_rehearsal)

namespace {

std::string evening(std::uint64_t seed) {
  auto shop = theatre(box_office("office", ", options: {busy: 1}"), seed);
  for (int i = 1; i <= 8; ++i)
    shop.publish(ticket_ordered{"A" + std::to_string(i), i % 4 == 3 ? 66 : 20});
  shop.advance(1h);
  shop.expect_published<ticket_sent>(8);
  std::string all = shop.story();
  for (const auto& each : shop.published("takings.changed"))
    all += each.payload + '\n';
  for (const auto& each : shop.published("tickets.sent"))
    all += each.payload + '\n';
  return all;
}

/// Each a key of its own, at a till of four instances.
deployment_rehearsal three_orders(const std::string& office, std::uint64_t seed) {
  auto shop = theatre(box_office(office, ", instances: 4"), seed);
  shop.publish(ticket_ordered{"A1", 20}, ticket_ordered{"A2", 20}, ticket_ordered{"A3", 20});
  shop.settle();
  return shop;
}

} // namespace

BOOST_AUTO_TEST_CASE(makes_it_the_same_again) {
  const auto first = evening(7);
  BOOST_TEST(first == evening(7));
}

BOOST_AUTO_TEST_CASE(makes_other_orders_of_the_same_events) {
  std::set<std::string> all;
  for (const auto seed : testing::seeds(20))
    all.insert(evening(seed));
  BOOST_TEST(all.size() > 1u);
}

BOOST_AUTO_TEST_CASE(finds_who_depends_on_an_order_that_nobody_promised) {
  std::set<std::string> found;
  std::size_t fine = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    auto shop = theatre(box_office("hasty_office"), seed);
    shop.publish(ticket_ordered{"A1", 20});
    shop.settle();
    const auto why = complaint_of([&] { shop.expect_published(ticket_sent{"A1", 1}); });
    if (has(why, "office: dead letter, rejected: who pays has a seat"))
      found.insert(why);
    else
      ++fine;
  }
  BOOST_TEST(found.size() > 5u);
  BOOST_TEST(fine > 5u);
}

BOOST_AUTO_TEST_CASE(finds_who_depends_on_an_order_across_keys) {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    auto shop = three_orders("numbering_office", seed);
    shop.expect_published<ticket_sent>(3);
    const auto why = complaint_of([&] {
      for (int i = 1; i <= 3; ++i)
        shop.expect_published(ticket_sent{"A" + std::to_string(i), i});
    });
    found += has(why, "it was expected, and not published: tickets.sent") ? 1 : 0;
  }
  BOOST_TEST_MESSAGE(found << " of 200 seeds do");
  BOOST_TEST(found > 100u);
  BOOST_TEST(found < 200u);
}

BOOST_AUTO_TEST_CASE(finds_nothing_wrong_with_who_keeps_each_key_by_itself) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    auto shop = three_orders("office", seed);
    for (const auto* order : {"A1", "A2", "A3"})
      BOOST_TEST(complaint_of([&] {
                   shop.expect_published(ticket_sent{order, 1});
                 }) == "nothing failed");
  }
}

BOOST_AUTO_TEST_CASE(decides_how_services_come_between_events_of_one_time) {
  std::set<std::string> orders;
  for (const auto seed : testing::seeds(100)) {
    const auto seen = std::make_shared<std::string>(); // Of the journal, in its order.
    testing::deployment_rehearsal_setup setup;
    setup.seed = seed;
    setup.instead.service("box.takings", [seen](service<nothing>*) -> behavior {
      return {[seen](const ticket_ordered&) { *seen += "ordered"; },
              [seen](const payment_missed&) { *seen += ", missed"; },
              [seen](const seat_reserved&) { *seen += ", seat"; },
              [seen](const ticket_cancelled&) { *seen += ", cancelled"; }};
    });
    auto shop = deployment_rehearsal::parse(box_office(), box_office_services(), std::move(setup));
    shop.publish_json("tickets.ordered", R"({"order": "A1", "amount": 13})"); // the hall's
    shop.publish_json("payments.missed", R"({"order": "A2"})");               // the office's
    shop.settle();
    orders.insert(*seen);
  }
  BOOST_TEST(orders == (std::set<std::string>{"ordered, missed, seat, cancelled",
                                              "ordered, missed, cancelled, seat",
                                              "ordered, seat, missed, cancelled"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(comes_from_the_environment_where_the_test_names_none) {
  struct variable {
    explicit variable(const char* called) : name(called) {}
    ~variable() { ::unsetenv(name); }
    void set(const char* value) const { ::setenv(name, value, 1); }
    const char* name;
  };
  const variable seed{"TROUPE_SEED"};
  const variable count{"TROUPE_SEEDS"};
  BOOST_TEST(testing::seeds(3) == (std::vector<std::uint64_t>{1, 2, 3}),
             boost::test_tools::per_element());
  count.set("2");
  BOOST_TEST(testing::seeds(3) == (std::vector<std::uint64_t>{1, 2}),
             boost::test_tools::per_element());
  seed.set("4711");
  BOOST_TEST(testing::seeds(3) == (std::vector<std::uint64_t>{4711}),
             boost::test_tools::per_element());
  BOOST_TEST(deployment_rehearsal::parse(box_office(), box_office_services()).seed() == 4711u);
  seed.set("soon");
  BOOST_TEST(complaint_of([] { (void)testing::seeds(3); }) ==
             "TROUPE_SEED is 'soon'; it must be a whole number, or not be set");
}

BOOST_AUTO_TEST_SUITE_END()
