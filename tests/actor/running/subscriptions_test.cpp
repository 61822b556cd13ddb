// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <numeric>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

struct log_of_topics {
  std::vector<std::string> topics;
};
BOOST_DESCRIBE_STRUCT(log_of_topics, (), (topics))

struct get_topics {
  static constexpr query_type type{"topics.get"};
  using reply = log_of_topics;
};
BOOST_DESCRIBE_STRUCT(get_topics, (), ())

behavior eavesdropper(service<log_of_topics>* self) {
  return {single(on("numbers.*",
                    [self](const delivery& d) { self->state().topics.emplace_back(d.topic); })),
          [](const get_topics&, const service<log_of_topics>& seen) { return seen.state(); }};
}

std::vector<int> from_to(int first, int last) {
  std::vector<int> all(static_cast<std::size_t>(last - first + 1));
  std::iota(all.begin(), all.end(), first);
  return all;
}

std::vector<int> counted_from(const std::vector<journal::event_record>& events,
                              journal::sequence_number first) {
  std::vector<int> all;
  for (const auto& e : events)
    if (e.sequence >= first && e.topic == counted::type.name)
      all.push_back(journal::trial::value_of(from_json<counted>(e.payload.text())).number);
  return all;
}

void run_with_accounts(support::kept_journal& kept, int first, int last, int instances = 1) {
  support::deployed shop;
  shop.add("accounts", accounts).instances = instances;
  shop.start(kept.open());
  for (int i = first; i <= last; ++i)
    shop.publish(counted{"a", i});
  shop.settle();
  BOOST_TEST(shop.stop());
}

} // namespace

BOOST_AUTO_TEST_SUITE(subscriptions)

