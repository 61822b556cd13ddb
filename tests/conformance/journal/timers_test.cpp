// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {

namespace {

/// One that recurs by the wall, of subscription 7; each setting has an event id of its own.
timer_record every_minute(std::uint64_t n, std::int64_t due) {
  auto made = timer(n, due);
  made.event.id = id(1'000'000 + n * 1000 + static_cast<std::uint64_t>(due));
  made.by = timer_measure::wall;
  made.owner = 7;
  made.name = "minutely " + std::to_string(n);
  made.recurrence = "every 1m";
  made.missed = missed_timers::all;
  return made;
}

timer_record on_wall(std::uint64_t n, std::int64_t due) {
  auto made = timer(n, due);
  made.by = timer_measure::wall;
  return made;
}

std::vector<uuid> ids(const std::vector<timer_record>& of) {
  std::vector<uuid> all;
  for (const auto& x : of)
    all.push_back(x.id);
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_durable_timer)

BOOST_AUTO_TEST_CASE_TEMPLATE(is_kept_with_its_event, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}.set(timer(1, 50)));
  const auto all = value_of(journal.look()->timers({.until = at(50)}));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0] == timer(1, 50)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(comes_when_it_is_due_the_earliest_first, Engine, every_engine) {
  Engine journal;
  set_up_all(journal.storage(),
             {build{}.set(timer(1, 50)).set(timer(2, 30)), build{}.set(timer(3, 40))});
  const auto seen = journal.look();
  BOOST_TEST((value_of(seen->next_timer()) == at(30)));
  BOOST_TEST(value_of(seen->timer_count()) == 3u);
  BOOST_TEST(value_of(seen->timers({.until = at(29)})).empty());
  const auto due = value_of(seen->timers({.until = at(40)}));
  BOOST_REQUIRE(due.size() == 2u);
  BOOST_TEST((due[0].id == id(2)));
  BOOST_TEST((due[1].id == id(3)));
  BOOST_TEST(value_of(seen->timers({.until = at(99), .limit = 2})).size() == 2u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_held_while_its_owner_has_no_child, Engine, every_engine) {
  Engine journal;
  const auto owner = value_of(journal.storage().subscribe("stock", 0));
  const auto other = value_of(journal.storage().subscribe("mail", 0));
  auto first = every_minute(1, 10), second = every_minute(2, 20);
  first.owner = owner;
  second.owner = other;
  set_up(journal.storage(), build{}.set(first).set(second).set(timer(3, 30)));
  const auto that_fire = [&](timer_query query) {
    query.held = false;
    return ids(value_of(journal.look()->timers(query)));
  };
  BOOST_TEST((that_fire({.by = timer_measure::wall}) == std::vector{id(1), id(2)}));

  const auto note = [](subscription_number of, std::optional<time_point> since) {
    commit made;
    made.subscription = of;
    made.orphaned = orphaning{since};
    return made;
  };
  set_up(journal.storage(), note(owner, at(5)));
  BOOST_TEST((that_fire({.by = timer_measure::wall}) == std::vector{id(2)}));
  BOOST_TEST((that_fire({.recurring = true}) == std::vector{id(2)}));
  BOOST_TEST((that_fire({}) == std::vector{id(3)}));
  BOOST_TEST((value_of(journal.look()->next_timer()) == at(20)));
  BOOST_TEST(value_of(journal.look()->timers({.by = timer_measure::wall})).size() == 2u);
  BOOST_TEST(value_of(journal.look()->timer_count()) == 3u);

  commit fires;
  fires.timer_fired = {first.id, first.event.id, first.due, true};
  BOOST_TEST(!write_one(journal.storage(), fires).accepted());
  set_up(journal.storage(), note(owner, std::nullopt));
  BOOST_TEST((that_fire({.by = timer_measure::wall}) == std::vector{id(1), id(2)}));
  BOOST_TEST(write_one(journal.storage(), fires).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(fires_once, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}.set(timer(1, 50)));
  BOOST_TEST(write_one(journal.storage(), build{}.fire(id(1)).event(event(1))).accepted());
  BOOST_TEST(!write_one(journal.storage(), build{}.fire(id(1)).event(event(1))).accepted());
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->timer_count()) == 0u);
  BOOST_TEST(journal.storage().head() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_cleared_also_when_it_is_gone_already, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}.set(timer(1, 50)).set(timer(2, 60)));
  BOOST_TEST(write_one(journal.storage(), build{}.clear(id(1))).accepted());
  BOOST_TEST(write_one(journal.storage(), build{}.clear(id(1)).clear(id(9))).accepted());
  BOOST_TEST(!write_one(journal.storage(), build{}.fire(id(1))).accepted());
  BOOST_TEST((value_of(journal.look()->next_timer()) == at(60)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(cleared_and_set_in_one_commit_is_set, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}.set(every_minute(1, 50)));
  BOOST_TEST(
      write_one(journal.storage(), build{}.set(every_minute(1, 70)).clear(id(1))).accepted());
  BOOST_TEST((value_of(journal.look()->next_timer()) == at(70)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_is_set_again_has_its_new_time, Engine, every_engine) {
  Engine journal;
  set_up_all(journal.storage(), {build{}.set(timer(1, 50)), build{}.set(timer(1, 70))});
  BOOST_TEST(write_one(journal.storage(), build{}.fire(id(1)).set(timer(1, 90))).accepted());
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->timer_count()) == 1u);
  BOOST_TEST((value_of(seen->next_timer()) == at(90)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_recurs_is_kept_with_all_that_was_said, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}.set(every_minute(1, 50)).set(on_wall(2, 60)));
  const auto all = value_of(journal.look()->timers({.by = timer_measure::wall}));
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST((all[0] == every_minute(1, 50)));
  BOOST_TEST((all[1] == on_wall(2, 60)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_recurs_and_is_set_again_as_it_is_stays_as_it_was, Engine,
                              every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}.set(every_minute(1, 50)));
  BOOST_TEST(write_one(journal.storage(), build{}.set(every_minute(1, 70))).accepted());
  const auto all = value_of(journal.look()->timers({.by = timer_measure::wall}));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0] == every_minute(1, 50)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_recurs_and_is_set_otherwise_is_replaced, Engine, every_engine) {
  using change = std::pair<const char*, void (*)(timer_record&)>;
  const change changes[] = {
      {"its recurrence", [](timer_record& x) { x.recurrence = "every 2m"; }},
      {"what becomes of missed ones", [](timer_record& x) { x.missed = missed_timers::skip; }},
      {"its event's topic", [](timer_record& x) { x.event.topic = "orders.reviewed"; }},
      {"its event's version", [](timer_record& x) { x.event.version = 4; }},
      {"its event's key", [](timer_record& x) { x.event.key = "other"; }},
      {"its event's payload", [](timer_record& x) { x.event.payload = "{}"; }},
      {"that it recurs", [](timer_record& x) { x.recurrence.clear(), x.missed = {}; }},
  };
  for (const auto& [what, made] : changes) {
    Engine journal;
    set_up(journal.storage(), build{}.set(every_minute(1, 50)));
    auto other = every_minute(1, 70);
    made(other);
    set_up(journal.storage(), build{}.set(other));
    const auto all = value_of(journal.look()->timers({.by = timer_measure::wall}));
    BOOST_REQUIRE(all.size() == 1u);
    BOOST_TEST((all[0] == other), what << " was not changed");
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(moves_when_it_fires_and_is_set_in_one_commit, Engine, every_engine) {
  Engine journal;
  const auto first = every_minute(1, 50);
  const auto second = every_minute(1, 110);
  set_up(journal.storage(), build{}.set(first));
  commit fires = build{}.event(event(1)).set(second);
  fires.timer_fired = {first.id, first.event.id};
  BOOST_TEST(write_one(journal.storage(), fires).accepted());
  BOOST_TEST(!write_one(journal.storage(), fires).accepted());
  BOOST_TEST(journal.storage().head() == 1u);
  const auto all = value_of(journal.look()->timers({.by = timer_measure::wall}));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0] == second));
}

