// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// A handler that spins, or waits, until it is let go.
class trap {
public:
  void spin() {
    ++caught_;
    while (!open_)
      std::this_thread::yield();
    ++freed_;
  }
  void open() { open_ = true; }
  bool wait_for_caught(int count) const { return wait_for(caught_, count); }
  bool wait_for_freed(int count) const { return wait_for(freed_, count); }

private:
  static bool wait_for(const std::atomic<int>& what, int count) {
    const auto limit = system_time().elapsed() + 30s;
    while (what < count && system_time().elapsed() < limit)
      std::this_thread::yield();
    return what >= count;
  }

  std::atomic<bool> open_{false};
  std::atomic<int> caught_{0};
  std::atomic<int> freed_{0};
};

auto trapped(std::shared_ptr<trap> where) {
  return [where](service<account>* self) -> behavior {
    return {[self, where](const counted& x) {
              if (x.number == 13)
                where->spin();
              self->state().numbers.push_back(x.number);
              self->publish(summed{x.name, x.number});
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  };
}

behavior glancers(service<account>* self) {
  return {[self](const glanced& x) {
    self->state().sum += x.number;
    self->publish(summed{x.name, x.number});
  }};
}

} // namespace

BOOST_AUTO_TEST_SUITE(handlers_that_spin)

BOOST_AUTO_TEST_CASE(stop_neither_commands_nor_siblings_with_a_thread_of_their_own) {
  support::kept_journal kept;
  auto where = std::make_shared<trap>();
  support::deployed shop;
  const auto count = static_cast<int>(std::thread::hardware_concurrency()) + 1;
  for (int i = 0; i < count; ++i) {
    auto& child = shop.add("spinner-" + std::to_string(i), trapped(where));
    child.shutdown = {deploy::shutdown::kinds::within, 50ms};
  }
  auto& sibling = shop.add("sibling", glancers);
  sibling.thread = deploy::thread_uses::own;
  shop.start(kept.open());
  // All are up; a service of the pool could not start any more.
  shop.publish(counted{"c", 1}, glanced{"c", 1});
  while (shop.running().doings().handled < static_cast<std::uint64_t>(count) + 1)
    std::this_thread::yield();
  shop.publish(counted{"a", 13});
  // The pool has as many threads as there are cores: so many handlers spin at a time.
  BOOST_REQUIRE(where->wait_for_caught(count - 1));
  for (int i = 0; i < 1000; ++i)
    shop.publish(glanced{"b", i});
  const auto expected = static_cast<std::size_t>(count) + 1001;
  const auto limit = system_time().elapsed() + 30s;
  while (kept.events("numbers.summed").size() < expected && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_TEST(kept.events("numbers.summed").size() == expected);
  BOOST_TEST(shop.ask(get_account{"a"}).numbers.empty());
  // A look is given up after a second, which the journal may take on a busy machine.
  while (shop.running().look().head < 1001u && system_time().elapsed() < limit) {
  }
  BOOST_TEST(shop.running().look().head >= 1001u);
  where->open();
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.stop());
}

// Handlers wait until the tree is up, for a child of the pool could not start beside them.
BOOST_AUTO_TEST_CASE(let_the_whole_tree_start_where_a_backlog_makes_them_spin) {
  support::kept_journal kept;
  {
    support::deployed before;
    before.add("other", glancers);
    before.start(kept.open());
    before.publish(counted{"a", 13});
    before.settle();
    BOOST_TEST(before.stop());
  }
  auto where = std::make_shared<trap>();
  support::deployed shop;
  const auto cores = std::max(2u, std::thread::hardware_concurrency());
  for (unsigned i = 0; i <= cores; ++i)
    shop.add("spinner-" + std::to_string(i), trapped(where)).start = deploy::starts::beginning;
  shop.add("late", glancers).start = deploy::starts::now;
  auto& sibling = shop.add("sibling", glancers);
  sibling.thread = deploy::thread_uses::own;
  sibling.start = deploy::starts::now;
  shop.start(kept.open());
  shop.publish(glanced{"b", 1});
  BOOST_REQUIRE(where->wait_for_caught(static_cast<int>(cores)));
  const auto limit = system_time().elapsed() + 30s;
  while (kept.events("numbers.summed").empty() && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_TEST(kept.events("numbers.summed").size() == 1u);
  where->open();
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(kept.events("numbers.summed").size() == cores + 3);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(are_left_behind_when_the_deployment_stops_within_its_time) {
  support::kept_journal kept;
  auto where = std::make_shared<trap>();
  auto* shop = new support::deployed; // See below.
  shop->what.limits.stop = 3s;
  shop->add("spinner", trapped(where)).shutdown = {deploy::shutdown::kinds::within, 1min};
  shop->add("accounts", glancers);
  shop->start(kept.open());
  shop->publish(counted{"a", 13}, glanced{"b", 1});
  BOOST_REQUIRE(where->wait_for_caught(1));
  while (kept.events("numbers.summed").empty())
    std::this_thread::yield();
  const auto before = system_time().elapsed();
  BOOST_TEST(!shop->running().stop());
  BOOST_TEST((system_time().elapsed() - before < 1min));
  BOOST_TEST((shop->running().left_behind() == std::vector<std::string>{"shop/spinner"}));
  const auto said = shop->lines();
  BOOST_TEST(std::count(said.begin(), said.end(),
                        "shop/spinner: did not stop in its time, and is left behind") == 1);
  // Whoever comes back now changes nothing. The process of a real deployment ends by `_exit` here,
  // for its handler still uses what the deployment is made of; so it is left to the process's end.
  where->open();
  BOOST_TEST(where->wait_for_freed(1));
  BOOST_TEST(kept.events("numbers.summed").size() == 1u);
  static support::deployed* left_behind;
  left_behind = shop;
  BOOST_TEST(left_behind != nullptr);
  // What it had in hand is handled by the next run, once.
  support::deployed next;
  next.add("spinner", trapped(where));
  next.add("accounts", glancers);
  next.start(kept.open());
  next.settle();
  BOOST_TEST(kept.events("numbers.summed").size() == 2u);
  BOOST_TEST(next.stop());
}

// A handler that comes back after its replacement started changes nothing, wherever it runs.
BOOST_AUTO_TEST_CASE(are_refused_when_they_come_back_after_their_replacement) {
  struct world {
    explicit world(deploy::thread_uses thread) {
      shop.what.tree.strategy = deploy::strategies::one_for_all;
      auto& child = shop.add("accounts", [this](service<account>* self) -> behavior {
        return {[this, self](const counted& x) {
                  if (x.number == 13 && first.exchange(false))
                    where.spin();
                  self->state().numbers.push_back(x.number);
                  self->publish(summed{x.name, x.number});
                },
                [](const get_account&, const service<account>& seen) { return seen.state(); }};
      });
      child.shutdown = {deploy::shutdown::kinds::brutal, {}};
      child.thread = thread;
      // Takes its sibling down with it.
      shop.add("clumsy", [](service<nothing>*) -> behavior {
        return {[](const glanced&, const delivery& d) {
          if (d.attempt == 1)
            throw std::runtime_error("clumsy");
        }};
      });
    }

    trap where;
    std::atomic<bool> first{true};
    support::kept_journal kept;
    support::deployed shop;
  };
  world in_the_pool{deploy::thread_uses::pool};
  world on_its_own{deploy::thread_uses::own};
  const auto both = {&in_the_pool, &on_its_own};
  for (auto* x : both) {
    x->shop.start(x->kept.open());
    for (int i = 10; i <= 20; ++i)
      x->shop.publish(counted{"a", i});
    BOOST_REQUIRE(x->where.wait_for_caught(1));
    x->shop.publish(glanced{"a", 1});
  }
  for (auto* x : both) {
    // It is given its grace, and left behind; its successor handles all.
    while (x->shop.ask(get_account{"a"}).numbers.size() < 11)
      std::this_thread::yield();
    BOOST_TEST(x->shop.running().tree().abandoned() == 1u);
    x->where.open();
    BOOST_REQUIRE(x->where.wait_for_freed(1));
    for (int i = 21; i <= 30; ++i)
      x->shop.publish(counted{"a", i});
    BOOST_TEST((x->shop.settle().what == assembly::ending::kind::idle));
    BOOST_TEST(x->shop.ask(get_account{"a"}).numbers.size() == 21u);
    BOOST_TEST(x->kept.events("numbers.summed").size() == 21u);
    // It ended after all.
    while (x->shop.running().tree().abandoned() > 0)
      std::this_thread::yield();
    BOOST_TEST(x->shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(do_not_hold_up_other_instances) {
  support::kept_journal kept;
  auto where = std::make_shared<trap>();
  support::deployed shop;
  auto& child = shop.add("accounts", trapped(where));
  child.instances = 2;
  shop.start(kept.open());
  std::string stuck = "a";
  std::string other = "b";
  while (bus::partition_of(other) % 2 == bus::partition_of(stuck) % 2)
    other += 'b';
  shop.publish(counted{stuck, 13});
  BOOST_REQUIRE(where->wait_for_caught(1));
  for (int i = 0; i < 200; ++i)
    shop.publish(counted{other, 100 + i});
  while (shop.ask(get_account{other}).numbers.size() < 200)
    std::this_thread::yield();
  where->open();
  shop.settle();
  BOOST_TEST(shop.ask(get_account{stuck}).numbers.size() == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
