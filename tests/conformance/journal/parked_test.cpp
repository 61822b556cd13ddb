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
    write_one(journal.storage(), some_events(1, 20));
    write(journal.storage(),
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
