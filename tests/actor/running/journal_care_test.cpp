// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/running/numbers.hpp"
#include "assembly/subscription_changes.hpp"
#include "support/kept_journal.hpp"
#include "troupe/json.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <future>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// The system's, and as far ahead of it as a test wants.
class hurried_clock final : public clock {
public:
  time_point now() const override {
    return system_time().now() + std::chrono::duration_cast<std::chrono::microseconds>(ahead());
  }
  std::chrono::nanoseconds elapsed() const override { return system_time().elapsed() + ahead(); }
  void advance(std::chrono::nanoseconds by) { ahead_ += by.count(); }

private:
  std::chrono::nanoseconds ahead() const { return std::chrono::nanoseconds{ahead_.load()}; }
  std::atomic<std::int64_t> ahead_{0};
};

constexpr std::uint64_t plenty = 1'000'000;

/// A deployment whose clock and disk a test plays. The disk is looked at each second, so its timers
/// are looked at as often after the clock was moved.
class cared_for_shop : public support::deployed {
public:
  cared_for_shop() {
    with.time = &time;
    with.free_space = [this] { return std::optional{room.load()}; };
    what.journal.min_free = 1000;
    tell = [this](const std::string& line) {
      looks_put_off_ += line == "journal.retain waits until the reload is through" ? 1 : 0;
    };
  }

  /// Time passes until the retention has had a look again, and has left it at that.
  void wait_for_a_look_put_off() {
    const int before = looks_put_off_;
    time.advance(61s);
    while (looks_put_off_ == before)
      std::this_thread::yield();
  }

  void wait_until_it_says(const std::string& part) const {
    while (!says(part))
      std::this_thread::yield();
  }
  bool says(const std::string& part) const {
    const auto all = lines();
    return std::any_of(all.begin(), all.end(), [&](const std::string& line) {
      return line.find(part) != std::string::npos;
    });
  }
  control::status status() {
    std::promise<result<control::status>> answer;
    running().tell_status([&](result<control::status> x) { answer.set_value(std::move(x)); });
    return journal::trial::value_of(answer.get_future().get());
  }

  hurried_clock time;
  std::atomic<std::uint64_t> room{plenty};

private:
  std::atomic<int> looks_put_off_{0};
};

void publish_some(support::deployed& shop, int first, int last) {
  for (int i = first; i <= last; ++i)
    shop.publish(counted{"key-" + std::to_string(i % 7), i});
}

behavior nothing_much(service<account>*) {
  return {[](const counted&) {}};
}

/// A service whose start takes until a test lets it go on.
struct slow_start {
  std::promise<void> begun;
  std::promise<void> go_on;

  auto service() {
    return [this](troupe::service<>*) -> behavior {
      return {on_start([this] {
        begun.set_value();
        go_on.get_future().wait();
      })};
    };
  }
};

/// The shop becomes another one, in which a service starts slowly; and what happens until it has.
template <class F>
void become(cared_for_shop& shop, const deploy::deployment& next, slow_start& slow, F meanwhile) {
  std::promise<result<control::deployment_plan>> told;
  shop.running().reload({next, shop.finder(), {}, nullptr},
                        [&](auto became) { told.set_value(std::move(became)); });
  slow.begun.get_future().wait();
  meanwhile();
  slow.go_on.set_value();
  const auto became = told.get_future().get();
  BOOST_REQUIRE_MESSAGE(became, (became ? "" : to_string(became.failure())));
  shop.settle();
}

/// A journal in which two services handled twenty numbers.
void run_with_both(support::kept_journal& kept) {
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.add("other", nothing_much);
  shop.start(kept.open());
  publish_some(shop, 1, 20);
  shop.settle();
  BOOST_TEST(shop.stop());
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_subscription_that_no_child_has)

