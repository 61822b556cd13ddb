// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/read.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "shop_offers.hpp"
#include "support/scratch_folder.hpp"

using namespace troupe::deploy;
using namespace std::chrono_literals;

namespace {

std::optional<std::string> nothing_set(const std::string&) {
  return std::nullopt;
}

reading read(const std::string& text, const std::vector<override_value>& overrides = {}) {
  auto known = shop::offers();
  return read_deployment("shop.yaml", text, overrides, nothing_set, known);
}

deployment read_well(const std::string& text) {
  auto x = read(text);
  for (const auto& y : x.complaints)
    BOOST_ERROR(to_string(y));
  BOOST_REQUIRE(x);
  return *x.value;
}

const std::string with_restarts = R"(troupe: 1
modules: [commerce]
defaults:
  backoff: {first: 1s}
tree:
  auto_shutdown: all
  children:
    - {id: orders, service: commerce.orders}
    - {id: intake, service: commerce.intake, restart: transient, significant: true, backoff: none}
    - id: fulfilment
      restart: temporary
      significant: true
      auto_shutdown: any
      backoff: {max: 5s}
      children:
        - {id: payment, service: commerce.payment, backoff: {factor: 3, healthy: 10s, jitter: 0}}
)";

const std::string sample = R"(troupe: 1
name: shop
modules: [commerce]
journal: {path: var/shop.db, sync: normal, duplicates: {age: 3d, count: 5000},
          retain: {age: 30d, size: 10GiB, count: 1000000, orphans: {keep: 7d}},
          min_free: 1GiB}
defaults:
  retry: {attempts: 7, first: 50ms, factor: 4, max: 10m, jitter: 0.2}
  credit: 64
  handler_timeout: 20s
  handler_grace: infinity
tree:
  strategy: one_for_one
  intensity: 5
  period: 1m
  children:
    - {id: orders, service: commerce.orders}
    - id: fulfilment
      strategy: rest_for_one
      shutdown: 30s
      children:
        - {id: inventory, service: commerce.inventory, instances: 4, options: {initial_stock: 5}}
        - id: payment
          service: commerce.payment
          restart: transient
          shutdown: brutal
          thread: own
          start: beginning
          retry: {attempts: 5}
          breaker: {pause: 3s, share: none}
          credit: 8
          handler_timeout: infinity
          handler_grace: 0s
        - {id: shipping, service: commerce.shipping, shutdown: infinity, start: 1000}
topics:
  analytics.revenue_updated: {transient: true}
  orders.placed: {constraints: check}
constraints: ignore
limits: {transient_queue: 77}
dead_letters: {unsubscribed: keep, events: 5, retain: {age: 30d, size: 64MiB}}
guard: {intensity: 3, period: 1h, backoff: none, heartbeat: infinity}
)";

} // namespace

BOOST_AUTO_TEST_SUITE(a_deployment)

BOOST_AUTO_TEST_CASE(is_read_into_values) {
  const auto x = read_well(sample);
  BOOST_TEST(x.name == "shop");
  BOOST_TEST(x.modules == std::vector<std::string>{"commerce"}, boost::test_tools::per_element());
  BOOST_TEST(x.journal.path == "var/shop.db");
  BOOST_TEST((x.journal.sync == sync_modes::normal));
  BOOST_TEST((x.journal.duplicates == duplicates{std::chrono::hours{72}, 5000}));
  BOOST_TEST((x.journal.retain ==
              journal_retention{24h * 30, std::int64_t{10} << 30, 1'000'000, 24h * 7}));
  BOOST_TEST((x.journal.min_free == std::int64_t{1} << 30));
  BOOST_TEST(x.defaults.retry.attempts == 7);
  BOOST_TEST(x.tree.intensity == 5);
  BOOST_TEST((x.tree.period == 60s));
  BOOST_TEST((x.topics.at("analytics.revenue_updated") == topic{true}));
  BOOST_TEST((x.topics.at("orders.placed").constraints == constraint_uses::check));
  BOOST_TEST((x.constraints == constraint_uses::ignore));
  BOOST_TEST(x.limits.transient_queue == 77);
  BOOST_TEST((x.dead_letters.unsubscribed == unsubscribed_events::keep));
  BOOST_TEST(x.dead_letters.events == 5);
  BOOST_TEST((x.dead_letters.retain == letter_retention{24h * 30, 64 << 20}));
  BOOST_TEST((x.guard == guard{3, 1h, troupe::backoff_policy::none(), std::nullopt}));
  BOOST_REQUIRE(x.tree.children.size() == 2u);
  const auto& fulfilment = std::get<supervisor>(x.tree.children[1].is);
  BOOST_TEST(fulfilment.id == "fulfilment");
  BOOST_TEST((fulfilment.strategy == strategies::rest_for_one));
  BOOST_TEST(fulfilment.intensity == 10);
  BOOST_TEST((fulfilment.shutdown == shutdown{shutdown::kinds::within, 30s}));
}

