// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/rates.hpp"
#include "assembly/refusals.hpp"
#include "assembly/status_view.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace troupe;
using namespace troupe::assembly;
using namespace std::chrono_literals;

namespace {

deploy::service service_named(const std::string& id, int instances = 1) {
  deploy::service made;
  made.id = id;
  made.instances = instances;
  return made;
}

/// A source beside a supervisor with two services, one of which has two instances.
deploy::deployment shop() {
  deploy::deployment made;
  made.name = "shop";
  made.journal.path = "shop.db";
  deploy::supervisor work;
  work.id = "work";
  work.children.push_back({service_named("payment")});
  work.children.push_back({service_named("inventory", 2)});
  made.tree.children.push_back({service_named("intake")});
  made.tree.children.push_back({work});
  return made;
}

std::vector<service_activity> activities() {
  const std::vector<pattern> wanted{*pattern::parse("orders.*")};
  return {{"intake", {}, true, false, 0, 0},
          {"payment", wanted, false, false, 7, 3.5},
          {"inventory", wanted, false, false, 0, 0}};
}

known_journal kept() {
  known_journal made;
  made.standing.head = 50;
  made.standing.last_of_topic = {{"orders.placed", 40}, {"stock.added", 50}};
  made.standing.settled = {{1, 0}, {2, 30}, {3, 50}, {4, 12}};
  made.standing.parked_of = {{2, 5}};
  made.standing.held_of = {{2, 3}};
  made.subscriptions = {
      {1, "intake", 0, 0}, {2, "payment", 30, 5}, {3, "inventory", 50, 0}, {4, "till", 12, 1}};
  made.dead_letters = {{"payment", 2}, {"intake", 1}, {"till", 4}};
  return made;
}

surveyed_child child(const std::string& path, supervision::child_state state,
                     std::vector<surveyed_child> below = {}) {
  surveyed_child made;
  made.report.path = path;
  made.report.state = state;
  made.report.instance = 3;
  made.report.restarts = 2;
  made.below = std::move(below);
  return made;
}

tree_survey survey() {
  using enum supervision::child_state;
  tree_survey made;
  made.children = {child("shop/intake", running),
                   child("shop/work", running,
                         {child("shop/work/payment", restarting),
                          child("shop/work/inventory", running,
                                {child("shop/work/inventory/1", running),
                                 child("shop/work/inventory/2", starting)})})};
  made.abandoned = 1;
  return made;
}

std::vector<std::string> ids_of(const control::status& x) {
  std::vector<std::string> all;
  for (const auto& each : x.children)
    all.push_back(each.id + ' ' + each.state);
  return all;
}

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(std::vector<std::string>)
BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(std::vector<double>)

BOOST_AUTO_TEST_SUITE(a_status)

BOOST_AUTO_TEST_CASE(has_the_tree_in_the_order_in_which_it_is_read) {
  const auto all = status_of(shop(), activities(), kept(), survey());
  BOOST_TEST(ids_of(all) ==
             (std::vector<std::string>{"intake running", "work running", "payment restarting",
                                       "inventory running", "inventory/1 running",
                                       "inventory/2 starting"}));
  BOOST_TEST(all.runs);
  BOOST_TEST(all.abandoned == 1u);
  using enum control::child_kind;
  BOOST_TEST((all.children[0].kind == source));
  BOOST_TEST(all.children[0].at_end);
  BOOST_TEST((all.children[1].kind == supervisor));
  BOOST_TEST((all.children[3].kind == service));
  BOOST_TEST((all.children[4].kind == instance));
}

BOOST_AUTO_TEST_CASE(has_the_progress_of_what_handles_events_and_of_nothing_else) {
  const auto all = status_of(shop(), activities(), kept(), survey());
  const auto& payment = all.children[2];
  BOOST_TEST_REQUIRE(payment.subscription.has_value());
  BOOST_TEST(payment.subscription->position == 30u);
  BOOST_TEST(payment.subscription->behind == 10u);
  BOOST_TEST(payment.subscription->parked == 5u);
  BOOST_TEST(payment.subscription->held == 3u);
  BOOST_TEST(payment.dead_letters == 2u);
  BOOST_TEST(payment.handled == 7u);
  BOOST_TEST(payment.restarts == 2u);
  BOOST_TEST(payment.instance == 3u);
  BOOST_TEST(all.children[3].subscription->behind == 0u);
  for (const auto i : {0, 1, 4, 5})
    BOOST_TEST(!all.children[static_cast<std::size_t>(i)].subscription.has_value());
  BOOST_TEST(all.children[0].dead_letters == 1u);
}

BOOST_AUTO_TEST_CASE(shows_children_that_their_supervisors_do_not_have_as_down) {
  auto tree = survey();
  tree.children[1].below.clear();
  tree.children.erase(tree.children.begin());
  const auto all = status_of(shop(), activities(), kept(), tree);
  BOOST_TEST(ids_of(all) == (std::vector<std::string>{"intake down", "work running", "payment down",
                                                      "inventory down"}));
  const auto what = shop();
  const auto listed = list_children(tree, what);
  BOOST_TEST(listed[0].has_supervisor);
  BOOST_TEST(!listed[2].has_supervisor); // There is no handle of it.
  BOOST_TEST(listed[2].path == "shop/work/payment");
}

BOOST_AUTO_TEST_CASE(names_what_no_child_has_and_counts_all_letters) {
  const auto all = status_of(shop(), activities(), kept(), survey());
  BOOST_TEST(all.dead_letters == 7u);
  BOOST_TEST_REQUIRE(all.without_child.size() == 1u);
  BOOST_TEST(all.without_child[0].id == "till");
  BOOST_TEST(all.without_child[0].position == 12u);
  BOOST_TEST(all.without_child[0].dead_letters == 4u);
}

BOOST_AUTO_TEST_CASE(of_what_does_not_run_is_what_the_journal_says) {
  const auto all = status_of(shop(), activities(), kept());
  BOOST_TEST(!all.runs);
  BOOST_TEST(all.head == 50u);
  BOOST_TEST(ids_of(all) == (std::vector<std::string>{"intake down", "work down", "payment down",
                                                      "inventory down"}));
  BOOST_TEST(all.children[2].path == "shop/work/payment");
  BOOST_TEST(all.children[2].subscription->behind == 10u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_child_that_somebody_named)

BOOST_AUTO_TEST_CASE(is_found_by_its_id_or_its_path) {
  const auto tree = survey();
  const auto what = shop();
  const auto all = list_children(tree, what);
  BOOST_TEST(find_child(all, "payment")->is->report.path == "shop/work/payment");
  BOOST_TEST(find_child(all, "inventory/2")->is->report.path == "shop/work/inventory/2");
  BOOST_TEST(find_child(all, "shop/work/inventory")->id == "inventory");
  BOOST_TEST(
      find_child(all, "inventory/3").failure().what.find("there is no child 'inventory/3'") == 0u);
}

BOOST_AUTO_TEST_CASE(and_refused_is_told_why_and_what_to_do) {
  using supervision::refusal;
  const control::change_child what{control::child_verb::start, "payment"};
  for (const auto each : {refusal::not_found, refusal::running, refusal::restarting,
                          refusal::start_failed, refusal::noproc, refusal::bad_spec}) {
    supervision::answer said{each};
    const auto told = refusal_of(what, said);
    BOOST_TEST(told.what.find("'payment'") != std::string::npos);
    BOOST_TEST(told.what.find("; ") != std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(rates_of_counters)

BOOST_AUTO_TEST_CASE(are_over_the_last_seconds_only) {
  rates x;
  BOOST_TEST(x.per_second(1s, {100}) == std::vector<double>{0.0});
  for (int second = 0; second <= 30; ++second)
    x.sample(std::chrono::seconds{second}, {second < 20 ? 0U : static_cast<unsigned>(second - 20)});
  BOOST_TEST(x.per_second(30s, {10}) == std::vector<double>{1.0});
  BOOST_TEST(x.per_second(30s, {20}) == std::vector<double>{2.0});
}

BOOST_AUTO_TEST_CASE(begin_with_what_there_is) {
  rates x;
  x.sample(0s, {5, 0});
  BOOST_TEST(x.per_second(2s, {25, 1}) == (std::vector<double>{10.0, 0.5}));
}

BOOST_AUTO_TEST_SUITE_END()