BOOST_AUTO_TEST_CASE(of_a_pattern_catch_topics_that_are_born_later) {
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.add("ears", eavesdropper);
  shop.start();
  shop.publish(counted{"a", 1});
  shop.publish(glanced{"a", 1});
  shop.settle();
  auto topics = shop.ask(get_topics{}).topics;
  std::sort(topics.begin(), topics.end());
  BOOST_TEST(
      (topics == std::vector<std::string>{"numbers.counted", "numbers.glanced", "numbers.summed"}));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(see_a_batch_once_that_matches_two_of_their_patterns) {
  support::deployed shop;
  auto seen = std::make_shared<notes<std::string>>();
  shop.add("ears", [seen](service<nothing>*) -> behavior {
    return {on("numbers.>", [seen](const delivery& d) { seen->add(std::string{d.topic}); }),
            on("*.counted", [seen](const delivery& d) { seen->add(std::string{d.topic}); }),
            [seen](const summed&) { seen->add("typed"); }};
  });
  shop.start();
  for (int i = 0; i < 100; ++i)
    shop.publish(counted{"a", i}, summed{"a", i});
  shop.settle();
  BOOST_TEST(seen->all().size() == 200u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(go_on_where_they_were) {
  support::kept_journal kept;
  run_with_accounts(kept, 1, 100);
  run_with_accounts(kept, 101, 150);
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(shop.running().doings().handled == 0u);
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == from_to(1, 150));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(that_are_new_to_a_journal_with_events_must_say_where_they_start) {
  support::kept_journal kept;
  run_with_accounts(kept, 1, 10);
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.add("late", accounts).start = deploy::starts::now;
  shop.add("auditors", [](service<account>* self) -> behavior {
    return {[self](const counted& x) { self->state().sum += x.number; }};
  });
  const auto started = shop.try_start(kept.open());
  BOOST_REQUIRE(!started);
  BOOST_TEST((started.failure().code == ec::invalid));
  const auto text = to_string(started.failure());
  for (const auto* part :
       {"'auditors' is new to this journal", "20 events", "start: beginning", "start: now"})
    BOOST_TEST(text.find(part) != std::string::npos, text);
  // Nothing was made a subscription by that.
  support::deployed again;
  again.add("accounts", accounts);
  again.start(kept.open());
  BOOST_TEST(again.running().idle_subscriptions().empty());
  BOOST_TEST(again.stop());
}

BOOST_AUTO_TEST_CASE(start_at_the_beginning_or_now_as_they_say) {
  for (const auto where : {deploy::starts::beginning, deploy::starts::now}) {
    support::kept_journal kept;
    run_with_accounts(kept, 1, 10);
    support::deployed shop;
    shop.add("late", accounts).start = where;
    shop.start(kept.open());
    shop.publish(counted{"a", 11});
    shop.settle();
    const auto expected = where == deploy::starts::now ? from_to(11, 11) : from_to(1, 11);
    BOOST_TEST(shop.ask(get_account{"a"}).numbers == expected);
    BOOST_TEST(shop.stop());
    // Said once: from then on it goes on where it was.
    support::deployed again;
    again.add("late", accounts).start = where;
    again.start(kept.open());
    again.settle();
    BOOST_TEST(again.ask(get_account{"a"}).numbers == expected);
    BOOST_TEST(again.stop());
  }
}

BOOST_AUTO_TEST_CASE(start_with_the_event_that_they_name_by_its_sequence_or_its_time) {
  support::kept_journal kept;
  run_with_accounts(kept, 1, 10);
  const auto events = kept.events(); // What was summed up stands between what was counted.
  starting_point by_sequence{deploy::starts::sequence};
  by_sequence.sequence = 6;
  starting_point by_time{deploy::starts::time};
  by_time.time = events[5].time;
  const auto not_older = std::find_if(events.begin(), events.end(),
                                      [&](const auto& e) { return e.time >= by_time.time; });
  starting_point at_the_end{deploy::starts::sequence};
  at_the_end.sequence = events.back().sequence + 1;
  int number = 10;
  for (const auto& [where, first] : {std::pair{by_sequence, by_sequence.sequence},
                                     {by_time, not_older->sequence},
                                     {at_the_end, at_the_end.sequence}}) {
    support::deployed shop;
    shop.add("late-" + std::to_string(++number), accounts).start = where;
    shop.start(kept.open());
    shop.settle();
    BOOST_TEST(shop.ask(get_account{"a"}).numbers == counted_from(events, first));
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(cannot_start_with_an_event_that_is_not_there_yet) {
  support::kept_journal kept;
  run_with_accounts(kept, 1, 10);
  starting_point beyond{deploy::starts::sequence};
  beyond.sequence = 22;
  starting_point to_come{deploy::starts::time};
  to_come.time = system_time().now() + std::chrono::hours{1};
  for (const auto& [where, what] :
       {std::pair{beyond, "no event 22 yet, the journal ends at 20"}, {to_come, "still to come"}}) {
    support::deployed shop;
    shop.add("late", accounts).start = where;
    const auto started = shop.try_start(kept.open());
    BOOST_REQUIRE(!started);
    const auto text = to_string(started.failure());
    BOOST_TEST((started.failure().code == ec::invalid));
    for (const auto* part : {"late", "start: ", what, "say 'now'"})
      BOOST_TEST(text.find(part) != std::string::npos, text);
  }
}

BOOST_AUTO_TEST_CASE(of_a_service_that_was_removed_stay_and_go_on_when_it_is_put_back) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.add("accounts", accounts);
    shop.add("ears", eavesdropper);
    shop.start(kept.open());
    shop.publish(counted{"a", 1});
    shop.settle();
    BOOST_TEST(shop.stop());
  }
  {
    support::deployed shop;
    shop.add("ears", eavesdropper);
    shop.start(kept.open());
    BOOST_TEST((shop.running().idle_subscriptions() == std::vector<std::string>{"accounts"}));
    for (int i = 2; i <= 5; ++i)
      shop.publish(counted{"a", i});
    BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
    BOOST_TEST(shop.stop());
  }
  support::deployed shop;
  shop.add("ears", eavesdropper);
  shop.add("accounts", accounts);
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == from_to(1, 5));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(catch_up_with_a_backlog_in_order) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.start(kept.open());
    for (int i = 1; i <= 5000; ++i)
      shop.publish(counted{"key-" + std::to_string(i % 9), i});
    shop.settle();
    BOOST_TEST(shop.stop());
  }
  support::deployed shop;
  auto& late = shop.add("late", accounts);
  late.start = deploy::starts::beginning;
  late.credit = 16;
  shop.what.limits.catch_up = 50;
  shop.start(kept.open());
  // More comes live meanwhile.
  for (int i = 5001; i <= 6000; ++i)
    shop.publish(counted{"key-" + std::to_string(i % 9), i});
  shop.settle();
  std::size_t seen = 0;
  for (int k = 0; k < 9; ++k) {
    const auto numbers = shop.ask(get_account{"key-" + std::to_string(k)}).numbers;
    BOOST_TEST(std::is_sorted(numbers.begin(), numbers.end()));
    seen += numbers.size();
  }
  BOOST_TEST(seen == 6000u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(are_divided_among_1_then_4_then_2_instances_with_nothing_lost_or_doubled) {
  support::kept_journal kept;
  int next = 0;
  for (const int instances : {1, 4, 2, 3, 1}) {
    support::deployed shop;
    auto& child = shop.add("accounts", [](service<account>* self) -> behavior {
      return {[self](const counted& x, const delivery& d) -> outcome {
                self->state().numbers.push_back(x.number);
                self->publish(summed{x.name, x.number});
                if (x.number % 11 == 0 && d.attempt == 1)
                  return retry("eleven");
                if (x.number % 13 == 0 && d.attempt == 1)
                  throw std::runtime_error("thirteen");
                return done();
              },
              [](const get_account&, const service<account>& seen) { return seen.state(); }};
    });
    child.instances = instances;
    shop.start(kept.open());
    for (int i = 0; i < 400; ++i, ++next)
      shop.publish(counted{"key-" + std::to_string(next % 40), next});
    // Stopped in the midst of it, with deliveries parked.
    while (shop.running().doings().handled < 200)
      std::this_thread::yield();
    BOOST_TEST(shop.stop());
  }
  support::deployed shop;
  shop.add("accounts", accounts).instances = 64;
  shop.start(kept.open());
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  for (int k = 0; k < 40; ++k) {
    const auto numbers = shop.ask(get_account{"key-" + std::to_string(k)}).numbers;
    std::vector<int> expected;
    for (int i = k; i < next; i += 40)
      expected.push_back(i);
    BOOST_TEST(numbers == expected);
  }
  BOOST_TEST(kept.events("numbers.summed").size() == static_cast<std::size_t>(next));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