BOOST_AUTO_TEST_CASE(says_how_its_children_are_restarted_and_whose_end_counts) {
  using troupe::backoff_policy;
  const auto x = read_well(with_restarts);
  BOOST_TEST((x.tree.auto_shutdown == auto_shutdowns::all));
  const auto& orders = std::get<service>(x.tree.children[0].is);
  BOOST_TEST((orders.backoff == backoff_policy{1s}));
  BOOST_TEST(!orders.significant);
  const auto& intake = std::get<service>(x.tree.children[1].is);
  BOOST_TEST(intake.significant);
  BOOST_TEST(intake.backoff.is_none());
  const auto& fulfilment = std::get<supervisor>(x.tree.children[2].is);
  BOOST_TEST((fulfilment.restart == restarts::temporary));
  BOOST_TEST(fulfilment.significant);
  BOOST_TEST((fulfilment.auto_shutdown == auto_shutdowns::any));
  BOOST_TEST((fulfilment.backoff == backoff_policy{1s, 2, 5s}));
  const auto& payment = std::get<service>(fulfilment.children[0].is);
  BOOST_TEST((payment.backoff == backoff_policy{1s, 3, 30s, 0, 10s}));
}

BOOST_AUTO_TEST_CASE(restarts_with_backoff_unless_it_says_otherwise) {
  const auto x = read_well("troupe: 1\nmodules: [commerce]\ntree:\n  children:\n"
                           "    - {id: orders, service: commerce.orders}\n");
  BOOST_TEST((x.defaults.backoff == troupe::backoff_policy::usual()));
  BOOST_TEST((std::get<service>(x.tree.children[0].is).backoff == x.defaults.backoff));
  BOOST_TEST((x.tree.auto_shutdown == auto_shutdowns::never));
}

BOOST_AUTO_TEST_CASE(takes_a_backoff_of_defaults_that_is_none_as_none_for_all) {
  const auto x = read_well("troupe: 1\nmodules: [commerce]\ndefaults: {backoff: none}\ntree:\n"
                           "  children:\n    - {id: orders, service: commerce.orders}\n"
                           "    - {id: intake, service: commerce.intake, backoff: {max: 1s}}\n");
  BOOST_TEST(std::get<service>(x.tree.children[0].is).backoff.is_none());
  BOOST_TEST(
      (std::get<service>(x.tree.children[1].is).backoff == troupe::backoff_policy{100ms, 2, 1s}));
}

BOOST_AUTO_TEST_CASE(tells_where_its_children_say_what) {
  const auto x = read(with_restarts, {{"orders.backoff", "none"}});
  BOOST_REQUIRE(x);
  const auto at = [&](const char* child, const char* key) {
    const auto* found = x.places.find(child, key);
    return found ? std::to_string(found->source) + "@" + std::to_string(found->line) + ":" +
                       std::to_string(found->column)
                 : "";
  };
  BOOST_TEST(at("", "backoff") == "0@4:12");
  BOOST_TEST(at("intake", "id") == "0@9:12");
  BOOST_TEST(at("intake", "backoff") == "0@9:94");
  BOOST_TEST(at("orders", "backoff") == "1@0:0");
  BOOST_TEST(at("fulfilment", "id") == "0@10:11");
}

BOOST_AUTO_TEST_CASE(says_which_warnings_are_not_wanted_and_where_its_topics_stand) {
  const auto x = read(R"(troupe: 1
modules: [commerce]
tree: {children: [{id: orders, service: commerce.orders}]}
topics:
  orders.placed: {}
check:
  unhandled: [orders.placed, "stock.*"]
  cycles: [">"]
)");
  BOOST_REQUIRE(x);
  BOOST_REQUIRE(x.silenced.unhandled.size() == 2u);
  BOOST_TEST(x.silenced.unhandled.back().text() == "stock.*");
  BOOST_TEST(x.silenced.cycles.size() == 1u);
  BOOST_TEST(x.silenced.unfed.empty());
  BOOST_TEST(x.silenced.unmatched.empty());
  const auto* topic = x.places.find("", "topics.orders.placed");
  BOOST_REQUIRE(topic != nullptr);
  BOOST_TEST(topic->line == 5);
}

BOOST_AUTO_TEST_CASE(lists_its_services_in_the_order_in_which_they_start) {
  const auto x = read_well(sample);
  std::string ids;
  for (const auto* one : services(x.tree))
    ids += one->id + " ";
  BOOST_TEST(ids == "orders inventory payment shipping ");
}

