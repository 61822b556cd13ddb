// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/reload/reloaded.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// On a journal in memory that tests can look into.
struct reloading {
  support::scratch_folder folder;
  support::kept_journal kept;
  reloaded shop{folder.path()};

  void run(const std::string& file) { shop.run(file, kept.open()); }
  long sum(const std::string& id, const std::string& key = "a") {
    return sum_of(*kept.look(), id, key);
  }
  bool knows(const std::string& id) {
    const auto all = journal::trial::value_of(kept.look()->subscriptions());
    return std::any_of(all.begin(), all.end(), [&](const auto& x) { return x.name == id; });
  }
  /// Runs "both", and goes on with "one", which has no y, once both have handled a number.
  void leave_y_alone() {
    shop.say("both", {adder("x"), adder("y")});
    shop.say("one", {adder("x")});
    run("both");
    shop.publish(counted{"a", 1});
    shop.settle();
    shop.must_reload("one");
  }
  bool change(control::child_verb how, const std::string& id) {
    std::promise<bool> told;
    shop.running().change(control::change_child{how, id},
                          [&told](const auto& said) { told.set_value(static_cast<bool>(said)); });
    return told.get_future().get();
  }
  std::size_t starts_of(const std::string& id) const {
    const auto all = shop.starts.all();
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), id));
  }
};

/// The retention takes what it can when the next reload has looked for its positions, and has not
/// made its subscriptions yet.
struct trimmed_meanwhile : reloading {
  std::string releases{}; ///< holds nothing back

  trimmed_meanwhile() {
    shop.tell = [this](const std::string& line) {
      if (line == "reload: makes subscriptions" && is_armed_.exchange(false))
        trim();
    };
  }
  result<control::deployment_plan> reload(const std::string& file) {
    is_armed_ = true;
    return shop.reload(file);
  }

private:
  void trim() {
    journal::trim_request what;
    what.keep.count = 1;
    if (!releases.empty())
      what.released = {kept.subscription(releases).number};
    const auto work =
        journal::trial::value_of(kept.storage().trim(what, [](const journal::trimmed&) {}));
    while (!journal::trial::value_of(work->step())) {
    }
  }

  std::atomic<bool> is_armed_{false};
};

/// A journal whose disk is full when a subscription is to be deleted.
class full_at_a_delete : public support::in_front {
public:
  using in_front::in_front;

  result<std::vector<journal::verdict>> write(std::span<journal::commit> group) override {
    if (std::any_of(group.begin(), group.end(), [](const auto& x) { return x.forgotten; }))
      return error{ec::io, "the disk is full; make room and start again"};
    return in_front::write(group);
  }
};

/// Of an instance, from its start on.
class life {
public:
  ~life() {
    if (count_ != nullptr)
      --*count_;
  }
  void begin(std::atomic<int>& count) {
    count_ = &count;
    ++count;
  }

private:
  std::atomic<int>* count_ = nullptr;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_reload)

