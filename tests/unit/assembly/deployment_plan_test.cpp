// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/deployment_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;

namespace {

deploy::child child_of(const std::string& id, starting_point start = {}) {
  deploy::service made;
  made.id = id;
  made.offer = "shop." + id;
  made.start = start;
  return {made};
}

deploy::deployment shop(std::vector<deploy::child> children) {
  deploy::deployment made;
  made.name = "shop";
  made.tree.children = std::move(children);
  return made;
}

known_positions journal_with(std::vector<journal::subscription_record> all) {
  return {std::move(all), 1, 20, {}};
}

journal::subscription_record known(std::string name, journal::sequence_number settled,
                                   std::optional<time_point> orphaned = {}) {
  journal::subscription_record made;
  made.name = std::move(name);
  made.settled = settled;
  made.orphaned = orphaned;
  return made;
}

looked_at_service handles(const deploy::service&) {
  return {true, {}};
}

using appearing = std::vector<control::appearing_subscription>;
using orphaned = std::vector<control::orphaned_subscription>;

} // namespace

BOOST_AUTO_TEST_SUITE(the_plan_of_a_change)

BOOST_AUTO_TEST_CASE(says_where_new_subscriptions_begin_and_which_have_no_child_any_more) {
  const auto from = shop({child_of("orders"), child_of("news")});
  const auto to = shop({child_of("orders"), child_of("loyalty", starting_point::kinds::beginning)});
  auto old = known("news", 9);
  old.parked = 2;
  const auto made = plan_change(&from, to, handles, journal_with({known("orders", 18), old}));
  BOOST_TEST((made.appearing == appearing{{"loyalty", "beginning", std::nullopt}}));
  BOOST_TEST((made.orphaned == orphaned{{"news", 9, 2}}));
  BOOST_TEST(made.objections.empty());
  BOOST_REQUIRE(made.children.size() == 3u);
  BOOST_TEST((made.children[0].fate == control::child_fate::unchanged));
  BOOST_TEST((made.children[1].fate == control::child_fate::started));
  BOOST_TEST((made.children[2].fate == control::child_fate::stopped));
}

// The subscription of what brings events in is there, and at the journal's beginning.
BOOST_AUTO_TEST_CASE(objects_to_one_that_brought_events_in_and_would_handle_the_past) {
  const auto from = shop({child_of("orders")});
  const auto objections = [&](starting_point start, journal::sequence_number settled,
                              std::set<std::string> sources) {
    auto to = shop({child_of("orders", start)});
    std::get<deploy::service>(to.tree.children[0].is).offer = "shop.stock";
    auto journal = journal_with({known("orders", settled)});
    journal.sources = std::move(sources);
    return plan_change(&from, to, handles, journal).objections;
  };
  using enum starting_point::kinds;
  const auto found = objections({}, 0, {"orders"});
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].find("'orders' has handled no events so far, and would handle those of the "
                           "past, 1 to 20") == 0u,
             found[0]);
  BOOST_TEST(objections(now, 0, {"orders"}).size() == 1u);
  BOOST_TEST(objections(beginning, 0, {"orders"}).empty());
  BOOST_TEST(objections({}, 20, {"orders"}).empty());
  BOOST_TEST(objections({}, 0, {"numbers"}).empty());
}

BOOST_AUTO_TEST_CASE(objects_to_one_that_is_new_to_events_and_says_nothing) {
  const auto from = shop({child_of("orders")});
  const auto to = shop({child_of("orders"), child_of("loyalty")});
  const auto made = plan_change(&from, to, handles, journal_with({known("orders", 18)}));
  BOOST_REQUIRE(made.objections.size() == 1u);
  BOOST_TEST(made.objections[0].find("say 'start: beginning'") != std::string::npos);
  BOOST_TEST(made.appearing.empty());
  auto empty = journal_with({known("orders", 0)});
  empty.head = 0;
  const auto fresh = plan_change(&from, to, handles, empty);
  BOOST_TEST(fresh.objections.empty());
  BOOST_TEST((fresh.appearing == appearing{{"loyalty", "beginning", std::nullopt}}));
}

BOOST_AUTO_TEST_CASE(lets_one_that_was_orphaned_go_on_from_its_position) {
  const auto from = shop({child_of("orders")});
  const auto to = shop({child_of("orders"), child_of("news")});
  const auto made = plan_change(
      &from, to, handles, journal_with({known("orders", 18), known("news", 9, time_point{})}));
  BOOST_TEST((made.appearing == appearing{{"news", "", 9}}));
  auto lost = known("news", 9, time_point{});
  lost.lost_from = 10;
  const auto refused = plan_change(&from, to, handles, journal_with({known("orders", 18), lost}));
  BOOST_REQUIRE(refused.objections.size() == 1u);
  BOOST_TEST(refused.objections[0].find("the retention took the events") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(speaks_of_no_subscription_where_none_is_needed) {
  const auto from = shop({});
  const auto to = shop({child_of("source")});
  const auto made = plan_change(
      &from, to, [](const auto&) { return looked_at_service{}; }, journal_with({}));
  BOOST_TEST(made.appearing.empty());
  BOOST_TEST(made.objections.empty());
}

BOOST_AUTO_TEST_CASE(objects_to_a_service_that_cannot_be_used) {
  const auto to = shop({child_of("orders")});
  const auto made = plan_change(
      nullptr, to,
      [](const auto&) {
        return looked_at_service{false, "it throws"};
      },
      journal_with({}));
  BOOST_REQUIRE(made.objections.size() == 1u);
  BOOST_TEST(made.objections[0] == "the service shop.orders cannot be used: it throws (at orders)");
}

BOOST_AUTO_TEST_CASE(asks_nobody_what_goes_on_as_it_is) {
  const auto from = shop({child_of("orders")});
  plan_change(
      &from, from,
      [](const deploy::service&) -> looked_at_service {
        BOOST_ERROR("it goes on");
        return {};
      },
      journal_with({known("orders", 1)}));
}

BOOST_AUTO_TEST_CASE(takes_all_for_new_where_nobody_knows_what_ran_and_names_who_is_left_alone) {
  const auto to = shop({child_of("orders")});
  const auto made = plan_change(
      nullptr, to, handles,
      journal_with({known("orders", 3), known("news", 2), known("old", 1, time_point{})}));
  BOOST_TEST((made.appearing == appearing{{"orders", "", 3}}));
  BOOST_TEST((made.orphaned == orphaned{{"news", 2, 0}}));
}

BOOST_AUTO_TEST_SUITE_END()
