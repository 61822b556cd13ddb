// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/journal_in_front.hpp"
#include "support/kept_journal.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;
using support::in_front;

namespace {

/// A journal whose disk fills up when the test says so.
class filling : public in_front {
public:
  filling(std::unique_ptr<journal::engine> behind, std::atomic<bool>& full)
      : in_front(std::move(behind)), full_(full) {}

  result<std::vector<journal::verdict>> write(std::span<journal::commit> group) override {
    if (full_)
      return error{ec::io, "the disk is full; make room and start again"};
    return in_front::write(group);
  }

private:
  std::atomic<bool>& full_;
};

/// A journal whose disk is full when a timer fires, and not before.
class full_at_a_timer : public in_front {
public:
  using in_front::in_front;

  result<std::vector<journal::verdict>> write(std::span<journal::commit> group) override {
    if (std::any_of(group.begin(), group.end(),
                    [](const auto& x) { return x.timer_fired.has_value(); }))
      return error{ec::io, "the disk is full; make room and start again"};
    return in_front::write(group);
  }
};

/// Cannot even fail as a reader should.
class broken_reader : public journal::reader {
public:
  result<journal::page> read(const journal::event_query&) override { give_up(); }
  result<std::optional<journal::event_record>> event(journal::sequence_number) override {
    give_up();
  }
  result<std::optional<std::string>> state(journal::subscription_number,
                                           const std::string&) override {
    give_up();
  }
  result<std::array<journal::partition_position, journal::partition_count>>
  positions(journal::subscription_number) override {
    give_up();
  }
  result<journal::rereading> rereading_of(journal::subscription_number) override { give_up(); }
  result<journal::sequence_number> first() override { give_up(); }
  result<std::uint64_t> compacted() override { give_up(); }
  result<std::vector<journal::subscription_record>> subscriptions() override { give_up(); }
  result<std::vector<journal::topic_record>> topics() override { give_up(); }
  result<std::vector<journal::parked_head>> parked(journal::subscription_number) override {
    give_up();
  }
  result<std::optional<journal::parked_head>> parked(journal::subscription_number,
                                                     const std::string&) override {
    give_up();
  }
  result<std::vector<journal::timer_record>> timers(const journal::timer_query&) override {
    give_up();
  }
  result<std::chrono::microseconds> wall_moved() override { give_up(); }
  result<std::optional<time_point>> next_timer() override { give_up(); }
  result<std::size_t> timer_count() override { give_up(); }
  result<std::vector<journal::dead_letter_record>>
  dead_letters(const journal::dead_letter_query&) override {
    give_up();
  }
  result<std::size_t> dead_letter_count() override { give_up(); }
  result<std::map<std::string, std::size_t>> dead_letter_counts() override { give_up(); }
  result<std::vector<journal::dead_letter_kind>>
  dead_letter_kinds(const journal::dead_letter_query&) override {
    give_up();
  }
  result<std::vector<journal::dead_letter_weight>> dead_letter_weights() override { give_up(); }
  result<std::vector<journal::audit_record>> audits(std::int64_t, std::size_t) override {
    give_up();
  }

private:
  [[noreturn]] static void give_up() { throw std::logic_error("a reader with a bug"); }
};

/// A journal that gives its second reader, which is the subscription's, a bug.
class with_a_broken_reader : public in_front {
public:
  with_a_broken_reader() : in_front(std::make_unique<journal::memory_engine>()) {}

  result<std::unique_ptr<journal::reader>> open_reader() override {
    if (++opened_ == 2)
      return std::unique_ptr<journal::reader>{std::make_unique<broken_reader>()};
    return in_front::open_reader();
  }

private:
  int opened_ = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_subscription_that_fails)

BOOST_AUTO_TEST_CASE(ends_the_deployment_with_its_reason) {
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.start(std::make_unique<with_a_broken_reader>());
  const auto end = shop.wait();
  BOOST_TEST((end.what == assembly::ending::kind::escalated));
  BOOST_REQUIRE(!end.causes.empty());
  BOOST_TEST(end.causes.front().path == "shop/subscription of accounts");
  BOOST_TEST(end.causes.front().reason == "std::logic_error: a reader with a bug");
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_journal_that_fails)

BOOST_AUTO_TEST_CASE(ends_the_deployment_and_spends_no_attempt) {
  support::kept_journal kept;
  std::atomic<bool> full{false};
  {
    support::deployed shop;
    auto& child = shop.add("accounts", accounts);
    child.retry.attempts = 1;
    shop.start(std::make_unique<filling>(kept.open(), full));
    for (int i = 0; i < 100; ++i)
      shop.publish(counted{"a", i});
    while (shop.running().doings().handled < 10)
      std::this_thread::yield();
    full = true;
    shop.publish(counted{"a", 100});
    const auto end = shop.wait();
    BOOST_TEST((end.what == assembly::ending::kind::journal_failed));
    BOOST_REQUIRE(end.failure.has_value());
    BOOST_TEST(end.failure->what.find("the disk is full") != std::string::npos);
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(kept.subscription("accounts").parked == 0u);
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  shop.settle();
  const auto numbers = shop.ask(get_account{"a"}).numbers;
  BOOST_TEST(std::is_sorted(numbers.begin(), numbers.end()));
  BOOST_TEST((std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end()));
  BOOST_TEST(numbers.size() == kept.events("numbers.counted").size());
  BOOST_TEST(kept.events("numbers.summed").size() == numbers.size());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(fires_no_timer_and_lets_the_deployment_stop) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.add("later", [](service<nothing>* self) -> behavior {
      return {[self](const counted& x) { self->publish_after(20ms, summed{x.name, x.number}); }};
    });
    shop.start(std::make_unique<full_at_a_timer>(kept.open()));
    shop.publish(counted{"a", 1});
    BOOST_TEST((shop.wait().what == assembly::ending::kind::journal_failed));
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(journal::trial::value_of(kept.look()->timer_count()) == 1u);
  BOOST_TEST(kept.events("numbers.summed").empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_journal_in_a_file)

BOOST_AUTO_TEST_CASE(brings_services_back_to_where_they_were) {
  support::scratch_folder folder;
  int next = 0;
  for (const int instances : {1, 4, 2}) {
    support::deployed shop;
    shop.add("accounts",
             [](service<account>* self) -> behavior {
               return {
                   [self](const counted& x, const delivery& d) -> outcome {
                     self->state().numbers.push_back(x.number);
                     self->publish(summed{x.name, x.number});
                     if (x.number % 17 == 0 && d.attempt == 1)
                       throw std::runtime_error("seventeen");
                     return x.number % 5 == 0 && d.attempt < 3 ? retry("five") : done();
                   },
                   [](const get_account&, const service<account>& seen) { return seen.state(); }};
             })
        .instances = instances;
    shop.start(journal::trial::value_of(
        journal::open_sqlite(folder.file(), {journal::sync_mode::normal})));
    for (int i = 0; i < 200; ++i, ++next)
      shop.publish(counted{"key-" + std::to_string(next % 10), next});
    if (instances == 2) {
      BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
      for (int k = 0; k < 10; ++k) {
        const auto numbers = shop.ask(get_account{"key-" + std::to_string(k)}).numbers;
        std::vector<int> expected;
        for (int i = k; i < next; i += 10)
          expected.push_back(i);
        BOOST_TEST((numbers == expected));
      }
    } else {
      while (shop.running().doings().handled < 50)
        std::this_thread::yield();
    }
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_SUITE_END()
