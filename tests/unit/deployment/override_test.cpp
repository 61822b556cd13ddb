// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/override.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "deployment/read.hpp"
#include "shop_offers.hpp"

using namespace troupe::deploy;
using namespace std::chrono_literals;

namespace {

const std::string text = "troupe: 1\n"
                         "modules: [commerce]\n"
                         "tree:\n"
                         "  children:\n"
                         "    - {id: payment, service: commerce.payment}\n"
                         "    - id: fulfilment\n"
                         "      children:\n"
                         "        - id: inventory\n"
                         "          service: commerce.inventory\n"
                         "          options: {initial_stock: 5}\n";

reading read(const std::vector<std::string>& settings) {
  std::vector<override_value> overrides;
  for (const auto& x : settings)
    overrides.push_back(*parse_override(x));
  auto known = shop::offers();
  return read_deployment(
      "shop.yaml", text, overrides, [](const auto&) { return std::nullopt; }, known);
}

deployment read_well(const std::vector<std::string>& settings) {
  auto x = read(settings);
  for (const auto& y : x.complaints)
    BOOST_ERROR(to_string(y));
  BOOST_REQUIRE(x);
  return *x.value;
}

std::string complaint_of(const std::string& setting) {
  const auto x = read({setting});
  return x.complaints.size() == 1 ? to_string(x.complaints[0])
                                  : std::to_string(x.complaints.size()) + " complaints";
}

const troupe::deploy::service& payment(const deployment& x) {
  return std::get<troupe::deploy::service>(x.tree.children.at(0).is);
}

const supervisor& fulfilment(const deployment& x) {
  return std::get<supervisor>(x.tree.children.at(1).is);
}

} // namespace

BOOST_AUTO_TEST_SUITE(an_override)

BOOST_AUTO_TEST_CASE(is_a_path_and_a_value) {
  const auto x = parse_override("payment.provider_key=a=b");
  BOOST_REQUIRE(x);
  BOOST_TEST(x->path == "payment.provider_key");
  BOOST_TEST(x->value == "a=b");
  for (const auto* wrong : {"", "journal.path", "=x", "a..b=1", ".a=1", "a.=1"})
    BOOST_TEST(!parse_override(wrong), wrong);
}

BOOST_AUTO_TEST_CASE(sets_what_a_section_holds) {
  const auto x = read_well({"journal.path=var/x.db", "tree.intensity=3", "name=corner",
                            "defaults.retry.first=1s", "limits.payload=2MiB"});
  BOOST_TEST(x.journal.path == "var/x.db");
  BOOST_TEST(x.tree.intensity == 3);
  BOOST_TEST(x.name == "corner");
  BOOST_TEST((payment(x).retry.delays.first == 1s));
  BOOST_TEST(x.limits.payload == 2 * 1024 * 1024);
}

BOOST_AUTO_TEST_CASE(sets_a_topic_whose_name_has_dots) {
  const auto x = read_well({"topics.analytics.revenue_updated.transient=true"});
  BOOST_TEST(x.topics.at("analytics.revenue_updated").transient);
}

BOOST_AUTO_TEST_CASE(sets_an_option_of_a_child) {
  const auto x = read_well({"payment.decline_permille=30", "inventory.initial_stock=1000000"});
  BOOST_TEST(payment(x).options.at("decline_permille").as_int64() == 30);
  const auto& inventory = std::get<troupe::deploy::service>(fulfilment(x).children.at(0).is);
  BOOST_TEST(inventory.options.at("initial_stock").as_int64() == 1'000'000);
}

BOOST_AUTO_TEST_CASE(sets_a_childs_own_key_where_no_option_has_the_name) {
  const auto x =
      read_well({"payment.retry.attempts=2", "payment.restart=transient",
                 "payment.options.decline_permille=7", "fulfilment.strategy=one_for_all"});
  BOOST_TEST(payment(x).retry.attempts == 2);
  BOOST_TEST((payment(x).restart == restarts::transient));
  BOOST_TEST(payment(x).options.at("decline_permille").as_int64() == 7);
  BOOST_TEST((fulfilment(x).strategy == strategies::one_for_all));
}

BOOST_AUTO_TEST_CASE(takes_lists_and_quoted_text) {
  const auto x = read_well({"payment.amounts=[1, 2]", "payment.provider_key=\"12\""});
  BOOST_TEST(payment(x).options.at("amounts").as_array().size() == 2u);
  BOOST_TEST(payment(x).options.at("provider_key").as_string() == "12");
}

BOOST_AUTO_TEST_CASE(wins_over_those_before_it) {
  BOOST_TEST(read_well({"name=a", "name=b"}).name == "b");
}

BOOST_AUTO_TEST_CASE(of_an_unknown_path_is_complained_about_with_the_nearest_name) {
  BOOST_TEST(
      complaint_of("paymnt.decline_permille=1") ==
      "--set paymnt.decline_permille: 'paymnt' is neither a section nor a child's id; did you "
      "mean 'payment'?");
  BOOST_TEST(complaint_of("payment.decline_permile=1") ==
             "--set payment.decline_permile: 'decline_permile' is neither an option nor a key of "
             "'payment'; did you mean 'decline_permille'?");
  BOOST_TEST(complaint_of("journal.pth=x") ==
             "--set journal.pth: the key 'pth' is not known in 'journal'; did you mean 'path'?");
  BOOST_TEST(complaint_of("fulfilment.instances=2")
                 .find("'instances' is neither an option nor a key "
                       "of 'fulfilment'") != std::string::npos);
  BOOST_TEST(complaint_of("payment=1") == "--set payment: a child cannot be set as a whole; write "
                                          "--set payment.<name>=VALUE");
  BOOST_TEST(complaint_of("name.x=1").find("--set name.x: expected text, found a map") == 0u);
  BOOST_TEST(complaint_of("modules.x=1") ==
             "--set modules.x: there is a list where 'x' would be set; "
             "name a key of a map");
}

BOOST_AUTO_TEST_CASE(of_a_wrong_value_is_complained_about_as_in_the_file) {
  BOOST_TEST(
      complaint_of("payment.decline_permille=many")
          .find("--set payment.decline_permille: option decline_permille: expected an integer") ==
      0u);
  BOOST_TEST(complaint_of("tree.period=90") == "--set tree.period: the duration '90' has no unit; "
                                               "write 90s or 90ms, for example");
  BOOST_TEST(complaint_of("tree.intensity=007").find("looks like an octal") != std::string::npos);
  BOOST_TEST(complaint_of("payment.amounts=[1,").find("--set payment.amounts: this is not YAML") ==
             0u);
}

BOOST_AUTO_TEST_SUITE_END()
