// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/prospects.hpp"
#include "assembly/tree_specs.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe;
using namespace troupe::assembly;

namespace {

deploy::service service(const std::string& id, int instances = 1,
                        deploy::restarts restart = deploy::restarts::permanent) {
  deploy::service x;
  x.id = id;
  x.instances = instances;
  x.restart = restart;
  return x;
}

deploy::supervisor supervisor(const std::string& id, std::vector<deploy::child> children) {
  deploy::supervisor x;
  x.id = id;
  x.children = std::move(children);
  return x;
}

deploy::deployment deployment(std::vector<deploy::child> children) {
  deploy::deployment x;
  x.name = "shop";
  x.tree.children = std::move(children);
  return x;
}

std::string told(const deploy::deployment& x, const std::string& id) {
  return to_string(prospects(x).at(id));
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_prospects_of_a_service_that_always_fails)

BOOST_AUTO_TEST_CASE(are_that_the_root_gives_up) {
  const auto x = deployment({{service("orders")}});
  BOOST_TEST(told(x, "orders") == "escalates at its 11th failure, after 51 to 62 s");
  BOOST_TEST(prospects(x).at("orders").front().supervisor == "shop");
}

BOOST_AUTO_TEST_CASE(go_on_from_supervisor_to_supervisor) {
  auto inner = supervisor("fulfilment", {{service("payment")}});
  BOOST_TEST(told(deployment({{inner}}), "payment") ==
             "escalates at its 11th failure, after 51 to 62 s; then fulfilment never escalates");
  inner.intensity = 3;
  // It gives up after 0.3 to 0.36 s, eleven times, and waits in between.
  const auto x = deployment({{inner}});
  BOOST_TEST(told(x, "payment") == "escalates at its 4th failure, after 0 to 1 s; then fulfilment "
                                   "escalates at its 11th failure, after 54 to 66 s");
  const auto all = prospects(x).at("payment");
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST((all[1].gives_up->at_least == 51'100ms + 11 * 300ms));
  BOOST_TEST((*all[1].gives_up->at_most == 61'320ms + 11 * 360ms));
  BOOST_TEST(all[1].supervisor == "shop");
  BOOST_TEST(all[0].supervisor == "shop/fulfilment");
}

BOOST_AUTO_TEST_CASE(take_the_supervisor_of_its_instances_for_one_more) {
  auto of_four = service("inventory", 4);
  of_four.backoff = backoff_policy::none();
  BOOST_TEST(
      told(deployment({{of_four}}), "inventory") ==
      "escalates at its 11th failure, at once; then inventory escalates at its 11th failure, "
      "at once");
}

BOOST_AUTO_TEST_CASE(end_where_nothing_is_started_again) {
  BOOST_TEST(told(deployment({{service("orders", 1, deploy::restarts::temporary)}}), "orders") ==
             "is not started again");
  auto inner = supervisor("fulfilment", {{service("payment")}});
  inner.restart = deploy::restarts::transient;
  BOOST_TEST(
      told(deployment({{inner}}), "payment") ==
      "escalates at its 11th failure, after 51 to 62 s; then fulfilment is not started again");
}

BOOST_AUTO_TEST_CASE(are_the_same_for_a_transient_service_which_fails) {
  BOOST_TEST(told(deployment({{service("orders", 2, deploy::restarts::transient)}}), "orders") ==
             "escalates at its 11th failure, after 51 to 62 s; then orders never escalates");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(limits_that_can_never_act)

BOOST_AUTO_TEST_CASE(are_found_anywhere_in_the_tree) {
  auto inner = supervisor("fulfilment", {{service("payment")}});
  inner.period = 5s;
  auto x = deployment({{service("orders", 1, deploy::restarts::temporary)}, {inner}});
  const auto found = idle_limits(x);
  BOOST_REQUIRE(found.size() == 2u);
  BOOST_TEST(found[0].child == "orders");
  BOOST_TEST(found[0].is_backoff);
  BOOST_TEST(found[0].is_temporary);
  BOOST_TEST(found[1].child == "payment");
  BOOST_TEST(!found[1].is_backoff);
  BOOST_TEST(found[1].why.find("never more than 10 within 5s") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(are_none_of_those_that_are_built_in) {
  BOOST_TEST(idle_limits(deployment({{service("orders")},
                                     {supervisor("fulfilment", {{service("payment", 4)}})}}))
                 .empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(several_instances_of_a_service)

BOOST_AUTO_TEST_CASE(are_one_child_which_is_a_supervisor_of_theirs) {
  auto x = service("inventory", 4, deploy::restarts::transient);
  x.significant = true;
  deploy::supervisor parent;
  parent.strategy = deploy::strategies::one_for_all;
  parent.intensity = 7;
  const auto as_child = child_spec_of(x);
  BOOST_TEST((as_child.type == supervision::child_type::supervisor));
  BOOST_TEST((supervision::shutdown_of(as_child) == supervision::shutdown_policy::infinity()));
  BOOST_TEST(as_child.significant);
  BOOST_TEST((as_child.restart == supervision::restart_type::transient));
  const auto of_them = instances_spec_of(x, parent);
  BOOST_TEST((of_them.strategy == supervision::strategy::one_for_one));
  BOOST_TEST(of_them.intensity == 7u);
}

BOOST_AUTO_TEST_CASE(end_as_one_when_each_has_ended_for_good) {
  deploy::supervisor parent;
  for (const auto restart : {deploy::restarts::transient, deploy::restarts::temporary}) {
    const auto x = service("inventory", 4, restart);
    BOOST_TEST((instances_spec_of(x, parent).auto_shutdown == supervision::auto_shutdown::all));
    BOOST_TEST(instance_spec_of(x, 2).significant);
    BOOST_TEST(instance_spec_of(x, 2).id == "3");
  }
  const auto permanent = service("inventory", 4);
  BOOST_TEST(
      (instances_spec_of(permanent, parent).auto_shutdown == supervision::auto_shutdown::never));
  BOOST_TEST(!instance_spec_of(permanent, 0).significant);
}

BOOST_AUTO_TEST_SUITE_END()
