// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/runtime.hpp"

#include "acceptance/embedding/counting.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;
using kinds = runtime_end::kinds;

namespace {

struct a_shop {
  support::scratch_folder folder;
  std::string journal = folder.file();

  deployment read(std::vector<std::string> sets, const std::string& yaml = one_counter) {
    auto setup = own_services();
    setup.sets = std::move(sets);
    setup.sets.push_back("journal.path=" + journal);
    auto read = deployment::parse(yaml, "shop.yaml", std::move(setup));
    BOOST_REQUIRE(read);
    return *read;
  }
  result<runtime> try_start(std::vector<std::string> sets = {}, runtime_setup with = {}) {
    return runtime::start(read(std::move(sets)), std::move(with));
  }
  runtime start(std::vector<std::string> sets = {}) {
    auto started = try_start(std::move(sets));
    BOOST_REQUIRE_MESSAGE(started, (started ? "" : to_string(started.failure())));
    return *std::move(started);
  }
};

/// Another definition of `trial::step_taken`.
namespace elsewhere {
struct step_taken {
  static constexpr event_type type{"steps.taken", 1};
  int name = 0;
};
BOOST_DESCRIBE_STRUCT(step_taken, (), (name))

behavior follower(service<>*) {
  return {[](const step_taken&) {}};
}
} // namespace elsewhere

int steps_of(runtime& shop, const std::string& name) {
  const auto answer = shop.ask(get_steps{name});
  BOOST_REQUIRE_MESSAGE(answer, (answer ? "" : to_string(answer.failure())));
  return answer->count;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_runtime, a_shop)

BOOST_AUTO_TEST_CASE(handles_what_the_program_publishes_and_answers_it) {
  auto shop = start({"counter.step=2"});
  BOOST_TEST(shop.publish(step_taken{"a"}, step_taken{"b"}, step_taken{"a"}).has_value());
  BOOST_TEST(shop.publish(std::vector<step_taken>(100, {"b"})).has_value());
  BOOST_TEST((shop.wait_until_idle().kind == kinds::idle));
  BOOST_TEST(steps_of(shop, "a") == 4);
  BOOST_TEST(steps_of(shop, "b") == 202);
  BOOST_TEST(shop.stop().has_value());
}

BOOST_AUTO_TEST_CASE(goes_on_after_it_was_idle) {
  auto shop = start();
  for (int round = 1; round <= 3; ++round) {
    BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
    BOOST_TEST((shop.wait_until_idle().kind == kinds::idle));
    BOOST_TEST(steps_of(shop, "a") == round);
    BOOST_TEST(!shop.wait(0ms).has_value());
  }
}

BOOST_AUTO_TEST_CASE(keeps_what_was_accepted_when_it_ends_at_once) {
  {
    auto shop = start();
    for (int i = 0; i < 10; ++i)
      BOOST_TEST(shop.publish(std::vector<step_taken>(20, {"a"})).has_value());
  }
  auto again = start();
  again.wait_until_idle();
  BOOST_TEST(steps_of(again, "a") == 200);
}

BOOST_AUTO_TEST_CASE(takes_an_event_from_outside_once) {
  const origin from{.source = "pedometer", .id = "step 1"};
  auto shop = start();
  BOOST_TEST(shop.publish(step_taken{"x"}).has_value());
  const auto first = shop.publish_once(from, step_taken{"a"});
  BOOST_REQUIRE(first);
  BOOST_TEST(!first->duplicate);
  for (const auto* name : {"a", "another"}) {
    const auto again = shop.publish_once(from, step_taken{name});
    BOOST_REQUIRE(again);
    BOOST_TEST((*again == receipt{first->sequence, true}));
  }
  BOOST_TEST(shop.stop().has_value());
  auto other = start(); // In another process, too.
  BOOST_TEST((*other.publish_once(from, step_taken{"a"}) == receipt{first->sequence, true}));
  BOOST_TEST(
      !other.publish_once({.source = "pedometer", .id = "step 2"}, step_taken{"a"})->duplicate);
  BOOST_TEST(!other.publish_once({.id = "step 1"}, step_taken{"a"})->duplicate);
  other.wait_until_idle();
  BOOST_TEST(steps_of(other, "a") == 3);
  BOOST_TEST(steps_of(other, "another") == 0);
}

BOOST_AUTO_TEST_CASE(gives_a_receipt_for_each_of_many_events_from_outside) {
  auto shop = start();
  const auto at = [](const char* id) { return origin{.source = "pedometer", .id = id}; };
  const auto known = shop.publish_once(at("b"), step_taken{"b"});
  BOOST_REQUIRE(known);
  const auto all = shop.publish_once(std::vector<std::pair<origin, step_taken>>{
      {at("a"), {"a"}}, {at("b"), {"b"}}, {at("c"), {"c"}}, {at("a"), {"a"}}, {at("d"), {"d"}}});
  BOOST_REQUIRE(all);
  BOOST_REQUIRE(all->size() == 5u);
  const auto first = (*all)[0].sequence;
  BOOST_TEST((*all == std::vector<receipt>{{first, false},
                                           {known->sequence, true},
                                           {first + 1, false},
                                           {first, true},
                                           {first + 2, false}}));
  shop.wait_until_idle();
  for (const auto* name : {"a", "b", "c", "d"})
    BOOST_TEST(steps_of(shop, name) == 1);
}

BOOST_AUTO_TEST_CASE(knows_an_origin_for_as_long_as_its_deployment_says) {
  auto shop = start({"journal.duplicates.count=2"});
  const auto bring = [&](const char* id) { return shop.publish_once({.id = id}, step_taken{"a"}); };
  BOOST_TEST(!bring("1")->duplicate);
  BOOST_TEST(!bring("2")->duplicate);
  BOOST_TEST(bring("1")->duplicate);
  BOOST_TEST(!bring("3")->duplicate);
  BOOST_TEST(!bring("1")->duplicate);
}

BOOST_AUTO_TEST_CASE(refuses_an_event_from_outside_that_it_could_not_recognize) {
  auto shop = start({"topics.steps.taken.transient=true"});
  const auto nameless = shop.publish_once({.source = "pedometer"}, step_taken{"a"});
  BOOST_REQUIRE(!nameless);
  BOOST_TEST((nameless.failure().code == ec::invalid));
  BOOST_TEST(nameless.failure().what.find("the id of an event from outside is empty") == 0u);
  const auto forgotten = shop.publish_once({.id = "1"}, step_taken{"a"});
  BOOST_REQUIRE(!forgotten);
  BOOST_TEST(forgotten.failure().what.find("steps.taken is a transient topic") == 0u,
             forgotten.failure().what);
}

BOOST_AUTO_TEST_CASE(owns_its_journal) {
  auto shop = start();
  const auto second = try_start();
  BOOST_REQUIRE(!second);
  BOOST_TEST((second.failure().code == ec::busy));
  auto moved = std::move(shop);
  BOOST_TEST(!try_start().has_value());
  BOOST_TEST(moved.stop().has_value());
  BOOST_TEST(try_start().has_value());
}

BOOST_AUTO_TEST_CASE(ends_when_another_takes_its_place) {
  auto shop = start();
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  journal = folder.file("other.db");
  shop = start();
  BOOST_TEST(steps_of(shop, "a") == 0);
  journal = folder.file();
  auto first = start();
  first.wait_until_idle();
  BOOST_TEST(steps_of(first, "a") == 1);
}

BOOST_AUTO_TEST_CASE(refuses_what_comes_after_its_stop) {
  auto shop = start();
  BOOST_TEST(shop.stop().has_value());
  BOOST_TEST(shop.stop().has_value());
  const auto late = shop.publish(step_taken{"a"});
  BOOST_REQUIRE(!late);
  BOOST_TEST((late.failure().code == ec::stopped));
  BOOST_TEST(!shop.ask(get_steps{"a"}).has_value());
  BOOST_TEST((shop.wait_until_idle().kind == kinds::stopped));
}

BOOST_AUTO_TEST_CASE(tells_the_chain_of_causes_when_its_tree_gives_up) {
  std::mutex mutex;
  std::vector<std::string> lines;
  runtime_setup with;
  with.log = [&](log_level level, std::string_view who, std::string_view text) {
    const std::lock_guard guard{mutex};
    if (level == log_level::error)
      lines.push_back(std::string{who} + ": " + std::string{text});
  };
  auto shop = *try_start({"counter.broken=true"}, with);
  for (int i = 0; i < 3; ++i)
    BOOST_TEST(shop.publish(step_taken{std::to_string(i)}).has_value());
  const auto ended = shop.wait(60s);
  BOOST_REQUIRE(ended.has_value());
  BOOST_TEST((ended->kind == kinds::gave_up));
  BOOST_TEST(ended->why.find("shop/counter: ") == 0u, ended->why);
  BOOST_TEST(ended->why.find("lost count") != std::string::npos, ended->why);
  BOOST_TEST(shop.stop().has_value());
  BOOST_TEST(!lines.empty());
}

BOOST_AUTO_TEST_CASE(is_stopped_by_any_thread_while_others_use_it) {
  auto shop = start();
  std::optional<ec> refused;
  std::thread publisher{[&] {
    while (!refused)
      if (auto accepted = shop.publish(step_taken{"a"}); !accepted)
        refused = accepted.failure().code;
  }};
  std::thread waiter{[&shop] { shop.wait(60s); }};
  while (steps_of(shop, "a") < 3)
    std::this_thread::yield();
  shop.request_stop();
  BOOST_TEST((shop.wait(60s).value().kind == kinds::stopped));
  BOOST_TEST(shop.stop().has_value());
  publisher.join();
  waiter.join();
  BOOST_TEST((refused == ec::stopped));
}

BOOST_AUTO_TEST_CASE(is_started_by_one_thread_and_stopped_by_another) {
  auto shop = std::async(std::launch::async, [this] { return start(); }).get();
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(steps_of(shop, "a") == 1);
  std::thread{[&shop] { BOOST_TEST(shop.stop().has_value()); }}.join();
  auto again = std::optional{start()};
  again->wait_until_idle();
  BOOST_TEST(again->reload(read({"counter.step=10"})).has_value());
  std::thread{[&again] { again.reset(); }}.join();
  BOOST_TEST(try_start().has_value());
}

BOOST_AUTO_TEST_CASE(outlives_a_log_that_throws) {
  runtime_setup with;
  std::atomic<int> lines{0};
  with.log = [&](log_level, std::string_view, std::string_view) {
    ++lines;
    throw std::runtime_error("no paper");
  };
  auto shop = *try_start({"counter.broken=true"}, with);
  BOOST_TEST(shop.publish(step_taken{"a"}, step_taken{"b"}).has_value());
  BOOST_TEST((shop.wait(60s).value().kind == kinds::gave_up));
  BOOST_TEST(shop.stop().has_value());
  BOOST_TEST(lines > 1);
}

// In a process of its own, for the handler's thread can be ended by nothing else.
BOOST_AUTO_TEST_CASE(says_that_a_handler_did_not_return_and_leaves_it_behind) {
  const auto child = ::fork();
  if (child == 0) {
    int wrong = 1;
    if (auto shop = try_start({"counter.stuck=true", "limits.stop=200ms"});
        shop && shop->publish(step_taken{"a"})) {
      while (!one_is_stuck)
        std::this_thread::yield();
      const auto stopped = shop->stop();
      const auto again = shop->stop();
      wrong = !stopped && stopped.failure().code == ec::stopped && !again &&
                      !shop->publish(step_taken{"b"})
                  ? 0
                  : 2;
    }
    ::_exit(wrong);
  }
  int status = -1;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_TEST(status == 0);
  auto again = start();
  again.wait_until_idle();
  BOOST_TEST(steps_of(again, "a") == 1);
}

BOOST_AUTO_TEST_CASE(does_not_start_without_its_journals_folder) {
  journal = "/nowhere/shop.db";
  const auto refused = try_start();
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.failure().code == ec::not_found));
}