// Else what was meant for the one that was there before would be done to the one that took its
// place.
BOOST_AUTO_TEST_CASE_TEMPLATE(does_not_fire_for_what_stood_under_its_id_before, Engine,
                              every_engine) {
  Engine journal;
  auto first = on_wall(1, 50);
  auto second = first;
  second.event.id = id(77);
  set_up_all(journal.storage(), {build{}.set(first), build{}.set(second)});
  commit fires = build{}.event(event(1));
  fires.timer_fired = {first.id, first.event.id};
  BOOST_TEST(!write_one(journal.storage(), fires).accepted());
  fires.timer_fired = {second.id, second.event.id};
  BOOST_TEST(write_one(journal.storage(), fires).accepted());
}

// A reading anew sets it with the event that it had, whose id follows from what is handled.
BOOST_AUTO_TEST_CASE_TEMPLATE(does_not_fire_before_the_time_for_which_it_was_set_anew, Engine,
                              every_engine) {
  Engine journal;
  const auto first = timer(1, 50);
  auto second = first;
  second.due = at(90);
  set_up_all(journal.storage(), {build{}.set(first), build{}.set(second)});
  commit fires = build{}.event(event(1));
  fires.timer_fired = {first.id, first.event.id, first.due};
  BOOST_TEST(!write_one(journal.storage(), fires).accepted());
  fires.timer_fired->due = second.due;
  BOOST_TEST(write_one(journal.storage(), fires).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_found_by_its_measure_its_owner_and_whether_it_recurs, Engine,
                              every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}
                                .set(timer(1, 10))
                                .set(on_wall(2, 20))
                                .set(every_minute(3, 30))
                                .set(every_minute(4, 40)));
  const auto seen = journal.look();
  const auto found = [&](const timer_query& query) { return ids(value_of(seen->timers(query))); };
  BOOST_TEST((found({}) == std::vector{id(1)}));
  BOOST_TEST((found({.by = timer_measure::wall}) == std::vector{id(2), id(3), id(4)}));
  BOOST_TEST((found({.by = timer_measure::wall, .owner = 7}) == std::vector{id(3), id(4)}));
  BOOST_TEST(found({.by = timer_measure::wall, .owner = 8}).empty());
  BOOST_TEST((found({.recurring = true}) == std::vector{id(3), id(4)}));
  BOOST_TEST(
      (found({.after = timer_place{at(30), {}}, .recurring = true}) == std::vector{id(3), id(4)}));
  BOOST_TEST(
      (found({.after = timer_place{at(30), id(3)}, .recurring = true}) == std::vector{id(4)}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(comes_page_by_page_also_where_many_are_due_at_once, Engine,
                              every_engine) {
  Engine journal;
  build all;
  for (std::uint64_t n = 1; n <= 10; ++n)
    all.set(timer(n, n < 4 ? 10 : 20));
  set_up(journal.storage(), all);
  const auto seen = journal.look();
  timer_query query{.limit = 3};
  std::vector<uuid> found;
  while (true) {
    const auto page = value_of(seen->timers(query));
    if (page.empty())
      break;
    for (const auto& x : page)
      found.push_back(x.id);
    query.after = timer_place{page.back().due, page.back().id};
  }
  BOOST_REQUIRE(found.size() == 10u);
  for (std::uint64_t n = 1; n <= 10; ++n)
    BOOST_TEST((found[n - 1] == id(n)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(by_a_delay_has_a_time_beside_which_the_walls_is_kept, Engine,
                              every_engine) {
  Engine journal;
  BOOST_TEST((value_of(journal.look()->wall_moved()) == std::chrono::microseconds{0}));
  commit moved;
  moved.wall_moved = std::chrono::hours{-3};
  BOOST_TEST(write_one(journal.storage(), moved).accepted());
  BOOST_TEST(write_one(journal.storage(), build{}.set(timer(1, 50))).accepted());
  BOOST_TEST((value_of(journal.look()->wall_moved()) == std::chrono::hours{-3}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
