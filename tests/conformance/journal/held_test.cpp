// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

/// Two deliveries of one key are parked, and one of another.
template <class Engine>
struct holding {
  Engine journal;
  subscription_number orders = value_of(journal.storage().subscribe("orders", 0));
  subscription_number mail = value_of(journal.storage().subscribe("mail", 0));

  holding() {
    set_up(journal.storage(), some_events(1, 9));
    set_up_all(journal.storage(),
               {build{orders}.park(parked_row(3, "a", 2)).park(parked_row(4, "a", 0)),
                build{orders}.park(parked_row(5, "b", 1)),
                build{mail}.park(parked_row(3, "a", 1))});
  }

  bool takes(commit c) { return write_one(journal.storage(), std::move(c)).accepted(); }
  commit held() { return build{orders}.letter(dead_letter(100)).hold(3, 2, id(100)); }
  parked_head head(const std::string& key) {
    return value_of(journal.look()->parked(orders, key)).value();
  }
  std::size_t held_rows() { return value_of(journal.look()->subscriptions())[0].held; }
  bool letter_holds() { return value_of(journal.look()->dead_letters({})).at(0).holds; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_held_delivery)

BOOST_AUTO_TEST_CASE_TEMPLATE(stays_at_its_place_with_its_attempts, Engine, every_engine) {
  holding<Engine> x;
  BOOST_TEST(x.held_rows() == 0u);
  BOOST_TEST(x.takes(x.held()));
  BOOST_TEST(x.head("a").row.sequence == 3u);
  BOOST_TEST((x.head("a").row.letter == id(100)));
  BOOST_TEST(x.head("a").row.attempts.size() == 2u);
  BOOST_TEST(x.head("a").waiting == 2u);
  BOOST_TEST(x.head("b").row.letter.is_nil());
  BOOST_TEST(x.held_rows() == 2u); // The one behind it waits for the same.
  BOOST_TEST(x.letter_holds());
  const auto all = value_of(x.journal.look()->parked(x.orders));
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST((all[0].row.letter == id(100)));
  BOOST_TEST(all[1].row.letter.is_nil());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(may_be_parked_so_in_the_first_place, Engine, every_engine) {
  holding<Engine> x;
  auto row = parked_row(6, "c", 0);
  row.letter = id(100);
  BOOST_TEST(x.takes(build{x.orders}.letter(dead_letter(100)).park(row)));
  BOOST_TEST((x.head("c").row.letter == id(100)));
  BOOST_TEST(x.held_rows() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(needs_the_letter_in_the_same_commit, Engine, every_engine) {
  holding<Engine> x;
  BOOST_TEST(!x.takes(build{x.orders}.hold(3, 2, id(100))));
  auto row = parked_row(6, "c", 0);
  row.letter = id(100);
  BOOST_TEST(!x.takes(build{x.orders}.park(row)));
  BOOST_TEST(x.held_rows() == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_held_once_and_as_it_is_expected, Engine, every_engine) {
  holding<Engine> x;
  const auto with = [&](std::uint64_t letter) {
    return build{x.orders}.letter(dead_letter(letter));
  };
  BOOST_TEST(!x.takes(with(100).hold(3, 1, id(100)))); // another number of attempts
  BOOST_TEST(!x.takes(with(100).hold(7, 0, id(100)))); // not parked
  BOOST_TEST(!x.takes(with(100).hold(3, 2, id(100)).take(3, 2)));
  BOOST_TEST(x.takes(x.held()));
  BOOST_TEST(!x.takes(with(101).hold(3, 2, id(101))));
  BOOST_TEST(value_of(x.journal.look()->dead_letter_count()) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_tried_again_with_no_attempt_spent, Engine, every_engine) {
  holding<Engine> x;
  x.takes(x.held());
  BOOST_TEST(!x.takes(build{x.orders}.release(3, id(101)).remove(id(100))));
  BOOST_TEST(!x.takes(build{x.orders}.release(5, id(100)).remove(id(100))));
  BOOST_TEST(!x.takes(build{x.mail}.release(3, id(100)).remove(id(100))));
  BOOST_TEST(x.takes(build{x.orders}.release(3, id(100)).remove(id(100))));
  BOOST_TEST(x.head("a").row.letter.is_nil());
  BOOST_TEST(x.head("a").row.attempts.empty());
  BOOST_TEST((x.head("a").row.due == time_point{}));
  BOOST_TEST(x.head("a").row.replay);
  BOOST_TEST(!x.head("a").row.late);
  BOOST_TEST(!x.head("a").row.payload.has_value());
  BOOST_TEST(x.head("a").waiting == 2u);
  BOOST_TEST(x.held_rows() == 0u);
  BOOST_TEST(x.takes(build{x.orders}.take(3, 0)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_tried_again_with_the_payload_that_somebody_edited, Engine,
                              every_engine) {
  holding<Engine> x;
  x.takes(x.held());
  commit edited = build{x.orders}.release(3, id(100)).remove(id(100));
  edited.releases[0].payload = R"({"n":4})";
  BOOST_TEST(x.takes(edited));
  BOOST_TEST(x.head("a").row.payload.value_or("") == R"({"n":4})");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_its_letter_until_it_is_let_go, Engine, every_engine) {
  holding<Engine> x;
  x.takes(x.held());
  BOOST_TEST(
      value_of(x.journal.look()->dead_letter_weights()).empty()); // Its age counts for nothing.
  const auto no = write_one(x.journal.storage(), build{}.remove(id(100)));
  BOOST_REQUIRE(!no.accepted());
  BOOST_TEST(no.failure->what.find("holds the later events of its key") != std::string::npos);
  BOOST_TEST(x.takes(build{x.orders}.take(3, 2).remove(id(100))));
  BOOST_TEST(x.head("a").row.sequence == 4u);
  BOOST_TEST(x.held_rows() == 0u);
  BOOST_TEST(value_of(x.journal.look()->dead_letter_count()) == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(belongs_to_the_owner_of_its_partition, Engine, every_engine) {
  holding<Engine> x;
  const auto partition = x.head("a").row.partition;
  commit claim = build{x.orders, 7}.claim(partition);
  BOOST_TEST(x.takes(claim));
  commit held = x.held();
  held.epoch = 6;
  BOOST_TEST(!x.takes(held));
  held.epoch = 7;
  BOOST_TEST(x.takes(held));
  BOOST_TEST(!x.takes(build{x.orders, 6}.release(3, id(100)).remove(id(100))));
  BOOST_TEST(x.takes(build{x.orders, 7}.release(3, id(100)).remove(id(100))));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
