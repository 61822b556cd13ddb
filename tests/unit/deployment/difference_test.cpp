// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/difference.hpp"

#include "deployment/keys.hpp"
#include "deployment/read.hpp"
#include "deployment/said_values.hpp"
#include "shop_offers.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <ostream>

using namespace troupe::deploy;

namespace troupe::deploy {

std::ostream& operator<<(std::ostream& out, const changed_value& x) {
  return out << x.key << ": " << x.from << " -> " << x.to;
}

} // namespace troupe::deploy

namespace {

deployment read(const std::string& children, const std::string& around = {}) {
  auto known = shop::offers();
  auto x = read_deployment(
      "shop.yaml", "troupe: 1\nname: shop\nmodules: [commerce]\n" + around + "tree:\n" + children,
      {}, [](const auto&) { return std::optional<std::string>{"geheim"}; }, known);
  for (const auto& y : x.complaints)
    BOOST_ERROR(to_string(y));
  BOOST_REQUIRE(x);
  return *std::move(x.value);
}

/// "id fate (key from -> to) ...", but for those that go on as they are.
std::string in_short(const difference& x) {
  std::string out;
  for (const auto& each : x.children) {
    if (each.fate == fates::unchanged && each.changes.empty())
      continue;
    const char* const names[] = {"started", "stopped", "restarted", "goes on"};
    out += (out.empty() ? "" : ", ") + each.id + ' ' + names[static_cast<int>(each.fate)];
    for (const auto& change : each.changes)
      out += " (" + change.key + ' ' + change.from + " -> " + change.to + ')';
  }
  return out;
}

const std::string shop_of_three = R"(  children:
    - {id: orders, service: commerce.orders}
    - id: fulfilment
      intensity: 5
      children:
        - {id: inventory, service: commerce.inventory, options: {initial_stock: 7}}
        - {id: payment, service: commerce.payment, options: {provider_key: "${env:KEY}"}}
)";

struct row {
  const char* what;
  std::string from, to; ///< put in place of each other in the shop of three
  std::string becomes;
};
std::ostream& operator<<(std::ostream& out, const row& x) {
  return out << x.what;
}

const std::string orders_line = "    - {id: orders, service: commerce.orders}\n";
const std::string payment_line =
    "        - {id: payment, service: commerce.payment, options: {provider_key: \"${env:KEY}\"}}\n";