BOOST_FIXTURE_TEST_CASE(adds_a_service_that_reads_the_past_and_lets_the_others_be, reloading) {
  shop.say("one", {adder("x")});
  shop.say("two", {adder("x"), adder("y", 10)});
  run("one");
  shop.publish(counted{"a", 1}, counted{"a", 2});
  const auto became = shop.reload("two");
  BOOST_REQUIRE_MESSAGE(became, (became ? "" : to_string(became.failure())));
  BOOST_TEST(became->generation == 2u);
  shop.publish(counted{"a", 4});
  shop.settle();
  BOOST_TEST(sum("x") == 7);
  BOOST_TEST(sum("y") == 70);
  BOOST_TEST(starts_of("x") == 1u);
  BOOST_TEST(shop.kept_file() == "two");
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(leaves_an_orphan_that_goes_on_when_it_is_put_back, reloading) {
  leave_y_alone();
  BOOST_TEST((shop.running().idle_subscriptions() == std::vector<std::string>{"y"}));
  shop.publish(counted{"a", 2});
  shop.settle();
  BOOST_TEST(sum("x") == 3);
  BOOST_TEST(sum("y") == 1);
  while (!kept.subscription("y").orphaned)
    std::this_thread::yield();
  shop.must_reload("both");
  shop.settle();
  BOOST_TEST(sum("y") == 3);
  BOOST_TEST(shop.running().idle_subscriptions().empty());
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(puts_no_orphan_back_whose_events_go_meanwhile, trimmed_meanwhile) {
  leave_y_alone();
  shop.publish(counted{"a", 2}, counted{"a", 3}, counted{"a", 4});
  shop.settle();
  releases = "y";
  const auto became = reload("both");
  BOOST_REQUIRE(!became);
  BOOST_TEST(holds(became.failure().what, "the retention took the events 2 to 3 while no child had "
                                          "the subscription 'y'"),
             became.failure().what);
  BOOST_TEST((shop.running().idle_subscriptions() == std::vector<std::string>{"y"}));
  BOOST_TEST(starts_of("x") == 1u);
  BOOST_TEST(shop.kept_file() == "one");
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(starts_nothing_at_an_event_that_goes_meanwhile, trimmed_meanwhile) {
  auto late = adder("y");
  auto& start = std::get<deploy::service>(late.is).start;
  start = starting_point::kinds::sequence;
  start.sequence = 2;
  shop.say("one", {adder("x")});
  shop.say("both", {adder("x"), late});
  run("one");
  shop.publish(counted{"a", 1}, counted{"a", 2}, counted{"a", 3}, counted{"a", 4});
  shop.settle();
  const auto became = reload("both");
  BOOST_REQUIRE(!became);
  BOOST_TEST(holds(became.failure().what, "start: there is no event 2 any more"),
             became.failure().what);
  BOOST_TEST(!knows("y"));
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(gives_a_service_other_options_and_keeps_its_state, reloading) {
  shop.say("one", {adder("x"), adder("y")});
  shop.say("two", {adder("x", 100), adder("y")});
  run("one");
  shop.publish(counted{"a", 1});
  shop.settle();
  shop.must_reload("two");
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(sum("x") == 101);
  BOOST_TEST(sum("y") == 2);
  BOOST_TEST(starts_of("x") == 2u);
  BOOST_TEST(starts_of("y") == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(changes_how_many_instances_there_are, reloading) {
  shop.say("one", {adder("x")});
  shop.say("four", {adder("x", 1, 4)});
  run("one");
  for (int i = 0; i < 50; ++i)
    shop.publish(counted{std::to_string(i), 1});
  shop.must_reload("four");
  for (int i = 0; i < 50; ++i)
    shop.publish(counted{std::to_string(i), 1});
  shop.must_reload("one");
  shop.settle();
  for (int i = 0; i < 50; ++i)
    BOOST_TEST(sum("x", std::to_string(i)) == 2);
  BOOST_TEST(starts_of("x") == 6u);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(adds_and_removes_whole_supervisors_and_moves_services, reloading) {
  shop.say("flat", {adder("x"), adder("y")});
  shop.say("deep", {adder("x"), below("box", {adder("y"), below("inner", {adder("z")})})});
  run("flat");
  shop.publish(counted{"a", 1});
  shop.must_reload("deep");
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(sum("y") == 2);
  BOOST_TEST(sum("z") == 2);
  shop.must_reload("flat");
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(sum("x") == 3);
  BOOST_TEST(sum("y") == 3);
  BOOST_TEST(sum("z") == 2);
  BOOST_TEST(starts_of("x") == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(changes_what_a_supervisor_does_and_restarts_nobody, reloading) {
  shop.say("one", {below("box", {adder("x"), adder("y", 1, 2)}, 5)});
  shop.say("two", {below("box", {adder("x"), adder("y", 1, 2)}, 6)});
  run("one");
  shop.must_reload("two");
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(starts_of("x") == 1u);
  BOOST_TEST(starts_of("y") == 2u);
  BOOST_TEST(sum("y") == 1);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(goes_back_where_a_service_does_not_start, reloading) {
  shop.say("one", {adder("x"), adder("y"), adder("gone")});
  shop.say("bad", {adder("x"), adder("y", 10), failing("bad"), herald("never")});
  run("one");
  shop.publish(counted{"a", 1});
  shop.settle();
  const auto became = shop.reload("bad");
  BOOST_REQUIRE(!became);
  BOOST_TEST((became.failure().code == ec::refused));
  BOOST_TEST_CONTEXT(became.failure().what) {
    BOOST_TEST(holds(became.failure().what, "'bad' did not start (start_failed):"));
    BOOST_TEST(holds(became.failure().what, "it was told to fail"));
    BOOST_TEST(holds(became.failure().what, "shop runs as it did before, as generation 1; "
                                            "restarted for that: y, gone"));
  }
  shop.publish(counted{"a", 1});
  shop.settle();
  for (const auto* id : {"x", "y", "gone"})
    BOOST_TEST(sum(id) == 2);
  BOOST_TEST(starts_of("x") == 1u);
  BOOST_TEST(!knows("bad"));
  BOOST_TEST(!knows("never"));
  BOOST_TEST(shop.kept_file() == "one");
  BOOST_TEST(kept.events("numbers.summed").empty());
  BOOST_TEST(shop.stop());
}

/// The failure of x restarts what comes after it too, and so the service that does not start: at
/// each of its starts x has failed once more before the reload gets its turn.
BOOST_FIXTURE_TEST_CASE(goes_back_though_a_sibling_fails_again_and_again, reloading) {
  const auto group = [](children all) {
    auto made = below("group", std::move(all), 1000);
    std::get<deploy::supervisor>(made.is).strategy = deploy::strategies::rest_for_one;
    return made;
  };
  shop.say("one", {group({adder("x")})});
  shop.say("bad", {group({adder("x"), failing("bad")})});
  run("one");
  shop.before_it_fails = [&] {
    const auto before = shop.crashes.load();
    shop.publish(counted{"a" + std::to_string(before), crashing});
    while (shop.crashes == before)
      std::this_thread::yield();
  };
  const auto became = shop.reload("bad");
  BOOST_REQUIRE(!became);
  BOOST_TEST(holds(became.failure().what, "shop runs as it did before"), became.failure().what);
  shop.publish(counted{"b", 1});
  shop.settle();
  BOOST_TEST(sum("x", "b") == 1);
  BOOST_TEST(shop.kept_file() == "one");
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(leaves_no_subscription_where_the_disk_fills_up_on_its_way_back, reloading) {
  const auto say = [](reloaded& to) {
    to.say("one", {adder("x")});
    to.say("bad", {adder("x"), adder("fresh"), failing("bad")});
  };
  say(shop);
  shop.run("one", std::make_unique<full_at_a_delete>(kept.open()));
  shop.publish(counted{"a", 1});
  shop.running().reload(control::reload_deployment{{"bad", {}}}, [](const auto&) {});
  BOOST_TEST((shop.wait().what == assembly::ending::kind::journal_failed));
  const auto late = shop.reload("bad");
  BOOST_TEST((!late && late.failure().code == ec::stopped));
  shop.stop();
  BOOST_TEST(knows("bad"));
  reloaded again{folder.path()};
  say(again);
  again.run("one", kept.open());
  BOOST_TEST(!knows("bad"));
  BOOST_TEST(!knows("fresh"));
  BOOST_TEST(again.stop());
}

BOOST_FIXTURE_TEST_CASE(brings_temporary_supervisors_and_brings_them_back, reloading) {
  auto night = below("night", {adder("y")});
  std::get<deploy::supervisor>(night.is).restart = deploy::restarts::temporary;
  shop.say("day", {adder("x")});
  shop.say("all", {adder("x"), night});
  shop.say("bad", {adder("x"), failing("bad")});
  run("day");
  shop.must_reload("all");
  const auto became = shop.reload("bad");
  BOOST_REQUIRE(!became);
  BOOST_TEST(!holds(became.failure().what, "\nbut "), became.failure().what);
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(sum("y") == 1);
  BOOST_TEST(starts_of("y") == 2u);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(takes_back_what_services_did_at_their_start, reloading) {
  shop.offers.service("clock", [](service<nothing, adder_options>* self) -> behavior {
    return {on_start([self] { self->publish_after(self->options().name, 1h, counted{"a", 1}); })};
  });
  const auto clock = [](const std::string& sets) -> deploy::child {
    auto made = service_of("clock", "clock");
    made.options = {{"name", sets}};
    return {made};
  };
  const auto timers = [this] {
    std::vector<std::string> names;
    for (const auto& each : journal::trial::value_of(kept.look()->timers({})))
      names.push_back(each.name);
    std::sort(names.begin(), names.end());
    return names;
  };
  using names = std::vector<std::string>;
  shop.say("one", {clock("first")});
  shop.say("bad", {clock("second"), failing("bad")});
  shop.say("two", {clock("third"), adder("x")});
  run("one");
  BOOST_TEST(!shop.reload("bad"));
  shop.settle();
  BOOST_TEST((timers() == names{"first"}));
  shop.must_reload("two");
  shop.settle();
  BOOST_TEST((timers() == names{"first", "third"}));
  BOOST_TEST(shop.stop());
}

/// Its supervisor waits for its own restart when all is stopped, and comes as it was before it can
/// get its new specs.
BOOST_FIXTURE_TEST_CASE(stops_also_what_comes_with_its_supervisor_meanwhile, reloading) {
  std::atomic<bool> is_broken{false}, is_let_go{false}, is_busy{false};
  std::atomic<int> lives{0};
  shop.offers.service("gone", [&](service<>*) -> behavior {
    const auto one = std::make_shared<life>();
    return {on_start([&, one] {
              shop.starts.add("gone");
              one->begin(lives);
            }),
            [one](const counted&) {}};
  });
  shop.offers.service("moody", [&](service<>*) -> behavior {
    return {on_start([&] {
              shop.starts.add("moody");
              if (is_broken)
                throw std::runtime_error("it is broken");
            }),
            [&](const counted&) {
              if (is_broken)
                throw std::runtime_error("it is broken");
            }};
  });
  shop.offers.service("busy", [&](service<>*) -> behavior {
    return {[&](const summed&) {
      is_busy = true;
      while (!is_let_go)
        std::this_thread::yield();
    }};
  });
  const auto all = [](children some, deploy::service busy) {
    auto box = below("box", std::move(some), 1);
    std::get<deploy::supervisor>(box.is).backoff = {200ms, 1, 200ms, 0};
    busy.shutdown.kind = deploy::shutdown::kinds::infinity;
    return children{box, below("other", {{busy}})}; // Who waits for it restarts nobody.
  };
  const deploy::child moody{service_of("moody", "moody")};
  shop.say("one", all({{service_of("gone", "gone")}, moody}, service_of("busy", "busy")));
  shop.say("two", all({moody}, service_of("slow", "busy")));
  run("one");
  shop.publish(summed{"a", 1});
  while (!is_busy)
    std::this_thread::yield();
  const auto broken_starts = starts_of("moody") + 5;
  is_broken = true;
  shop.publish(counted{"a", 1});
  while (starts_of("moody") < broken_starts)
    std::this_thread::yield();
  const auto gone_starts = starts_of("gone");
  is_broken = false;
  std::promise<result<control::deployment_plan>> told;
  shop.running().reload(control::reload_deployment{{"two", {}}},
                        [&](auto became) { told.set_value(std::move(became)); });
  while (starts_of("gone") == gone_starts)
    std::this_thread::yield();
  is_let_go = true;
  const auto became = told.get_future().get();
  BOOST_REQUIRE_MESSAGE(became, (became ? "" : to_string(became.failure())));
  while (lives > 0)
    std::this_thread::yield();
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(delivers_nothing_to_what_is_new_before_all_have_started, reloading) {
  shop.say("one", {adder("x")});
  shop.say("bad", {adder("x"), herald("early"), failing("late")});
  run("one");
  shop.publish(counted{"a", 1}, counted{"b", 2});
  BOOST_TEST(!shop.reload("bad"));
  shop.settle();
  BOOST_TEST(kept.events("numbers.summed").empty());
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(touches_nothing_where_the_file_is_bad, reloading) {
  shop.say("one", {adder("x")});
  run("one");
  const auto became = shop.reload("missing");
  BOOST_REQUIRE(!became);
  BOOST_TEST(became.failure().what == "missing:1:1: it is no deployment");
  BOOST_TEST(shop.kept_file() == "one");
  BOOST_TEST(starts_of("x") == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(names_what_cannot_be_changed_while_it_runs, reloading) {
  shop.say("one", {adder("x")});
  run("one");
  auto other = shop.what;
  other.limits.commit = 7;
  other.tree.children.push_back(adder("y"));
  shop.say("two", other);
  const auto became = shop.reload("two");
  BOOST_REQUIRE(!became);
  BOOST_TEST((became.failure().code == ec::invalid));
  BOOST_TEST(holds(became.failure().what, "limits.commit 1024 -> 7"), became.failure().what);
  BOOST_TEST(!knows("y"));
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(asks_a_service_that_is_new_to_events_where_it_starts, reloading) {
  shop.say("one", {adder("x")});
  auto silent = adder("y");
  std::get<deploy::service>(silent.is).start = {};
  shop.say("two", {adder("x"), silent});
  run("one");
  shop.publish(counted{"a", 1});
  shop.settle();
  const auto became = shop.reload("two");
  BOOST_REQUIRE(!became);
  BOOST_TEST(holds(became.failure().what, "say 'start: beginning'"), became.failure().what);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(counts_what_nobody_subscribes_to_any_more, reloading) {
  shop.say("one", {herald("x"), adder("y")});
  shop.say("two", children{});
  run("one");
  shop.publish(counted{"a", 1});
  shop.settle();
  const auto before = shop.running().doings().unsubscribed.load();
  shop.must_reload("two");
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(shop.running().doings().unsubscribed - before == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(keeps_down_what_somebody_terminated, reloading) {
  shop.say("one", {adder("x"), adder("y")});
  shop.say("two", {adder("x", 10), adder("y")});
  run("one");
  BOOST_REQUIRE(change(control::child_verb::terminate, "x"));
  shop.must_reload("two");
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(sum("x") == 0);
  BOOST_TEST(starts_of("x") == 1u);
  BOOST_REQUIRE(change(control::child_verb::start, "x"));
  shop.settle();
  BOOST_TEST(sum("x") == 10);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(starts_what_was_terminated_and_runs_again_with_its_supervisor, reloading) {
  shop.say("one", {below("box", {adder("x")})});
  shop.say("two", {below("box", {adder("x", 10)})});
  run("one");
  BOOST_REQUIRE(change(control::child_verb::terminate, "x"));
  BOOST_REQUIRE(change(control::child_verb::restart, "box"));
  shop.must_reload("two");
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(sum("x") == 10);
  BOOST_TEST(shop.stop());
}

/// A failure beside a child has its supervisor start it, whatever a reload does with it just then.
BOOST_FIXTURE_TEST_CASE(is_done_however_often_what_is_beside_its_services_fails, reloading) {
  shop.offers.service("brittle", [](service<nothing>*) -> behavior {
    return {[](const counted&, const delivery& d) {
      if (d.attempt < 3)
        throw std::runtime_error("planned");
    }};
  });
  const auto all_for_one = [](children some) {
    auto box = below("box", std::move(some), 1'000'000);
    std::get<deploy::supervisor>(box.is).strategy = deploy::strategies::one_for_all;
    return children{box};
  };
  const deploy::child brittle{service_of("brittle", "brittle")};
  const auto once = [](int factor) {
    auto made = adder("once", factor);
    std::get<deploy::service>(made.is).restart = deploy::restarts::temporary;
    return made;
  };
  shop.say("0", all_for_one({brittle, adder("x"), adder("gone"), once(1), adder("y")}));
  shop.say("1", all_for_one({brittle, adder("x", 10), once(10), adder("y")}));
  run("0");
  constexpr int rounds = 60;
  for (int i = 1; i <= rounds; ++i) {
    for (int n = 0; n < 20; ++n)
      shop.publish(counted{"a", 1});
    shop.must_reload(std::to_string(i % 2));
  }
  shop.settle();
  BOOST_TEST(sum("y") == rounds * 20);
  BOOST_TEST(sum("gone") == rounds * 20);
  BOOST_TEST(shop.stop());
}

BOOST_FIXTURE_TEST_CASE(keeps_what_the_services_that_it_brought_back_are_made_of, reloading) {
  std::map<std::string, std::weak_ptr<int>> lent;
  shop.with.load = [&lent, load = shop.with.load](const auto& file, const auto& sets) {
    auto read = load(file, sets);
    const auto offers = std::make_shared<int>();
    lent[file] = offers;
    read->keeps = offers;
    return read;
  };
  shop.say("one", {adder("x"), adder("y")});
  shop.say("two", {adder("x")});
  shop.say("three", {adder("x", 10), failing("z")});
  shop.say("four", {adder("x"), adder("w")});
  run("one");
  shop.must_reload("two");
  BOOST_TEST(!shop.reload("three").has_value()); // x is made anew, of what "two" offers.
  shop.must_reload("four");
  BOOST_TEST(!lent["two"].expired());
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(sum("x") == 1);
  BOOST_TEST(shop.stop());
}

/// While numbers come, services come, go, change and move a hundred times, and each handles each
/// number once.
BOOST_FIXTURE_TEST_CASE(changes_no_result_however_often_it_comes, reloading) {
  const std::vector<children> all{
      {adder("x"), adder("y")},
      {adder("x"), adder("y"), adder("z", 3)},
      {adder("x"), below("box", {adder("y", 1, 3)})},
      {below("box", {adder("y")}), adder("x", 1, 2)},
      {adder("x")},
  };
  for (std::size_t i = 0; i < all.size(); ++i)
    shop.say(std::to_string(i), all[i]);
  run("0");
  constexpr int rounds = 100;
  for (int i = 1; i <= rounds; ++i) {
    for (int n = 0; n < 20; ++n)
      shop.publish(counted{std::to_string(n % 7), 1});
    shop.must_reload(std::to_string(static_cast<std::size_t>(i) % all.size()));
  }
  shop.must_reload("1");
  shop.settle();
  long x = 0, y = 0, z = 0;
  for (int key = 0; key < 7; ++key) {
    x += sum("x", std::to_string(key));
    y += sum("y", std::to_string(key));
    z += sum("z", std::to_string(key));
  }
  BOOST_TEST(x == rounds * 20);
  BOOST_TEST(y == rounds * 20);
  BOOST_TEST(z == 3 * rounds * 20);
  BOOST_TEST(shop.running().doings().dead_letters == 0u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
