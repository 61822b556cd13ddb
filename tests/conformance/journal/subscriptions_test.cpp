// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {

BOOST_AUTO_TEST_SUITE(a_subscription)

BOOST_AUTO_TEST_CASE_TEMPLATE(is_made_once_and_found_by_name, Engine, every_engine) {
  Engine journal;
  const auto first = value_of(journal.storage().subscribe("orders", 0));
  const auto second = value_of(journal.storage().subscribe("mail", 0));
  BOOST_TEST(first > 0);
  BOOST_TEST(second != first);
  BOOST_TEST(value_of(journal.storage().subscribe("orders", 0)) == first);
  const auto all = value_of(journal.look()->subscriptions());
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].name == "orders");
  BOOST_TEST(all[1].number == second);
  BOOST_TEST(value_of(journal.storage().subscribe("mail", 0)) == second);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(starts_settled_where_it_is_told, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), some_events(1, 9));
  const auto late = value_of(journal.storage().subscribe("late", 7));
  // What exists keeps its place.
  BOOST_TEST(value_of(journal.storage().subscribe("late", 0)) == late);
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->subscriptions())[0].settled == 7u);
  for (const auto& partition : value_of(seen->positions(late))) {
    BOOST_TEST(partition.position == 7u);
    BOOST_TEST(partition.epoch == 0u);
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(cannot_start_past_the_end, Engine, every_engine) {
  Engine journal;
  const auto made = journal.storage().subscribe("early", 1);
  BOOST_REQUIRE(!made);
  BOOST_TEST((made.failure().code == ec::invalid));
  BOOST_TEST(value_of(journal.look()->subscriptions()).empty());
  BOOST_TEST(write_one(journal.storage(), some_events(1, 1)).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_is_unknown_has_no_positions, Engine, every_engine) {
  Engine journal;
  const auto positions = journal.look()->positions(3);
  BOOST_REQUIRE(!positions);
  BOOST_TEST((positions.failure().code == ec::not_found));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(goes_from_position_to_position, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  set_up(storage, some_events(1, 20));
  BOOST_TEST(write_one(storage, build{orders}.move(3, 0, 4).move(63, 0, 5)).accepted());
  BOOST_TEST(write_one(storage, build{orders}.move(3, 4, 9)).accepted());
  BOOST_TEST(!write_one(storage, build{orders}.move(3, 4, 9)).accepted());
  BOOST_TEST(!write_one(storage, build{orders}.move(3, 9, 8)).accepted());
  const auto positions = value_of(journal.look()->positions(orders));
  BOOST_TEST(positions[3].position == 9u);
  BOOST_TEST(positions[63].position == 5u);
  BOOST_TEST(positions[0].position == 0u);
  BOOST_TEST(write_one(journal.storage(), build{orders}.move(3, 9, 10)).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_never_below_what_is_settled, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  set_up(storage, some_events(1, 20));
  BOOST_TEST(write_one(storage, build{orders}.move(3, 0, 4)).accepted());
  BOOST_TEST(write_one(storage, build{orders}.settle(10)).accepted());
  const auto positions = value_of(journal.look()->positions(orders));
  BOOST_TEST(positions[3].position == 10u);
  BOOST_TEST(positions[4].position == 10u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(stands_anywhere_between_its_move_and_what_is_settled, Engine,
                              every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  set_up(storage, some_events(1, 20));
  set_up_all(storage, {build{orders}.move(3, 0, 4), build{orders}.settle(10)});
  BOOST_TEST(!write_one(storage, build{orders}.move(3, 3, 12)).accepted());
  BOOST_TEST(!write_one(storage, build{orders}.move(3, 11, 12)).accepted());
  BOOST_TEST(!write_one(storage, build{orders}.move(3, 4, 10)).accepted());
  BOOST_TEST(write_one(storage, build{orders}.move(3, 4, 11)).accepted());
  BOOST_TEST(write_one(storage, build{orders}.move(5, 10, 11)).accepted());
  BOOST_TEST(write_one(storage, build{orders}.move(6, 7, 11)).accepted());
  BOOST_TEST(!write_one(storage, build{orders}.move(6, 7, 12)).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(settled_never_goes_back, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  set_up(storage, some_events(1, 20));
  BOOST_TEST(write_one(storage, build{orders}.settle(10)).accepted());
  BOOST_TEST(write_one(storage, build{orders}.settle(4)).accepted());
  BOOST_TEST(value_of(journal.look()->subscriptions())[0].settled == 10u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(settles_without_an_epoch, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  set_up(storage, some_events(1, 20));
  BOOST_TEST(write_one(storage, build{orders, 9}.claim(0)).accepted());
  BOOST_TEST(write_one(storage, build{orders, 3}.settle(4)).accepted());
  BOOST_TEST(value_of(journal.look()->subscriptions())[0].settled == 4u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(belongs_to_the_greatest_epoch_that_claimed_it, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  set_up(storage, some_events(1, 20));
  BOOST_TEST(write_one(storage, build{orders, 2}.claim(0).claim(1)).accepted());
  BOOST_TEST(!write_one(storage, build{orders, 2}.claim(0)).accepted());
  BOOST_TEST(!write_one(storage, build{orders, 1}.claim(0)).accepted());
  BOOST_TEST(!write_one(storage, build{orders, 0}.claim(5)).accepted());
  BOOST_TEST(write_one(storage, build{orders, 2}.move(0, 0, 1)).accepted());
  BOOST_TEST(write_one(storage, build{orders, 7}.claim(0).move(0, 1, 2)).accepted());
  BOOST_TEST(!write_one(storage, build{orders, 2}.move(0, 2, 3)).accepted());
  BOOST_TEST(!write_one(storage, build{orders, 2}.move(0, 2, 3).move(1, 0, 3)).accepted());
  BOOST_TEST(write_one(storage, build{orders, 2}.move(1, 0, 3)).accepted());
  const auto positions = value_of(journal.look()->positions(orders));
  BOOST_TEST(positions[0].epoch == 7u);
  BOOST_TEST(positions[0].position == 2u);
  BOOST_TEST(positions[1].epoch == 2u);
  BOOST_TEST(positions[1].position == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_claimed_by_nobody_whose_commit_was_refused, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  set_up(storage, some_events(1, 20));
  BOOST_TEST(!write_one(storage, build{orders, 9}.claim(0).move(0, 3, 4)).accepted());
  BOOST_TEST(write_one(storage, build{orders, 2}.claim(0).move(0, 0, 4)).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(compares_no_epoch_for_a_command, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  set_up(storage, some_events(1, 20));
  BOOST_TEST(write_one(storage, build{orders, 2}.claim(0)).accepted());
  BOOST_TEST(write_one(storage, build{orders, 0}.park(parked_row(3, "a", 0, 0))).accepted());
  BOOST_TEST(write_one(storage, build{orders, 0}.take(3, 0)).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(has_epochs_that_grow_across_openings, Engine, every_engine) {
  Engine journal;
  const auto orders = value_of(journal.storage().subscribe("orders", 0));
  const auto first = journal.storage().next_epoch();
  const auto second = journal.storage().next_epoch();
  BOOST_TEST(first > 0u);
  BOOST_TEST(second > first);
  BOOST_TEST(write_one(journal.storage(), build{orders, second}.claim(8)).accepted());
  const auto seen = journal.look();
  BOOST_TEST(journal.storage().next_epoch() > second);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(has_states_by_key, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto orders = value_of(storage.subscribe("orders", 0));
  const auto mail = value_of(storage.subscribe("mail", 0));
  set_up_all(storage, {build{orders}.state("a", "1").state("b", "2").state("a", "3"),
                       build{mail}.state("a", "mail").state("", "single"),
                       build{orders}.state("b", std::nullopt).state("never", std::nullopt),
                       build{orders}.state("c", std::nullopt).state("c", "back")});
  const auto seen = journal.look();
  BOOST_TEST((value_of(seen->state(orders, "a")) == "3"));
  BOOST_TEST(!value_of(seen->state(orders, "b")));
  BOOST_TEST((value_of(seen->state(orders, "c")) == "back"));
  BOOST_TEST((value_of(seen->state(mail, "a")) == "mail"));
  BOOST_TEST((value_of(seen->state(mail, "")) == "single"));
  BOOST_TEST(!value_of(seen->state(mail, "b")));
  BOOST_TEST(!value_of(seen->state(99, "a")));
  set_up(journal.storage(), build{orders}.state("a", std::nullopt).state("c", ""));
  const auto later = journal.look();
  BOOST_TEST(!value_of(later->state(orders, "a")));
  BOOST_TEST((value_of(later->state(orders, "c")) == ""));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
