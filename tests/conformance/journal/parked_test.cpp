// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

/// "sequence/attempts+waiting" of each head.
std::string heads(reader& seen, subscription_number of) {
  std::string text;
  for (const auto& [row, waiting] : value_of(seen.parked(of)))
    text += row.key + ":" + std::to_string(row.sequence) + "/" +
            std::to_string(row.attempts.size()) + "+" + std::to_string(waiting) + " ";
  return text;
}

template <class Engine>
struct parking {
  Engine journal;
  subscription_number orders = value_of(journal.storage().subscribe("orders", 0));
  subscription_number mail = value_of(journal.storage().subscribe("mail", 0));

  parking() {
    set_up(journal.storage(), some_events(1, 20));
    set_up_all(
        journal.storage(),
        {build{orders}.park(parked_row(7, "b", 2, 5)), build{orders}.park(parked_row(3, "a", 1)),
         build{orders}.park(parked_row(4, "a", 0)).park(parked_row(9, "b", 0, 5)),
         build{orders}.park(parked_row(2, "a", 0)), build{mail}.park(parked_row(3, "a", 0))});
  }
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_parked_delivery)

BOOST_AUTO_TEST_CASE_TEMPLATE(is_kept_as_it_is, Engine, every_engine) {
  parking<Engine> x;
  const auto seen = x.journal.look();
  const auto found = value_of(seen->parked(x.orders, "b"));
  BOOST_REQUIRE(found);
  BOOST_TEST(found->waiting == 2u);
  BOOST_TEST(found->row.place > 0);
  auto expected = parked_row(7, "b", 2, 5);
  expected.place = found->row.place;
  BOOST_TEST((found->row == expected));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(may_have_a_payload_of_its_own, Engine, every_engine) {
  parking<Engine> x;
  auto edited = parked_row(11, "c", 0);
  edited.payload = R"({"n":"eleven"})";
  set_up(x.journal.storage(), build{x.orders}.park(edited));
  BOOST_TEST(value_of(x.journal.look()->parked(x.orders, "c"))->row.payload.value_or("") ==
             R"({"n":"eleven"})");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_is_a_replay_comes_late_where_its_partition_went_past_it, Engine,
                              every_engine) {
  parking<Engine> x;
  // Partition 1 has handled up to 12; 2 has handled 13 and nothing behind it, though all up to 20
  // is settled.
  set_up(x.journal.storage(), build{x.orders}.move(1, 0, 12).move(2, 0, 13).settle(20));
  const auto replay = [](sequence_number sequence, const char* key, partition_number partition) {
    auto row = parked_row(sequence, key, 0, partition);
    row.replay = true;
    return row;
  };
  // Whoever parks it knows of one that no position shows yet.
  auto in_hand = replay(14, "t", 1);
  in_hand.late = true;
  set_up_all(x.journal.storage(),
             {build{x.orders}.park(replay(11, "p", 1)), build{x.orders}.park(replay(12, "q", 1)),
              build{x.orders}.park(replay(13, "r", 2)).park(parked_row(6, "s", 0, 1)),
              build{x.orders}.park(in_hand)});
  const auto seen = x.journal.look();
  const auto marks = [&](const char* key) {
    const auto found = value_of(seen->parked(x.orders, key));
    BOOST_REQUIRE_MESSAGE(found, key);
    return std::string{found->row.replay ? "replay" : ""} + (found->row.late ? ", late" : "");
  };
  BOOST_TEST(marks("p") == "replay, late");
  BOOST_TEST(marks("q") == "replay");
  BOOST_TEST(marks("r") == "replay");
  BOOST_TEST(marks("s") == "");
  BOOST_TEST(marks("t") == "replay, late");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(stays_a_replay_when_it_fails_again, Engine, every_engine) {
  parking<Engine> x;
  set_up(x.journal.storage(), build{x.orders}.move(1, 0, 12));
  auto row = parked_row(11, "p", 0, 1);
  row.replay = true;
  row.payload = "{}";
  set_up(x.journal.storage(), build{x.orders}.park(row));
  set_up(x.journal.storage(), build{x.orders}.again(11, 0, at(5), attempt(1)));
  const auto found = value_of(x.journal.look()->parked(x.orders, "p"));
  BOOST_REQUIRE(found);
  BOOST_TEST(found->row.attempts.size() == 1u);
  BOOST_TEST(found->row.replay);
  BOOST_TEST(found->row.late);
  BOOST_TEST(found->row.payload.value_or("") == "{}");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(waits_in_its_key_by_place_and_not_by_sequence, Engine, every_engine) {
  parking<Engine> x;
  const auto seen = x.journal.look();
  BOOST_TEST(heads(*seen, x.orders) == "b:7/2+2 a:3/1+3 ");
  BOOST_TEST(heads(*seen, x.mail) == "a:3/0+1 ");
  const auto all = value_of(seen->subscriptions());
  BOOST_TEST(all[0].parked == 5u);
  BOOST_TEST(all[1].parked == 1u);
  BOOST_TEST(!value_of(seen->parked(x.orders, "c")));
  BOOST_TEST(value_of(seen->parked(99)).empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(lets_the_next_of_its_key_come_when_it_leaves, Engine, every_engine) {
  parking<Engine> x;
  BOOST_TEST(write_one(x.journal.storage(), build{x.orders}.take(3, 1)).accepted());
  BOOST_TEST(heads(*x.journal.look(), x.orders) == "b:7/2+2 a:4/0+2 ");
  BOOST_TEST(write_one(x.journal.storage(), build{x.orders}.take(4, 0)).accepted());
  BOOST_TEST(heads(*x.journal.look(), x.orders) == "b:7/2+2 a:2/0+1 ");
  BOOST_TEST(write_one(x.journal.storage(), build{x.orders}.take(2, 0)).accepted());
  const auto seen = x.journal.look();
  BOOST_TEST(heads(*seen, x.orders) == "b:7/2+2 ");
  BOOST_TEST(heads(*seen, x.mail) == "a:3/0+1 ");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(stays_at_its_place_when_it_fails_once_more, Engine, every_engine) {
  parking<Engine> x;
  BOOST_TEST(
      write_one(x.journal.storage(), build{x.orders}.again(3, 1, at(500), attempt(8))).accepted());
  BOOST_TEST(
      !write_one(x.journal.storage(), build{x.orders}.again(3, 1, at(600), attempt(9))).accepted());
  const auto seen = x.journal.look();
  BOOST_TEST(heads(*seen, x.orders) == "b:7/2+2 a:3/2+3 ");
  const auto row = value_of(seen->parked(x.orders, "a"))->row;
  BOOST_TEST((row.due == at(500)));
  BOOST_TEST((row.attempts == std::vector{attempt(1), attempt(8)}));
  BOOST_TEST(write_one(x.journal.storage(), build{x.orders}.take(3, 2)).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(that_failed_without_an_earlier_attempt_has_one, Engine,
                              every_engine) {
  parking<Engine> x;
  BOOST_TEST(
      write_one(x.journal.storage(), build{x.mail}.again(3, 0, at(1), attempt(4))).accepted());
  BOOST_TEST(heads(*x.journal.look(), x.mail) == "a:3/1+1 ");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(goes_to_the_end_when_it_is_taken_and_parked_anew, Engine,
                              every_engine) {
  parking<Engine> x;
  BOOST_TEST(write_one(x.journal.storage(), build{x.orders}.take(3, 1).park(parked_row(3, "a", 0)))
                 .accepted());
  BOOST_TEST(heads(*x.journal.look(), x.orders) == "b:7/2+2 a:4/0+3 ");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_taken_by_the_owner_of_its_partition_only, Engine, every_engine) {
  parking<Engine> x;
  auto& storage = x.journal.storage();
  BOOST_TEST(write_one(storage, build{x.orders, 4}.claim(5)).accepted());
  BOOST_TEST(!write_one(storage, build{x.orders, 3}.take(7, 2)).accepted());
  BOOST_TEST(!write_one(storage, build{x.orders, 3}.again(7, 2, at(1), attempt(3))).accepted());
  BOOST_TEST(!write_one(storage, build{x.orders, 4}.take(3, 1)).accepted());
  BOOST_TEST(write_one(storage, build{x.orders, 4}.take(7, 2)).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_an_error_text_of_any_bytes, Engine, every_engine) {
  parking<Engine> x;
  auto row = parked_row(11, "c", 0);
  row.attempts.push_back({at(1), "x/1", "\xff\x01 \"quoted\" \xe2\x82"});
  BOOST_TEST(write_one(x.journal.storage(), build{x.orders}.park(row)).accepted());
  const auto found = value_of(x.journal.look()->parked(x.orders, "c"));
  BOOST_REQUIRE(found);
  BOOST_TEST((found->row.attempts == row.attempts));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