const std::vector<row> rows{
    {"nothing", "", "", ""},
    {"a service that comes", payment_line,
     payment_line + "        - {id: shipping, service: commerce.shipping}\n", "shipping started"},
    {"a service that goes", orders_line, "", "orders stopped"},
    {"an option", "initial_stock: 7", "initial_stock: 8",
     "inventory restarted (options.initial_stock 7 -> 8)"},
    {"an option that says its default", "commerce.payment, options: {",
     "commerce.payment, options: {decline_permille: 20, ",
     "payment restarted (options.decline_permille  -> 20)"},
    {"another service under the id", "{id: orders, service: commerce.orders}",
     "{id: orders, service: commerce.shipping}",
     "orders restarted (service commerce.orders -> commerce.shipping)"},
    {"where it would begin", "service: commerce.orders", "start: now, service: commerce.orders",
     ""},
    {"another place", orders_line + "    - id: fulfilment\n      intensity: 5\n      children:\n",
     "    - id: fulfilment\n      intensity: 5\n      children:\n    " + orders_line,
     "orders restarted (place shop/orders -> shop/fulfilment/orders)"},
    {"what a supervisor allows", "intensity: 5", "intensity: 6",
     "fulfilment goes on (intensity 5 -> 6)"},
    {"the order of children", orders_line + "    - id: fulfilment",
     "    - {id: shipping, service: commerce.shipping}\n" + orders_line + "    - id: fulfilment",
     "shipping started"},
    {"a supervisor under another id", "id: fulfilment", "id: logistics",
     "logistics started, "
     "inventory restarted (place shop/fulfilment/inventory -> shop/logistics/inventory), "
     "payment restarted (place shop/fulfilment/payment -> shop/logistics/payment), "
     "fulfilment stopped"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_difference_of_two_deployments)

BOOST_DATA_TEST_CASE(names_what_becomes_of_each_child, rows, x) {
  auto changed = shop_of_three;
  if (!x.from.empty()) {
    const auto at = changed.find(x.from);
    BOOST_REQUIRE(at != std::string::npos);
    changed.replace(at, x.from.size(), x.to);
  }
  const auto found = compare(read(shop_of_three), read(changed));
  BOOST_TEST(in_short(found) == x.becomes);
  BOOST_TEST(found.fixed.empty());
  BOOST_TEST(found.changes_anything() == !x.becomes.empty());
}

BOOST_AUTO_TEST_CASE(shows_no_secret) {
  auto before = read(shop_of_three);
  auto& payment =
      std::get<service>(std::get<supervisor>(before.tree.children[1].is).children[1].is);
  payment.secrets = {".provider_key"};
  auto after = before;
  std::get<service>(std::get<supervisor>(after.tree.children[1].is).children[1].is)
      .options["provider_key"] = "another";
  BOOST_TEST(in_short(compare(before, after)) == "payment restarted (options *** -> ***)");
}

BOOST_AUTO_TEST_CASE(tells_the_versions_of_a_module_apart) {
  auto before = read(shop_of_three);
  auto& orders = std::get<service>(before.tree.children[0].is);
  orders.module_digest = "0123456789ab";
  auto after = before;
  std::get<service>(after.tree.children[0].is).module_digest = "cdef01234567";
  BOOST_TEST(in_short(compare(before, before)) == "");
  BOOST_TEST(in_short(compare(before, after)) ==
             "orders restarted (module commerce 0123456789ab -> commerce cdef01234567)");
  BOOST_TEST((before.tree != after.tree));
}

BOOST_AUTO_TEST_CASE(tells_that_children_changed_their_order) {
  const auto found = compare(read("  children:\n    - {id: a, service: commerce.orders}\n"
                                  "    - {id: b, service: commerce.orders}\n"),
                             read("  children:\n    - {id: b, service: commerce.orders}\n"
                                  "    - {id: a, service: commerce.orders}\n"));
  BOOST_TEST(in_short(found) == "shop goes on (children a, b -> b, a)");
}

BOOST_AUTO_TEST_CASE(shows_what_defaults_did_to_those_that_take_them) {
  const auto found = compare(read(shop_of_three), read(shop_of_three, "defaults: {credit: 5}\n"));
  BOOST_TEST(in_short(found) == "orders restarted (credit 256 -> 5), "
                                "inventory restarted (credit 256 -> 5), "
                                "payment restarted (credit 256 -> 5)");
}

BOOST_AUTO_TEST_CASE(names_what_takes_a_stop_and_a_run) {
  auto next = read(shop_of_three, "limits: {commit: 7}\njournal: {sync: normal}\n"
                                  "constraints: ignore\n"
                                  "topics: {a.b: {transient: true, constraints: check}}\n");
  next.name = "other";
  const auto found = compare(read(shop_of_three), next);
  BOOST_TEST(found.fixed == (std::vector<changed_value>{{"name", "shop", "other"},
                                                        {"journal.sync", "full", "normal"},
                                                        {"topics.a.b.transient", "", "true"},
                                                        {"topics.a.b.overflow", "", "drop_newest"},
                                                        {"topics.a.b.time_to_live", "", "infinity"},
                                                        {"topics.a.b.keep", "", "all"},
                                                        {"topics.a.b.constraints", "", "check"},
                                                        {"constraints", "check", "ignore"},
                                                        {"limits.commit", "1024", "7"}}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(takes_what_a_supervisor_does_when_it_ends_for_fixed) {
  const auto found = compare(read(shop_of_three),
                             read("  children:\n" + orders_line +
                                  shop_of_three.substr(shop_of_three.find("    - id: fulfilment"))
                                      .replace(0, 0, "")
                                      .insert(std::string{"    - id: fulfilment\n"}.size(),
                                              "      restart: transient\n")));
  BOOST_TEST(in_short(found) == "");
  BOOST_TEST(found.fixed ==
                 (std::vector<changed_value>{{"fulfilment.restart", "permanent", "transient"}}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(says_a_value_with_the_file_s_own_word) {
  const auto with = [](const std::string& more) {
    return read("  children:\n    - {id: orders, service: commerce.orders" + more + "}\n");
  };
  const auto found = compare(with(""), with(", after_dead_letter: hold, shutdown: brutal"));
  BOOST_TEST(found.children.back().changes ==
                 (std::vector<changed_value>{{"shutdown", "5s", "brutal"},
                                             {"after_dead_letter", "continue", "hold"}}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(knows_who_must_go_and_come) {
  const auto found = compare(read(shop_of_three),
                             read("  children:\n    - {id: orders, service: commerce.shipping}\n"
                                  "    - {id: intake, service: commerce.intake}\n"));
  BOOST_TEST((found.replaced_services() ==
              std::set<std::string>{"orders", "intake", "inventory", "payment"}));
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

bool is_said(const said_values& all, const std::string& key) {
  return std::any_of(all.begin(), all.end(), [&](const said_value& x) {
    return x.first == key || x.first.compare(0, key.size() + 1, key + '.') == 0;
  });
}

void check_keys(const key_set& known, const said_values& said, const std::string& below,
                const std::set<std::string>& left_out) {
  for (const auto& name : known.names())
    if (left_out.count(name) == 0)
      BOOST_TEST(is_said(said, below + name), "nobody compares " + below + name);
}

} // namespace

BOOST_AUTO_TEST_SUITE(what_is_compared)

BOOST_AUTO_TEST_CASE(is_every_key_of_a_deployment) {
  const auto x = read(shop_of_three, "topics: {a.b: {transient: true, constraints: check}}\n");
  auto one = *services(x.tree).front();
  one.breaker.emplace();
  one.options.emplace("rate", 1);
  check_keys(keys::service, said_by(one), "", {"id", "start"});
  check_keys(keys::retry, said_by(one), "retry.", {"delays"});
  check_keys(keys::breaker, said_by(one), "breaker.", {});
  check_keys(keys::backoff, said_by(one), "backoff.", {});
  check_keys(keys::supervisor, said_by(std::get<supervisor>(x.tree.children[1].is)), "",
             {"id", "children"});
  const auto around = said_around_the_tree(x);
  // `check` says what `troupe check` is not to warn of, and nothing that runs knows it.
  check_keys(keys::root, around, "", {"troupe", "modules", "defaults", "tree", "check"});
  check_keys(keys::journal, around, "journal.", {});
  check_keys(keys::journal_retention, around, "journal.retain.", {});
  check_keys(keys::duplicates, around, "journal.duplicates.", {});
  check_keys(keys::topic, around, "topics.a.b.", {});
  check_keys(keys::limits, around, "limits.", {});
  check_keys(keys::dead_letters, around, "dead_letters.", {});
  check_keys(keys::letter_retention, around, "dead_letters.retain.", {});
  check_keys(keys::guard, around, "guard.", {});
}

BOOST_AUTO_TEST_SUITE_END()