BOOST_AUTO_TEST_CASE(gives_services_what_they_say_over_the_defaults) {
  const auto x = read_well(sample);
  const auto all = services(x.tree);
  BOOST_TEST(all[0]->retry.attempts == 7);
  BOOST_TEST(all[0]->credit == 64);
  BOOST_TEST((all[0]->handler_timeout == 20s));
  BOOST_TEST((all[0]->handler_grace == endless));
  BOOST_TEST((all[0]->shutdown == shutdown{shutdown::kinds::within, 5s}));
  BOOST_TEST((all[0]->start == starts::unsaid));
  BOOST_TEST(all[1]->instances == 4);
  BOOST_TEST(all[1]->options.at("initial_stock").as_int64() == 5);
  BOOST_TEST(all[2]->offer == "commerce.payment");
  BOOST_TEST((all[2]->restart == restarts::transient));
  BOOST_TEST((all[2]->shutdown.kind == shutdown::kinds::brutal));
  BOOST_TEST((all[2]->thread == thread_uses::own));
  BOOST_TEST((all[2]->start == starts::beginning));
  BOOST_TEST((all[3]->start.kind == starts::sequence));
  BOOST_TEST(all[3]->start.sequence == 1000u);
  BOOST_TEST(all[2]->retry.attempts == 5);
  BOOST_TEST(!all[0]->breaker.has_value());
  BOOST_TEST((all[2]->breaker == troupe::breaker_policy{.share = 0, .pause = 3s}));
  BOOST_TEST((all[2]->retry.delays.first == 50ms));
  BOOST_TEST(all[2]->credit == 8);
  BOOST_TEST((all[2]->handler_timeout == endless));
  BOOST_TEST((all[2]->handler_grace == 0s));
  BOOST_TEST((all[3]->shutdown.kind == shutdown::kinds::infinity));
}

BOOST_AUTO_TEST_CASE(has_defaults_for_all_that_it_does_not_say) {
  const auto x = read_well("troupe: 1\nmodules: [commerce]\ntree:\n  children:\n"
                           "    - {id: orders, service: commerce.orders}\n");
  deployment expected;
  expected.modules = {"commerce"};
  troupe::deploy::service orders;
  orders.id = "orders";
  orders.offer = "commerce.orders";
  expected.tree.children.push_back({orders});
  BOOST_TEST((x == expected));
}

BOOST_AUTO_TEST_CASE(may_share_values_by_alias) {
  const auto x = read_well("troupe: 1\nmodules: [commerce]\ntree:\n  children:\n"
                           "    - {id: a, service: commerce.orders, retry: &r {attempts: 3}}\n"
                           "    - {id: b, service: commerce.orders, retry: *r}\n");
  BOOST_TEST(services(x.tree)[1]->retry.attempts == 3);
}

BOOST_AUTO_TEST_CASE(keeps_secrets_to_itself) {
  const troupe::support::scratch_folder folder;
  const auto reference = "\"${file:" + folder.write("key", "hunter2hunter2\n") + "}\"";
  const auto text = [&](const std::string& options, const std::string& more = "") {
    return "troupe: 1\nmodules: [commerce]\n" + more + "tree:\n  children:\n" +
           "    - {id: payment, service: commerce.payment, options: {" + options + "}}\n";
  };

  const auto x = read_well(text("provider_key: " + reference));
  const auto& payment = *services(x.tree)[0];
  BOOST_TEST(payment.options.at("provider_key").as_string() == "hunter2hunter2");
  BOOST_TEST(boost::json::serialize(shown_options(payment)) == "{\"provider_key\":\"***\"}");

  for (const auto& wrong :
       {text("decline_permille: " + reference), text("amounts: [" + reference + "]"),
        text("", "name: " + reference + "\njournal: {sync: " + reference + "}\n"),
        text("", "limits: {payload: " + reference + ", zombies: " + reference + "}\n"),
        text("", "dead_letters: " + reference + "\n"),
        text("", "modules: [" + reference + "]\n")}) {
    const auto failed = read(wrong);
    BOOST_TEST(!failed.complaints.empty());
    for (const auto& complaint : failed.complaints)
      BOOST_TEST(to_string(complaint).find("hunter2") == std::string::npos, to_string(complaint));
  }
}

BOOST_AUTO_TEST_CASE(whose_file_is_missing_says_so) {
  auto known = shop::offers();
  const auto x = read_deployment_file("/nowhere/shop.yaml", {}, nothing_set, known);
  BOOST_REQUIRE(x.complaints.size() == 1u);
  BOOST_TEST(to_string(x.complaints[0]) ==
             "/nowhere/shop.yaml: the file cannot be read: No such file "
             "or directory; correct the path, or make the file readable");
  const auto folder = read_deployment_file("/tmp", {}, nothing_set, known);
  BOOST_TEST(folder.complaints.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
