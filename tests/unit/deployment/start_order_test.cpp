// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/read.hpp"
#include "shop_offers.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::deploy;
using namespace std::chrono_literals;

namespace {

reading read(const std::string& children, const std::vector<override_value>& overrides = {}) {
  auto known = shop::offers();
  return read_deployment(
      "shop.yaml",
      "troupe: 1\nmodules: [commerce]\ndefaults: {start_timeout: 3s}\ntree:\n" + children,
      overrides, [](const auto&) { return std::nullopt; }, known);
}

const std::string in_order = R"(  children:
    - {id: orders, service: commerce.orders, start_timeout: 1m}
    - id: fulfilment
      depends_on: [orders]
      children:
        - {id: payment, service: commerce.payment}
        - {id: shipping, service: commerce.shipping, depends_on: [orders, payment]}
    - {id: intake, service: commerce.intake, depends_on: [fulfilment, shipping]}
)";

} // namespace

BOOST_AUTO_TEST_SUITE(what_children_depend_on)

BOOST_AUTO_TEST_CASE(is_read_where_the_order_of_the_tree_agrees) {
  const auto x = read(in_order);
  for (const auto& y : x.complaints)
    BOOST_ERROR(to_string(y));
  BOOST_REQUIRE(x);
  const auto& below = std::get<supervisor>(x.value->tree.children[1].is);
  BOOST_TEST((below.depends_on == std::vector<std::string>{"orders"}));
  const auto& shipping = std::get<service>(below.children[1].is);
  BOOST_TEST((shipping.depends_on == std::vector<std::string>{"orders", "payment"}));
}

BOOST_AUTO_TEST_CASE(is_nothing_by_default_and_starts_have_a_time) {
  const auto x = read(in_order);
  BOOST_REQUIRE(x);
  const auto& orders = std::get<service>(x.value->tree.children[0].is);
  BOOST_TEST(orders.depends_on.empty());
  BOOST_TEST((orders.start_timeout == 1min));
  BOOST_TEST((std::get<service>(x.value->tree.children[2].is).start_timeout == 3s));
  BOOST_TEST((service{}.start_timeout == 10s));
}

BOOST_AUTO_TEST_CASE(may_be_set_over_the_file) {
  const auto x = read(in_order, {{"intake.depends_on", "[]"}, {"orders.depends_on", "[intake]"}});
  BOOST_REQUIRE(x.complaints.size() == 1u);
  BOOST_TEST(to_string(x.complaints[0]) ==
             "--set orders.depends_on: 'orders' depends on 'intake', which starts after it; write "
             "'intake' before 'orders'");
}

BOOST_AUTO_TEST_CASE(is_refused_with_a_start_timeout_that_is_none) {
  const auto x = read(in_order, {{"intake.start_timeout", "0s"}});
  BOOST_REQUIRE(x.complaints.size() == 1u);
  BOOST_TEST(to_string(x.complaints[0]) == "--set intake.start_timeout: the duration '0s' is too "
                                           "short; write 1ms or more");
}

BOOST_AUTO_TEST_SUITE_END()
