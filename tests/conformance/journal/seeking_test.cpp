// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

using fates = seek::fates;

/// A subscription that has settled 20 of 30 events, and in partition 3 has come to 25; 22 and 24
/// are parked, 21 is a dead letter.
template <class Engine>
struct halfway {
  Engine journal;
  subscription_number orders = value_of(journal.storage().subscribe("orders", 0));
  subscription_number mail = value_of(journal.storage().subscribe("mail", 0));

  halfway() {
    set_up(journal.storage(), some_events(1, 30));
    auto row = parked_row(22, "a", 1);
    row.partition = 3;
    auto reread = parked_row(24, "b", 0);
    reread.partition = 3;
    reread.reread = true;
    auto letter = dead_letter(21, "orders");
    set_up_all(journal.storage(),
               {build{orders}.settle(20),
                build{orders}.move(3, 20, 25).park(row).park(reread).letter(letter),
                build{orders}.state("a", "1").state("b", "2"),
                build{mail}.state("a", "3").letter(dead_letter(100, "mail"))});
  }

  commit to(sequence_number where, fates states, bool effects = false) {
    commit made = build{orders, journal.storage().next_epoch()};
    for (std::size_t p = 0; p < partition_count; ++p)
      made.claims.push_back(static_cast<partition_number>(p));
    made.sought = seek{where, states, effects};
    return made;
  }
  bool goes(commit c) { return write_one(journal.storage(), std::move(c)).accepted(); }
  subscription_record record() { return value_of(journal.look()->subscriptions()).at(0); }
  auto positions() { return value_of(journal.look()->positions(orders)); }
  rereading exceptions() { return value_of(journal.look()->rereading_of(orders)); }
};

using numbers = std::vector<sequence_number>;

} // namespace

BOOST_AUTO_TEST_SUITE(a_seek)