BOOST_AUTO_TEST_CASE(takes_no_services_that_would_read_each_other_wrongly) {
  auto shop = start();
  shop.wait_until_idle();
  auto setup = own_services();
  setup.modules["elsewhere"].service("follower", elsewhere::follower, publishes<>);
  setup.sets = {"journal.path=" + journal};
  auto yaml = one_counter + "    - {id: follower, service: elsewhere.follower, start: now}\n";
  yaml.replace(yaml.find("[counting]"), 10, "[counting, elsewhere]");
  auto other = deployment::parse(yaml, "shop.yaml", std::move(setup));
  BOOST_REQUIRE(other);
  for (const auto& refused : {shop.plan(*other), shop.reload(*other)}) {
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.failure().code == ec::invalid));
    BOOST_TEST(refused.failure().what.find("steps.taken: 'follower' defines otherwise than "
                                           "'counter' version 1: .name, the key; ") == 0u,
               refused.failure().what);
  }
  BOOST_TEST(shop.stop().has_value());
  BOOST_TEST(!runtime::start(*other, {}).has_value());
}

BOOST_AUTO_TEST_CASE(says_what_a_reload_would_do_and_does_it) {
  auto shop = start();
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  const auto next = read({"counter.step=10"});
  const auto plan = shop.plan(next);
  BOOST_REQUIRE(plan);
  BOOST_TEST(plan->generation == 1u);
  BOOST_TEST(plan->fixed.empty());
  BOOST_TEST(plan->objections.empty());
  BOOST_TEST_REQUIRE(plan->children.size() == 1u);
  BOOST_TEST(plan->children[0].id == "counter");
  BOOST_TEST((plan->children[0].fate == child_fate::restarted));
  BOOST_TEST((plan->children[0].changes == std::vector<value_change>{{"options.step", "", "10"}}));
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(steps_of(shop, "a") == 2);

  const auto became = shop.reload(next);
  BOOST_REQUIRE_MESSAGE(became, (became ? "" : to_string(became.failure())));
  BOOST_TEST(became->generation == 2u);
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(steps_of(shop, "a") == 12);
  BOOST_TEST(shop.plan(next)->generation == 2u);
  BOOST_TEST(shop.reload(next)->generation == 2u); // Nothing is different.
}

