// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace troupe;
using namespace troupe::trial;

namespace {

/// The next version of `trial::accounts`, its event and its state.
namespace next {

void number_is_called_amount(boost::json::object& was) {
  was["amount"] = was["number"];
  was.erase("number");
}
void sum_is_called_total(boost::json::object& was) {
  was["total"] = was["sum"];
  was.erase("sum");
}

struct counted {
  static constexpr event_type type{"numbers.counted", 2};
  static constexpr upcast upcasts[] = {{1, &number_is_called_amount}};
  std::string name;
  int amount = 0;
  static constexpr auto key = &counted::name;
};
BOOST_DESCRIBE_STRUCT(counted, (), (name, amount))

struct account {
  static constexpr state_type type{"trial.account", 2};
  static constexpr upcast upcasts[] = {{1, &sum_is_called_total}};
  std::vector<int> numbers;
  long total = 0;
};
BOOST_DESCRIBE_STRUCT(account, (), (numbers, total))

struct get_account {
  static constexpr query_type type{"accounts.get"};
  using reply = account;
  std::string name;
  static constexpr auto key = &get_account::name;
};
BOOST_DESCRIBE_STRUCT(get_account, (), (name))

behavior accounts(service<account>* self) {
  return {[self](const counted& x) {
            if (x.amount == 0)
              throw std::runtime_error("nothing was counted");
            self->state().numbers.push_back(x.amount);
            self->state().total += x.amount;
          },
          [](const get_account&, const service<account>& seen) { return seen.state(); }};
}

} // namespace next

/// One that has another name for a member and does not say so.
struct renamed_account {
  std::vector<int> numbers;
  long total = 0;
};
BOOST_DESCRIBE_STRUCT(renamed_account, (), (numbers, total))

behavior renamed_accounts(service<renamed_account>* self) {
  return {[self](const counted& x) { self->state().total += x.number; }};
}

/// Fails what it gets as often as it gets it.
behavior broken_accounts(service<account>*) {
  return {[](const counted&) { return reject("not today"); }};
}

template <class Accounts>
void run(support::kept_journal& kept, Accounts what, const std::vector<counted>& facts) {
  support::deployed shop;
  shop.add("accounts", what);
  shop.start(kept.open());
  for (const auto& each : facts)
    shop.publish(each);
  shop.settle();
  BOOST_TEST(shop.stop());
}

/// Starts it with somebody who tells when events are delivered, and resumes the accounts.
void start_and_resume(support::deployed& shop, std::unique_ptr<journal::engine> storage) {
  const auto begun = std::make_shared<notes<bool>>();
  shop.add("herald",
           [begun](service<account>*) -> behavior {
             return {[begun](const glanced&) { begun->add(true); }};
           })
      .start = deploy::starts::now;
  shop.start(std::move(storage));
  shop.publish(glanced{"a", 1});
  BOOST_TEST_REQUIRE(begun->wait_for(1));
  notes<bool> done;
  shop.running().change(
      control::change_subscription{control::subscription_verb::resume, "accounts"},
      [&](const result<control::subscription_changed>& what) { done.add(bool(what)); });
  BOOST_TEST_REQUIRE(done.wait_for(1));
  BOOST_TEST(done.all().front());
}

bool has_line(const support::deployed& shop, const std::string& text) {
  const auto lines = shop.lines();
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& x) { return x.find(text) != std::string::npos; });
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_new_version_of_a_module)

BOOST_AUTO_TEST_CASE(reads_events_and_states_of_the_version_before) {
  support::kept_journal kept;
  run(kept, accounts, {{"a", 1}, {"a", 2}});
  support::deployed shop;
  shop.add("accounts", next::accounts);
  shop.start(kept.open());
  shop.publish(counted{"a", 3});
  shop.publish(next::counted{"a", 4});
  shop.settle();
  const auto seen = shop.ask(next::get_account{"a"});
  BOOST_TEST(seen.numbers == (std::vector<int>{1, 2, 3, 4}));
  BOOST_TEST(seen.total == 10);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(reads_what_became_a_dead_letter_of_the_version_before) {
  support::kept_journal kept;
  run(kept, broken_accounts, {{"a", 1}});
  BOOST_TEST(kept.dead_letters().size() == 1u);
  support::deployed shop;
  shop.add("accounts", next::accounts);
  shop.start(kept.open());
  notes<bool> done;
  shop.running().move({control::letter_verb::replay, {kept.dead_letters().front().id}, "anna", ""},
                      [&](const auto& what) { done.add(bool(what)); });
  BOOST_TEST_REQUIRE(done.wait_for(1));
  shop.settle();
  BOOST_TEST(shop.ask(next::get_account{"a"}).numbers == (std::vector<int>{1}));
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(what_a_module_cannot_read)

BOOST_AUTO_TEST_CASE(pauses_its_subscription_and_is_no_dead_letter) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.add("accounts", accounts);
    shop.start(kept.open());
    shop.publish(counted{"a", 1});
    shop.publish(next::counted{"a", 2}, next::counted{"b", 3});
    shop.publish(counted{"a", 4});
    shop.settle();
    BOOST_TEST(has_line(shop,
                        "accounts: cannot read what is kept: version 2 of numbers.counted was "
                        "written, and this module knows version 1"));
    BOOST_TEST(shop.ask(get_account{"a"}).numbers == std::vector<int>{1});
    BOOST_TEST(shop.stop());
  }
  const auto found = kept.subscription("accounts");
  BOOST_TEST(found.paused);
  BOOST_TEST_REQUIRE(found.paused_for.has_value());
  BOOST_TEST(found.paused_for->why ==
             "cannot read what is kept: version 2 of numbers.counted was written, and this module "
             "knows version 1; build it with the newer definition (at event 2 of "
             "numbers.counted)");
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(found.parked == 0u);
  support::deployed shop;
  shop.add("accounts", next::accounts);
  start_and_resume(shop, kept.open());
  shop.settle();
  BOOST_TEST(shop.ask(next::get_account{"a"}).numbers == (std::vector<int>{1, 2, 4}));
  BOOST_TEST(shop.ask(next::get_account{"b"}).numbers == std::vector<int>{3});
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(of_a_state_is_not_written_over) {
  support::kept_journal kept;
  run(kept, accounts, {{"a", 1}, {"a", 2}});
  const auto before = kept.look()->state(kept.subscription("accounts").number, "a");
  {
    support::deployed shop;
    shop.add("accounts", renamed_accounts);
    shop.start(kept.open());
    shop.publish(counted{"a", 3});
    shop.settle();
    BOOST_TEST(has_line(shop, "accounts: cannot read what is kept: the state of key 'a'"));
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST((*kept.look()->state(kept.subscription("accounts").number, "a") == *before));
  BOOST_TEST(kept.dead_letters().empty());
  support::deployed shop;
  shop.add("accounts", next::accounts);
  start_and_resume(shop, kept.open());
  shop.settle();
  BOOST_TEST(shop.ask(next::get_account{"a"}).total == 6);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(waits_for_its_module_also_where_it_is_tried_again) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.add("accounts", next::accounts).retry.attempts = 100;
    shop.start(kept.open());
    shop.publish(next::counted{"a", 0}); // It fails, and waits.
    shop.publish(next::counted{"a", 5});
    BOOST_TEST(shop.stop());
  }
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(kept.subscription("accounts").paused);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