BOOST_AUTO_TEST_CASE(holds_events_back_until_it_was_kept_long_enough_and_that_is_announced) {
  support::kept_journal kept;
  run_with_both(kept);
  BOOST_TEST(!kept.subscription("accounts").orphaned.has_value());
  const auto stood_at = kept.subscription("accounts").settled;
  {
    cared_for_shop shop;
    shop.add("other", nothing_much);
    shop.what.journal.retain.count = 1;
    shop.what.journal.retain.keep_orphans = 7 * 24h;
    shop.start(kept.open());
    BOOST_TEST(kept.subscription("accounts").orphaned.has_value());
    BOOST_TEST(!kept.subscription("other").orphaned.has_value());
    BOOST_TEST(shop.says("'accounts', which no child has, holds back what it has not handled"));
    publish_some(shop, 21, 40);
    shop.settle();
    shop.time.advance(61s);
    shop.wait_until_it_says("subscription accounts holds back up to ");
    BOOST_TEST(
        shop.says("from sequence " + std::to_string(stood_at + 1) + " on; no child has it since "));
    const auto seen = shop.status().without_child;
    BOOST_REQUIRE(seen.size() == 1u);
    BOOST_REQUIRE(seen.front().holds.has_value());
    BOOST_TEST(seen.front().holds->events == kept.storage().head() - stood_at);
    BOOST_TEST(seen.front().holds->bytes > 20u * 150u);
    BOOST_TEST((*seen.front().until - *seen.front().since == 7 * 24h));

    shop.time.advance(8 * 24h);
    shop.wait_until_it_says("'accounts' has had no child for longer than journal.retain.orphans");
    BOOST_TEST(journal::trial::value_of(kept.look()->first()) == stood_at + 1);
    shop.time.advance(61s);
    while (kept.subscription("accounts").lost_from == 0)
      std::this_thread::yield();
    BOOST_TEST(kept.subscription("accounts").lost_from == stood_at + 1);
    BOOST_TEST(shop.stop());
  }
  const auto first = journal::trial::value_of(kept.look()->first());
  BOOST_TEST(first == kept.storage().head());

  // Its child is not let go on as if nothing had been.
  cared_for_shop back;
  back.add("accounts", accounts);
  back.add("other", nothing_much);
  const auto refused = back.try_start(kept.open());
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.failure().code == ec::invalid));
  BOOST_TEST(refused.failure().what ==
             "the retention took the events " + std::to_string(stood_at + 1) + " to " +
                 std::to_string(first - 1) +
                 " while no child had the subscription 'accounts', which had not handled them; say "
                 "'troupe subscriptions seek FILE accounts --to " +
                 std::to_string(first) +
                 "' where it shall go on without those that it wanted, or restore a backup that "
                 "has them");
  BOOST_TEST(kept.subscription("accounts").orphaned.has_value());
  const auto to = *parse_starting_point(std::to_string(first));
  BOOST_REQUIRE(assembly::seek_subscription(kept.storage(), *kept.look(), {"accounts", to, {}, {}},
                                            back.time.now()));
  back.start(kept.open());
  BOOST_TEST(!kept.subscription("accounts").orphaned.has_value());
  back.settle();
  std::size_t handled = 0;
  for (int key = 0; key < 7; ++key)
    handled += back.ask(get_account{"key-" + std::to_string(key)}).numbers.size();
  BOOST_TEST(handled == 21u);
  BOOST_TEST(back.stop());
}

BOOST_AUTO_TEST_CASE(is_not_released_while_a_reload_puts_it_back) {
  support::kept_journal kept;
  run_with_both(kept);
  slow_start slow;
  cared_for_shop shop;
  shop.add("other", nothing_much);
  shop.what.journal.retain.count = 1;
  shop.what.journal.retain.keep_orphans = 7 * 24h;
  auto next = shop.what;
  {
    support::deployed all;
    all.add("other", nothing_much);
    all.add("accounts", accounts);
    auto& waits = all.add("slow", slow.service());
    waits.start = starting_point::kinds::now;
    waits.start_timeout = waits.handler_timeout = 24h;
    next.tree = all.what.tree;
  }
  shop.offers.service("accounts", accounts);
  shop.offers.service("slow", slow.service());
  shop.start(kept.open());
  publish_some(shop, 21, 40);
  shop.settle();
  shop.time.advance(8 * 24h);
  shop.wait_until_it_says("'accounts' has had no child for longer than journal.retain.orphans");

  become(shop, next, slow, [&] {
    shop.wait_for_a_look_put_off();
    shop.wait_for_a_look_put_off();
    BOOST_TEST(kept.subscription("accounts").lost_from == 0u);
  });
  std::size_t handled = 0;
  for (int key = 0; key < 7; ++key)
    handled += shop.ask(get_account{"key-" + std::to_string(key)}).numbers.size();
  BOOST_TEST(handled == 40u);
  BOOST_TEST(shop.stop());
}

