// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/journal_in_front.hpp"
#include "support/journal_reader_in_front.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace troupe;
using namespace troupe::trial;

namespace {

/// What a deployment asks of its journal.
struct asked {
  std::mutex mutex;
  std::size_t states = 0;        ///< how many were read
  std::set<std::size_t> pages;   ///< how many events a read asked for
  std::size_t largest_group = 0; ///< of those written since it was `held`
  std::shared_ptr<gate> held;    ///< the next group waits at it
};

class counting_reader : public support::reader_in_front {
public:
  counting_reader(std::unique_ptr<journal::reader> behind, asked& what)
      : reader_in_front(std::move(behind)), asked_(what) {}

  result<journal::page> read(const journal::event_query& query) override {
    const std::lock_guard guard{asked_.mutex};
    asked_.pages.insert(query.limit);
    return reader_in_front::read(query);
  }
  result<std::optional<std::string>> state(journal::subscription_number number,
                                           const std::string& key) override {
    const std::lock_guard guard{asked_.mutex};
    ++asked_.states;
    return reader_in_front::state(number, key);
  }

private:
  asked& asked_;
};

class counting_engine : public support::in_front {
public:
  counting_engine(std::unique_ptr<journal::engine> behind, asked& what)
      : in_front(std::move(behind)), asked_(what) {}

  result<std::vector<journal::verdict>> write(std::span<journal::commit> group) override {
    std::shared_ptr<gate> held;
    {
      const std::lock_guard guard{asked_.mutex};
      held = std::exchange(asked_.held, nullptr);
      asked_.largest_group = held ? 0 : std::max(asked_.largest_group, group.size());
    }
    if (held)
      held->pass();
    return in_front::write(group);
  }
  result<std::unique_ptr<journal::reader>> open_reader() override {
    auto made = in_front::open_reader();
    if (!made)
      return made;
    return std::unique_ptr<journal::reader>{
        std::make_unique<counting_reader>(*std::move(made), asked_)};
  }

private:
  asked& asked_;
};

struct observed {
  support::kept_journal kept;
  asked seen;
  support::deployed shop;

  void start() { shop.start(std::make_unique<counting_engine>(kept.open(), seen)); }
};

/// How often a state is read while two keys take turns.
std::size_t states_read(int state_cache) {
  observed x;
  x.shop.what.limits.state_cache = state_cache;
  x.shop.add("accounts", accounts);
  x.start();
  for (int i = 0; i < 10; ++i) {
    x.shop.publish(counted{i % 2 == 0 ? "a" : "b", i});
    x.shop.settle();
  }
  BOOST_TEST(x.shop.stop());
  return x.seen.states;
}

/// The largest group of 40 commits that wait for the writer together.
std::size_t largest_group(int commit) {
  observed x;
  x.shop.what.limits.commit = commit;
  x.shop.add("glancers", [](service<nothing>*) -> behavior { return {[](const glanced&) {}}; });
  x.start();
  x.shop.settle(); // What a start writes is written.
  const auto held = std::make_shared<gate>();
  {
    const std::lock_guard guard{x.seen.mutex};
    x.seen.held = held;
  }
  for (int i = 0; i <= 40; ++i) {
    x.shop.publish(counted{"a", i});
    if (i == 0)
      BOOST_TEST(held->wait_for_visitors(1));
  }
  held->open();
  x.shop.settle();
  BOOST_TEST(x.shop.stop());
  return x.seen.largest_group;
}

} // namespace

BOOST_AUTO_TEST_SUITE(limits_of_a_deployment)

BOOST_AUTO_TEST_CASE(bound_the_states_that_an_instance_keeps_in_memory) {
  BOOST_TEST(states_read(10'000) == 2u);
  BOOST_TEST(states_read(1) == 10u);
}

BOOST_AUTO_TEST_CASE(bound_the_commits_of_a_group) {
  BOOST_TEST(largest_group(1024) == 40u);
  BOOST_TEST(largest_group(3) == 3u);
}

BOOST_AUTO_TEST_CASE(bound_the_events_that_a_subscription_reads_at_a_time) {
  observed x;
  x.shop.what.limits.catch_up = 3;
  x.shop.add("accounts", accounts);
  x.start();
  x.shop.publish(counted{"a", 1});
  x.shop.settle();
  BOOST_TEST(x.shop.stop());
  BOOST_TEST((x.seen.pages == std::set<std::size_t>{3}));
}

BOOST_AUTO_TEST_SUITE_END()