BOOST_AUTO_TEST_CASE(takes_other_services_in_while_it_runs) {
  auto shop = start();
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  const auto became = shop.reload(
      read({}, one_counter + "    - {id: another, service: counting.counter, start: beginning}\n"));
  BOOST_REQUIRE_MESSAGE(became, (became ? "" : to_string(became.failure())));
  BOOST_TEST_REQUIRE(became->appearing.size() == 1u);
  BOOST_TEST(became->appearing[0].id == "another");
  const auto back = shop.reload(read({}));
  BOOST_REQUIRE(back);
  BOOST_TEST(back->generation == 3u);
  BOOST_TEST_REQUIRE(back->orphaned.size() == 1u);
  BOOST_TEST(back->orphaned[0].id == "another");
}

BOOST_AUTO_TEST_CASE(does_not_become_what_it_cannot_be) {
  auto shop = start();
  shop.wait_until_idle();
  const auto other = read({"limits.commit=7"});
  BOOST_TEST(shop.plan(other)->fixed.size() == 1u);
  const auto fixed = shop.reload(other);
  BOOST_REQUIRE(!fixed);
  BOOST_TEST((fixed.failure().code == ec::invalid));
  BOOST_TEST(fixed.failure().what.find("limits.commit 1024 -> 7") != std::string::npos);
  const auto unstarted = shop.reload(
      read({}, one_counter + "    - {id: another, service: counting.none_that_starts, start: now, "
                             "start_timeout: 5s}\n"));
  BOOST_REQUIRE(!unstarted);
  BOOST_TEST((unstarted.failure().code == ec::refused));
  BOOST_TEST(unstarted.failure().what.find("shop runs as it did before, as generation 1") !=
                 std::string::npos,
             unstarted.failure().what);
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(steps_of(shop, "a") == 1);
  BOOST_TEST(shop.stop().has_value());
  BOOST_TEST((shop.plan(other).failure().code == ec::stopped));
  BOOST_TEST((shop.reload(other).failure().code == ec::stopped));
}

BOOST_AUTO_TEST_SUITE_END()