/// What it is to handle from now on was of no use to it before.
BOOST_AUTO_TEST_CASE(loses_nothing_while_a_reload_gives_it_other_topics) {
  support::kept_journal kept;
  slow_start slow;
  std::atomic<int> handled_beside{0};
  cared_for_shop shop;
  shop.add("other", [&](service<account>*) -> behavior {
    return {[&](const counted&) { ++handled_beside; }};
  });
  shop.add("accounts", [](service<account>*) -> behavior { return {[](const summed&) {}}; });
  shop.what.journal.retain.count = 1;
  auto next = shop.what;
  auto& accounts_next = std::get<deploy::service>(next.tree.children[1].is);
  accounts_next.offer = "counting accounts";
  {
    support::deployed all;
    auto& waits = all.add("slow", slow.service());
    waits.start = starting_point::kinds::now;
    waits.start_timeout = waits.handler_timeout = 24h;
    next.tree.children.push_back(all.what.tree.children.front());
  }
  shop.offers.service("counting accounts", accounts);
  shop.offers.service("slow", slow.service());
  shop.start(kept.open());
  publish_some(shop, 1, 20);
  shop.settle();

  become(shop, next, slow, [&] {
    publish_some(shop, 21, 40);
    while (handled_beside < 40)
      std::this_thread::yield();
    shop.wait_for_a_look_put_off();
  });
  // Of those before, as many as its position had not passed when it came to want them.
  std::size_t handled = 0;
  for (int key = 0; key < 7; ++key)
    for (const auto number : shop.ask(get_account{"key-" + std::to_string(key)}).numbers)
      handled += number > 20 ? 1 : 0;
  BOOST_TEST(handled == 20u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(holds_events_back_for_ever_where_nothing_else_is_said) {
  support::kept_journal kept;
  run_with_both(kept);
  const auto stood_at = kept.subscription("accounts").settled;
  cared_for_shop shop;
  shop.add("other", nothing_much);
  shop.what.journal.retain.count = 1;
  shop.start(kept.open());
  publish_some(shop, 21, 40);
  shop.settle();
  shop.time.advance(1000 * 24h);
  shop.wait_until_it_says("subscription accounts holds back up to ");
  BOOST_TEST(journal::trial::value_of(kept.look()->first()) == stood_at + 1);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(begins_anew_when_it_had_a_child_meanwhile) {
  support::kept_journal kept;
  run_with_both(kept);
  const auto run_alone = [&](std::chrono::nanoseconds ahead) {
    cared_for_shop shop;
    shop.time.advance(ahead);
    shop.add("other", nothing_much);
    shop.start(kept.open());
    BOOST_TEST(shop.stop());
    return kept.subscription("accounts").orphaned;
  };
  const auto first = run_alone({});
  BOOST_REQUIRE(first.has_value());
  BOOST_TEST((run_alone(24h) == first));
  run_with_both(kept);
  BOOST_TEST(!kept.subscription("accounts").orphaned.has_value());
  BOOST_TEST((run_alone(48h) > first));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_disk_that_fills_up)

BOOST_AUTO_TEST_CASE(stops_what_comes_in_until_there_is_room_again_while_handlers_go_on) {
  cared_for_shop shop;
  const auto go_on = std::make_shared<std::atomic<bool>>(false);
  const auto handled = std::make_shared<std::atomic<int>>(0);
  const auto asked = std::make_shared<std::atomic<int>>(0);
  shop.add("intake", [asked](service<account>* self) -> behavior {
    return {pull([self, asked](std::size_t) {
      ++*asked;
      self->publish(counted{"from the source", 100});
      return *asked < 3 ? progress::more() : progress::end();
    })};
  });
  shop.add("accounts", [go_on, handled](service<account>*) -> behavior {
    return {[go_on, handled](const counted&) {
      while (!*go_on)
        std::this_thread::yield();
      ++*handled;
    }};
  });
  shop.room = 999;
  shop.start();
  BOOST_TEST(shop.says("the file system of the journal has 999 B left, less than "
                       "journal.min_free (1000 B)"));
  const auto refused = shop.running().publish({encode(counted{"a", 1})}, {});
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.failure().code == ec::busy));
  const auto seen = shop.status().short_of_space;
  BOOST_REQUIRE(seen.has_value());
  BOOST_TEST(seen->free == 999u);
  BOOST_TEST(seen->wanted == 1000u);
  BOOST_TEST(seen->refused == 1u);
  BOOST_TEST(*asked == 0);

  shop.room = plenty;
  shop.wait_until_it_says("left again: sources go on");
  BOOST_TEST(!shop.status().short_of_space.has_value());
  shop.publish(counted{"a", 1});
  while (*asked < 3)
    std::this_thread::yield();

  shop.room = 10;
  shop.wait_until_it_says("has 10 B left");
  BOOST_TEST(*handled == 0);
  *go_on = true;
  while (*handled < 4)
    std::this_thread::yield();
  BOOST_TEST(shop.status().short_of_space.has_value());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_not_looked_at_without_a_bound) {
  cared_for_shop shop;
  shop.what.journal.min_free = 0;
  shop.room = 0;
  shop.add("accounts", accounts);
  shop.start();
  publish_some(shop, 1, 3);
  shop.settle();
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_topic_that_keeps_the_latest)

namespace {

struct compacting_shop : cared_for_shop {
  compacting_shop() {
    what.topics["numbers.counted"].keep = deploy::keeping::latest;
    add("accounts", accounts);
  }

  void compact_and_tell(control::journal_compacted& told) {
    std::promise<result<control::journal_compacted>> answer;
    running().compact(
        {}, [&](result<control::journal_compacted> x) { answer.set_value(std::move(x)); });
    told = journal::trial::value_of(answer.get_future().get());
  }
};

std::vector<int> numbers_in(support::kept_journal& kept) {
  std::vector<int> all;
  for (const auto& each : kept.events("numbers.counted"))
    all.push_back(journal::trial::value_of(from_json<counted>(each.payload.text())).number);
  return all;
}

} // namespace

BOOST_AUTO_TEST_CASE(is_compacted_where_that_is_worth_it_and_whoever_comes_later_reads_the_rest) {
  support::kept_journal kept;
  {
    compacting_shop shop;
    shop.start(kept.open());
    publish_some(shop, 1, 100);
    shop.settle();
    BOOST_TEST(numbers_in(kept).size() == 100u);
    shop.time.advance(61s);
    shop.wait_until_it_says("compacted its journal: 93 events are gone, about ");
    BOOST_TEST(numbers_in(kept) == (std::vector<int>{94, 95, 96, 97, 98, 99, 100}),
               boost::test_tools::per_element());
    // What nobody asked for stays: each number made a sum.
    BOOST_TEST(kept.events("numbers.summed").size() == 100u);

    // A few more are not worth it, unless somebody asks.
    publish_some(shop, 101, 103);
    shop.settle();
    shop.time.advance(61s);
    (void)shop.status();
    BOOST_TEST(numbers_in(kept).size() == 10u);
    control::journal_compacted told;
    shop.compact_and_tell(told);
    BOOST_TEST(told.events == 3u);
    BOOST_TEST(!told.held.has_value());
    BOOST_TEST(numbers_in(kept) == (std::vector<int>{97, 98, 99, 100, 101, 102, 103}),
               boost::test_tools::per_element());
    BOOST_TEST(shop.stop());
  }
  compacting_shop shop;
  const auto seen = std::make_shared<notes<int>>();
  auto& late = shop.add("late", [seen](service<account>*) -> behavior {
    return {[seen](const counted& x) { seen->add(x.number); }};
  });
  late.start.kind = deploy::starts::beginning;
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(seen->all() == (std::vector<int>{97, 98, 99, 100, 101, 102, 103}),
             boost::test_tools::per_element());
  BOOST_TEST(shop.ask(get_account{"key-0"}).numbers.size() == 14u); // The old one has them all.
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_compacted_up_to_who_does_not_go_on_and_the_log_says_who) {
  support::kept_journal kept;
  compacting_shop shop;
  shop.add("other", nothing_much);
  shop.start(kept.open());
  publish_some(shop, 1, 50);
  shop.settle();
  std::promise<result<control::subscription_changed>> paused;
  shop.running().change(
      control::change_subscription{control::subscription_verb::pause, "other"},
      [&](result<control::subscription_changed> x) { paused.set_value(std::move(x)); });
  BOOST_REQUIRE(paused.get_future().get());
  publish_some(shop, 51, 100);
  shop.settle();
  const auto settled = kept.subscription("other").settled;
  shop.time.advance(61s);
  shop.wait_until_it_says("subscription other holds back the compaction of what is behind " +
                          std::to_string(settled) +
                          "; it is paused, until 'troupe subscriptions resume'");
  control::journal_compacted told;
  shop.compact_and_tell(told);
  BOOST_REQUIRE(told.held.has_value());
  BOOST_TEST(told.held->by == "subscription other");
  BOOST_TEST(told.upto == settled);
  const auto left = numbers_in(kept);
  for (int number = 51; number <= 100; ++number)
    BOOST_TEST((std::find(left.begin(), left.end(), number) != left.end()));
  BOOST_TEST(left.size() == 57u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_none_by_default) {
  cared_for_shop shop;
  shop.add("accounts", accounts);
  shop.start();
  publish_some(shop, 1, 20);
  shop.settle();
  std::promise<result<control::journal_compacted>> answer;
  shop.running().compact(
      {}, [&](result<control::journal_compacted> x) { answer.set_value(std::move(x)); });
  const auto refused = answer.get_future().get();
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.failure().code == ec::invalid));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
