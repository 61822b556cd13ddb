// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "unit/service/books.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// A delivery that fails each time, by the clock of its parked row.
struct always_failing : books {
  /// How often it was tried, and when the last attempt was, from the first on.
  struct told {
    int attempts = 0;
    std::chrono::nanoseconds over{};
  };

  told try_until_it_is_a_dead_letter(failure why, double random01,
                                     std::optional<std::chrono::nanoseconds> asked = {}) {
    const auto begun = at(100);
    auto now = begun;
    auto x = event("k");
    for (told so_far{1, 0s};; ++so_far.attempts) {
      auto book = take_over(); // Each time another instance.
      auto when = moment(0, random01);
      when.now = now;
      if (book.failed(x, why, {"gateway timeout", {}, asked}, when)) {
        commit(book);
        return so_far;
      }
      commit(book);
      now = value_of(look()->parked(number, "k"))->row.due;
      so_far.over = now - begun;
      x = parked("k");
    }
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_delivery_that_always_fails, always_failing)

BOOST_AUTO_TEST_CASE(is_tried_as_often_and_as_long_as_people_are_told) {
  policy = {};
  const auto was = try_until_it_is_a_dead_letter(failure::retry, 0.999999);
  BOOST_TEST(was.attempts == 9);
  BOOST_TEST((was.over <= policy.bound()));
  BOOST_TEST((was.over > policy.bound() - 100ms));
  BOOST_TEST(letters().at(0).attempts.size() == 9u);
}

BOOST_AUTO_TEST_CASE(is_tried_as_long_as_people_are_told_where_its_handler_asks_for_more) {
  policy = {};
  const auto was = try_until_it_is_a_dead_letter(failure::retry, 0.999999, 24h);
  BOOST_TEST(was.attempts == 9);
  BOOST_TEST((was.over <= policy.bound_if_asked()));
  BOOST_TEST((was.over > policy.bound_if_asked() - 100ms));
}

BOOST_AUTO_TEST_CASE(is_tried_for_the_last_time_when_its_time_is_over) {
  policy = {};
  policy.within = 5min;
  const auto was = try_until_it_is_a_dead_letter(failure::retry, 0);
  BOOST_TEST((was.over == 5min));
  BOOST_TEST(was.attempts == 9); // 273 s after eight, and the ninth would wait for 10 min.
}

BOOST_AUTO_TEST_CASE(has_the_attempts_of_its_class) {
  policy = {};
  BOOST_TEST(try_until_it_is_a_dead_letter(failure::timeout, 0).attempts == 2);
  BOOST_TEST(try_until_it_is_a_dead_letter(failure::signal, 0).attempts == 3);
  BOOST_TEST(try_until_it_is_a_dead_letter(failure::undecodable, 0).attempts == 1);
  BOOST_TEST((letters().at(2).reason == journal::dead_letter_reason::undecodable));
}

BOOST_AUTO_TEST_CASE(waits_as_its_class_says) {
  policy.crash.delays = retry_delays{1h, 1, 1h};
  const auto was = try_until_it_is_a_dead_letter(failure::crash, 0);
  BOOST_TEST(was.attempts == 3);
  BOOST_TEST((was.over == 2h));
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

struct holding_books : books {
  holding_books() {
    holds = true;
    policy.attempts = 2;
  }
  using kind = bus::parked_change::kind;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_dead_letter_that_holds_its_key, holding_books)

BOOST_AUTO_TEST_CASE(stays_at_its_place_with_the_later_ones_behind_it) {
  const auto x = event("k"), y = event("k");
  auto book = take_over();
  BOOST_TEST(!fail(book, x, failure::retry, 100));
  commit(book);
  BOOST_TEST(fail(book, parked("k"), failure::retry, 200));
  BOOST_TEST((book.admit(y) == ledger::course::wait_behind));
  book.wait_behind(y);
  const auto word = commit(book);
  BOOST_TEST((word.changes.back().what == kind::held));
  BOOST_TEST((letters().at(0).id == value_of(look()->parked(number, "k"))->row.letter));
  BOOST_TEST(letters().at(0).attempts.size() == 2u);
  BOOST_TEST(value_of(look()->parked(number, "k"))->waiting == 2u);
}

BOOST_AUTO_TEST_CASE(comes_to_stand_there_where_its_first_attempt_was_the_last) {
  const auto x = event("k"), y = event("k"), other = event("o");
  auto book = take_over();
  BOOST_TEST(fail(book, x, failure::reject, 100));
  BOOST_TEST((book.admit(y) == ledger::course::wait_behind));
  BOOST_TEST((book.admit(other) == ledger::course::handle));
  book.wait_behind(y);
  book.handled(other);
  commit(book);
  BOOST_TEST((letters().at(0).id == value_of(look()->parked(number, "k"))->row.letter));
  auto next = take_over();
  BOOST_TEST((next.admit(event("k")) == ledger::course::wait_behind));
}

BOOST_AUTO_TEST_CASE(lets_its_key_go_on_when_the_row_is_gone) {
  const auto x = event("k");
  auto book = take_over();
  fail(book, x, failure::reject, 100);
  commit(book);
  const auto row = value_of(look()->parked(number, "k"))->row;
  journal::commit resolved;
  resolved.subscription = number;
  resolved.unparks.push_back({row.sequence, row.attempts.size()});
  resolved.dead_letters_removed.push_back(row.letter);
  BOOST_TEST(write(resolved).accepted());
  book.unparked_beside("k");
  const auto word = commit(book);
  BOOST_TEST((word.changes.at(0).what == kind::unparked));
  BOOST_TEST(word.taken == 1u);
  const auto y = event("k");
  BOOST_TEST((book.admit(y) == ledger::course::handle));
  book.handled(y);
  commit(book);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_delivery_that_is_too_late, books)

BOOST_AUTO_TEST_CASE(is_a_dead_letter_with_no_attempt_spent) {
  const auto x = event("k");
  auto book = take_over();
  book.expired(x, "expired at noon", moment(100));
  const auto word = commit(book);
  BOOST_TEST(word.taken == 1u);
  BOOST_TEST(position("k") == 1u);
  BOOST_REQUIRE(letters().size() == 1u);
  const auto letter = letters().front();
  BOOST_TEST((letter.reason == journal::dead_letter_reason::expired));
  BOOST_TEST(letter.error == "expired at noon");
  BOOST_TEST(letter.attempts.empty());
  BOOST_TEST((letter.first_seen == at(100)));
  BOOST_TEST(letter.event->sequence == 1u);
}

BOOST_AUTO_TEST_CASE(keeps_the_attempts_that_failed_before_and_lets_its_key_go_on) {
  const auto x = event("k"), y = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 100);
  book.wait_behind(y);
  commit(book);
  book.expired(parked("k"), "expired at noon", moment(200));
  commit(book);
  BOOST_TEST(letters().at(0).attempts.size() == 1u);
  BOOST_TEST((letters().at(0).first_seen == at(100)));
  BOOST_TEST(parked("k").event->sequence == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