BOOST_AUTO_TEST_CASE_TEMPLATE(forward_skips_what_was_not_handled_and_nothing_else, Engine,
                              every_engine) {
  halfway<Engine> x;
  BOOST_TEST(x.goes(x.to(23, fates::unsaid)));
  BOOST_TEST(x.record().settled == 23u);
  BOOST_TEST(x.record().parked == 2u);
  BOOST_TEST(x.record().reread_to == 0u);
  BOOST_TEST(x.positions()[3].position == 25u);
  BOOST_TEST(x.positions()[4].position == 23u);
  BOOST_TEST(value_of(x.journal.look()->state(x.orders, "a")).value_or("") == "1");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(back_needs_to_know_what_becomes_of_the_states, Engine, every_engine) {
  halfway<Engine> x;
  BOOST_TEST(!x.goes(x.to(5, fates::unsaid)));
  BOOST_TEST(x.record().settled == 20u);
  BOOST_TEST(x.record().parked == 2u);
  BOOST_TEST(x.goes(x.to(5, fates::keep)));
  BOOST_TEST(value_of(x.journal.look()->state(x.orders, "b")).value_or("") == "2");
  BOOST_TEST(x.goes(x.to(3, fates::reset)));
  BOOST_TEST(!value_of(x.journal.look()->state(x.orders, "a")).has_value());
  BOOST_TEST(!value_of(x.journal.look()->state(x.orders, "b")).has_value());
  BOOST_TEST(value_of(x.journal.look()->state(x.mail, "a")).value_or("") == "3");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(back_marks_what_was_settled_and_says_what_was_not_handled, Engine,
                              every_engine) {
  halfway<Engine> x;
  BOOST_TEST(x.goes(x.to(5, fates::keep)));
  BOOST_TEST(x.record().settled == 5u);
  BOOST_TEST(x.record().parked == 0u);
  BOOST_TEST(x.record().reread_to == 25u);
  const auto where = x.positions();
  for (const std::size_t p : {0u, 3u, 63u}) {
    BOOST_TEST(where[p].position == 5u);
    BOOST_TEST(where[p].reread_to == (p == 3 ? 25u : 20u));
  }
  // 24 had been handled before it was parked; 21 is a dead letter.
  BOOST_TEST((x.exceptions() == rereading{true, {22}, {21}}));
  BOOST_TEST(value_of(x.journal.look()->dead_letter_count()) == 2u);
  BOOST_TEST((value_of(x.journal.look()->rereading_of(x.mail)) == rereading{}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(back_tells_what_was_in_hand_before_from_what_is_since, Engine,
                              every_engine) {
  halfway<Engine> x;
  BOOST_TEST((x.record().returned == return_mark{}));
  BOOST_TEST(!x.record().returned.covers(21, 1));
  const auto before = x.journal.storage().next_epoch();
  auto back = x.to(5, fates::keep);
  const auto by = back.epoch;
  BOOST_TEST(x.goes(std::move(back)));
  const auto mark = x.record().returned;
  BOOST_TEST((mark == return_mark{by, 5}));
  BOOST_TEST(mark.covers(6, before));
  BOOST_TEST(!mark.covers(5, before)); // It is not read anew.
  BOOST_TEST(!mark.covers(6, by + 1));
  BOOST_TEST((value_of(x.journal.look()->subscriptions()).at(1).returned == return_mark{}));
  BOOST_TEST(x.goes(x.to(25, fates::unsaid)));
  BOOST_TEST((x.record().returned == return_mark{by, 5}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_is_parked_below_its_place, Engine, every_engine) {
  halfway<Engine> x;
  BOOST_TEST(x.goes(x.to(23, fates::reset)));
  BOOST_TEST(x.record().parked == 1u);
  BOOST_TEST(x.positions()[3].position == 23u);
  BOOST_TEST((x.exceptions() == rereading{true, {}, {}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(leaves_it_to_whoever_asks_whether_there_are_effects, Engine,
                              every_engine) {
  halfway<Engine> x;
  BOOST_TEST(x.goes(x.to(5, fates::keep, true)));
  BOOST_TEST(!x.exceptions().muted);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(remembers_what_a_former_one_had_found_unhandled, Engine,
                              every_engine) {
  halfway<Engine> x;
  BOOST_TEST(x.goes(x.to(5, fates::keep)));
  BOOST_TEST(x.goes(build{x.orders}.settle(10)));
  BOOST_TEST(x.goes(x.to(2, fates::keep)));
  BOOST_TEST((x.exceptions().unhandled == numbers{22}));
  BOOST_TEST(x.positions()[3].reread_to == 25u);
  // Once it has come there, it is handled, or waits, or is a dead letter.
  BOOST_TEST(x.goes(build{x.orders}.settle(23)));
  BOOST_TEST(x.goes(x.to(2, fates::keep)));
  BOOST_TEST(x.exceptions().unhandled.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(ends_whatever_was_under_way, Engine, every_engine) {
  halfway<Engine> x;
  const auto old = x.journal.storage().next_epoch();
  BOOST_TEST(x.goes(build{x.orders, old}.claim(3).claim(4)));
  auto moved = x.to(5, fates::keep);
  BOOST_TEST(x.goes(moved));
  BOOST_TEST(!x.goes(build{x.orders, old}.move(4, 20, 21)));
  BOOST_TEST(!x.goes(build{x.orders, old}.move(4, 5, 6)));
  BOOST_TEST(!x.goes(build{x.orders, old}.guard(3).state("a", "9")));
  BOOST_TEST(x.goes(build{x.orders, moved.epoch}.move(4, 5, 6)));
  // And is refused itself by who came before it with a later epoch.
  auto early = x.to(2, fates::keep);
  BOOST_TEST(x.goes(build{x.orders, x.journal.storage().next_epoch()}.claim(4)));
  BOOST_TEST(!x.goes(early));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(goes_to_no_place_that_is_not_there, Engine, every_engine) {
  halfway<Engine> x;
  BOOST_TEST(!x.goes(x.to(31, fates::reset)));
  BOOST_TEST(x.goes(x.to(30, fates::reset)));
  auto some = x.to(5, fates::keep);
  some.claims.pop_back();
  BOOST_TEST(!x.goes(some));
  auto nobody = x.to(5, fates::keep);
  nobody.subscription = 77;
  BOOST_TEST(!x.goes(nobody));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(does_not_go_back_over_what_the_dead_letter_office_has_a_hand_in,
                              Engine, every_engine) {
  halfway<Engine> x;
  auto replay = parked_row(9, "c", 0);
  replay.replay = true;
  BOOST_TEST(x.goes(build{x.orders}.park(replay)));
  BOOST_TEST(!x.goes(x.to(8, fates::keep)));
  BOOST_TEST(x.goes(x.to(9, fates::keep)));
  BOOST_TEST(x.goes(build{x.orders}.take(9, 0)));
  auto held = parked_row(9, "c", 0);
  held.letter = id(300);
  BOOST_TEST(x.goes(build{x.orders}.park(held).letter(dead_letter(300, "orders"))));
  BOOST_TEST(!x.goes(x.to(8, fates::reset)));
  BOOST_TEST(x.record().held == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(erases_states_of_its_own_group_but_none_behind_it, Engine,
                              every_engine) {
  halfway<Engine> x;
  const auto verdicts =
      write(x.journal.storage(), {build{x.orders}.state("c", "before"), x.to(5, fates::reset),
                                  build{x.orders}.state("d", "behind")});
  for (const auto& each : verdicts)
    BOOST_TEST(each.accepted());
  BOOST_TEST(!value_of(x.journal.look()->state(x.orders, "c")).has_value());
  BOOST_TEST(value_of(x.journal.look()->state(x.orders, "d")).value_or("") == "behind");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(makes_a_replay_late_by_what_came_before_it, Engine, every_engine) {
  halfway<Engine> x;
  BOOST_TEST(x.goes(x.to(5, fates::keep)));
  auto replay = parked_row(21, "z", 0);
  replay.partition = 3;
  replay.replay = true;
  BOOST_TEST(x.goes(build{x.orders}.park(replay)));
  BOOST_TEST(value_of(x.journal.look()->parked(x.orders, "z")).value().row.late);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_subscription_that_is_paused)

BOOST_AUTO_TEST_CASE_TEMPLATE(stays_so_until_it_is_resumed, Engine, every_engine) {
  halfway<Engine> x;
  BOOST_TEST(!x.record().paused);
  commit pausing = build{x.orders};
  pausing.paused = true;
  BOOST_TEST(x.goes(pausing));
  BOOST_TEST(x.record().paused);
  BOOST_TEST(!value_of(x.journal.look()->subscriptions()).at(1).paused);
  // A seek leaves it so.
  BOOST_TEST(x.goes(x.to(5, fates::keep)));
  BOOST_TEST(x.record().paused);
  pausing.paused = false;
  BOOST_TEST(x.goes(pausing));
  BOOST_TEST(!x.record().paused);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_why_it_was_until_it_is_resumed, Engine, every_engine) {
  halfway<Engine> x;
  commit pausing = build{x.orders};
  pausing.paused = true;
  pausing.paused_for = pause_note{at(7), "cannot read what is kept"};
  BOOST_TEST(x.goes(pausing));
  BOOST_TEST((x.record().paused_for == pausing.paused_for));
  // Who pauses it once more does not hide that, and neither does a seek.
  auto again = pausing;
  again.paused_for = pause_note{at(8), "anna asked for it"};
  BOOST_TEST(x.goes(again));
  BOOST_TEST(x.goes(x.to(5, fates::keep)));
  BOOST_TEST((x.record().paused_for == pausing.paused_for));
  pausing.paused = false;
  pausing.paused_for.reset();
  BOOST_TEST(x.goes(pausing));
  BOOST_TEST(!x.record().paused_for.has_value());
  BOOST_TEST(x.goes(again));
  BOOST_TEST((x.record().paused_for == again.paused_for));
  BOOST_TEST(!value_of(x.journal.look()->subscriptions()).at(1).paused_for.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_subscription_that_is_forgotten)

BOOST_AUTO_TEST_CASE_TEMPLATE(leaves_its_dead_letters_and_nothing_else, Engine, every_engine) {
  halfway<Engine> x;
  auto own = timer(500, 100);
  own.owner = x.orders;
  auto of_mail = timer(501, 100);
  of_mail.owner = x.mail;
  commit gone = build{x.orders};
  gone.forgotten = true;
  const auto verdicts = write(x.journal.storage(), {build{x.orders}.set(own).set(of_mail),
                                                    build{x.orders}.state("c", "before"), gone,
                                                    build{x.orders}.settle(25)});
  BOOST_TEST(verdicts[2].accepted());
  BOOST_TEST(!verdicts[3].accepted());
  const auto seen = x.journal.look();
  BOOST_TEST(value_of(seen->subscriptions()).size() == 1u);
  BOOST_TEST(value_of(seen->timer_count()) == 1u);
  BOOST_TEST(value_of(seen->parked(x.orders)).empty());
  for (const auto* key : {"a", "b", "c"})
    BOOST_TEST(!value_of(seen->state(x.orders, key)).has_value());
  BOOST_TEST(value_of(seen->dead_letter_counts()).at("orders") == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(leaves_nothing_to_one_that_gets_its_name_or_its_number, Engine,
                              every_engine) {
  halfway<Engine> x;
  BOOST_TEST(x.goes(x.to(5, fates::keep)));
  for (const auto number : {x.orders, x.mail}) {
    commit gone = build{number};
    gone.forgotten = true;
    BOOST_TEST(x.goes(gone));
  }
  const auto again = value_of(x.journal.storage().subscribe("orders", 2));
  const auto other = value_of(x.journal.storage().subscribe("mail", 0));
  BOOST_TEST(again != other);
  for (const auto& partition : value_of(x.journal.look()->positions(again)))
    BOOST_TEST(partition.position == 2u);
  for (const auto& each : value_of(x.journal.look()->subscriptions()))
    BOOST_TEST((each.returned == return_mark{}));
  BOOST_TEST(!value_of(x.journal.look()->state(other, "a")).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
