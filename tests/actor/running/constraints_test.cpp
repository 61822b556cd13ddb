// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/journal_values.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <future>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

struct price_made {
  static constexpr event_type type{"prices.made", 1};
  std::string name;
  int price = 0;
  [[maybe_unused]] static constexpr auto key = &price_made::name;
  static constexpr auto constraints = troupe::constraints(
      troupe::matches(&price_made::name, "[a-z]+"), troupe::at_least(&price_made::price, 1));
};
BOOST_DESCRIBE_STRUCT(price_made, (), (name, price))

struct price_glanced {
  static constexpr event_type type{"prices.glanced", 1};
  std::vector<price_made> prices;
};
BOOST_DESCRIBE_STRUCT(price_glanced, (), (prices))

struct unsound_made {
  static constexpr event_type type{"prices.unsound", 1};
  std::string name;
  static constexpr auto constraints =
      troupe::constraints(troupe::matches(&unsound_made::name, "["));
};
BOOST_DESCRIBE_STRUCT(unsound_made, (), (name))

/// Makes a price of each number.
behavior pricing(service<>* self) {
  return {[self](const counted& x) { self->publish(price_made{x.name, x.number}); }};
}

behavior reader(service<>*) {
  return {[](const price_made&) {}};
}

constexpr const char* too_low =
    "prices.made breaks its constraints: .price: expected at least 1, was 0";

/// What a deployment makes of three numbers, of which one makes no price.
struct priced {
  support::kept_journal kept;
  support::deployed shop;

  priced() {
    shop.add("pricing", pricing);
    shop.add("reader", reader);
  }
  void run() {
    shop.start(kept.open());
    shop.publish(counted{"a", 0}, counted{"a", 5}, counted{"b", 7});
    shop.settle();
  }
  result<control::event_published> publish_json(const std::string& payload) {
    std::promise<result<control::event_published>> told;
    control::publish_event what;
    what.topic = "prices.made";
    what.payload = payload;
    shop.running().publish(what, [&](auto x) { told.set_value(std::move(x)); });
    return told.get_future().get();
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(an_event_that_breaks_its_constraints, priced)

BOOST_AUTO_TEST_CASE(rejects_what_its_handler_was_given) {
  run();
  BOOST_TEST(shop.stop());
  const auto letters = kept.dead_letters();
  BOOST_TEST_REQUIRE(letters.size() == 1u);
  BOOST_TEST((letters[0].reason == journal::dead_letter_reason::rejected));
  BOOST_TEST(letters[0].error == too_low);
  BOOST_TEST(letters[0].attempts.size() == 1u);
  BOOST_TEST((letters[0].attempts[0].why == failure::reject));
  BOOST_TEST(kept.events("prices.made").size() == 2u);
  for (const auto& line : shop.lines())
    BOOST_TEST(line.find("restart") == std::string::npos, line);
}

BOOST_AUTO_TEST_CASE(is_published_where_the_deployment_ignores_it) {
  shop.what.constraints = deploy::constraint_uses::ignore;
  run();
  BOOST_TEST(publish_json(R"({"name":"A","price":0})").has_value());
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(kept.events("prices.made").size() == 4u);
}

BOOST_AUTO_TEST_CASE(is_looked_at_by_topic_where_the_deployment_says_so) {
  shop.what.topics["prices.made"].constraints = deploy::constraint_uses::ignore;
  run();
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.events("prices.made").size() == 3u);

  support::kept_journal other;
  support::deployed strict;
  strict.add("pricing", pricing);
  strict.what.constraints = deploy::constraint_uses::ignore;
  strict.what.topics["prices.made"].constraints = deploy::constraint_uses::check;
  strict.start(other.open());
  strict.publish(counted{"a", 0});
  strict.settle();
  BOOST_TEST(strict.stop());
  BOOST_TEST(other.dead_letters().size() == 1u);
}

BOOST_AUTO_TEST_CASE(is_refused_from_outside) {
  run();
  const auto typed = shop.running().publish({encode(price_made{"a", 0})}, {});
  BOOST_TEST_REQUIRE(!typed.has_value());
  BOOST_TEST((typed.failure() == error{ec::invalid, too_low}));
  const auto nested = shop.running().publish({encode(price_glanced{{{"a", 1}, {"A", 1}}})}, {});
  BOOST_TEST_REQUIRE(!nested.has_value());
  BOOST_TEST(nested.failure().what == "prices.glanced breaks its constraints: .prices[1].name: "
                                      "expected text like [a-z]+, was \"A\"");
  const auto written = publish_json(R"({"name":"a","price":0})");
  BOOST_TEST_REQUIRE(!written.has_value());
  BOOST_TEST(written.failure().what == too_low);
  BOOST_TEST(publish_json(R"({"name":"a","price":1})").has_value());
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.events("prices.made").size() == 3u);
}

BOOST_AUTO_TEST_CASE(may_be_caught_by_a_handler_that_knows_what_to_do_instead) {
  shop.add("careful", [](service<>* self) -> behavior {
    return {[self](const glanced& x) {
      try {
        self->publish(price_made{x.name, x.number});
      } catch (const broken_constraints&) {
        self->publish(price_made{x.name, 1});
      }
    }};
  });
  shop.start(kept.open());
  shop.publish(glanced{"a", -3});
  shop.settle();
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST_REQUIRE(kept.events("prices.made").size() == 1u);
  BOOST_TEST(kept.events("prices.made")[0].payload == R"({"name":"a","price":1})");
}

BOOST_AUTO_TEST_CASE(rejects_also_where_what_was_handled_skips_the_journal) {
  support::kept_journal other;
  support::deployed quick;
  quick.add("pricing", [](service<>* self) -> behavior {
    return {[self](const glanced& x) { self->publish(price_made{x.name, x.number}); }};
  });
  quick.what.topics["numbers.glanced"].transient = true;
  std::promise<void> ready; // What comes before reaches nobody.
  quick.with.ready = [&ready] { ready.set_value(); };
  quick.start(other.open());
  ready.get_future().wait();
  quick.publish(glanced{"a", 1}, glanced{"a", 0}, glanced{"a", 2});
  quick.settle();
  BOOST_TEST(quick.stop());
  BOOST_TEST(other.events("prices.made").size() == 2u);
  for (const auto& line : quick.lines())
    BOOST_TEST(line.find("restart") == std::string::npos, line);
}

BOOST_AUTO_TEST_CASE(is_no_timer_either) {
  shop.add("later", [](service<>* self) -> behavior {
    return {[self](const glanced& x) { self->publish_after(1ms, price_made{x.name, x.number}); }};
  });
  shop.start(kept.open());
  shop.publish(glanced{"a", 0});
  shop.settle();
  BOOST_TEST(shop.stop());
  BOOST_TEST_REQUIRE(kept.dead_letters().size() == 1u);
  BOOST_TEST(kept.dead_letters()[0].error == too_low);
}

BOOST_AUTO_TEST_CASE(cannot_be_told_by_a_pattern_that_is_none) {
  shop.add("unsound", [](service<>*) -> behavior { return {[](const unsound_made&) {}}; });
  const auto started = shop.try_start(kept.open());
  BOOST_TEST_REQUIRE(!started.has_value());
  BOOST_TEST(started.failure().what.find("prices.unsound.name: \"[\" is no regular expression") !=
                 std::string::npos,
             started.failure().what);
}

BOOST_AUTO_TEST_SUITE_END()
