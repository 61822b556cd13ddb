// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "service/charges.hpp"

#include "unit/service/books.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;
using kind = bus::parked_change::kind;
using failures = std::vector<failure>;

namespace {

charge of(failure why) {
  return {why, "it did not return", at(5), "payment/0"};
}

struct charged_books : books {
  /// The delivery's charge is taken; true if it became a dead letter.
  bool charge_it(ledger& in, const bus::item& x, failure why) {
    return in.charged(x, of(why), moment(10));
  }

  failures classes_of(const std::string& key) {
    failures all;
    for (const auto& each : parked(key).attempts)
      all.push_back(each.why);
    return all;
  }
};

} // namespace

BOOST_AUTO_TEST_SUITE(charges_of_a_subscription)

BOOST_AUTO_TEST_CASE(are_found_until_they_are_settled) {
  std::vector<journal::sequence_number> durable;
  charges all{[&](journal::sequence_number n) { durable.push_back(n); }};
  BOOST_TEST(!all.find(7).has_value());
  all.add(7, of(failure::timeout));
  BOOST_TEST((all.find(7) == of(failure::timeout)));
  BOOST_TEST((all.find(7) == of(failure::timeout)));
  BOOST_TEST(!all.find(8).has_value());
  all.settle(7);
  BOOST_TEST(!all.find(7).has_value());
  BOOST_TEST(durable.size() == 1u);
}

BOOST_AUTO_TEST_CASE(tell_nobody_of_what_was_not_charged) {
  charges all{[](journal::sequence_number) { BOOST_ERROR("nothing was charged"); }};
  all.settle(7);
}

BOOST_AUTO_TEST_CASE(are_one_for_each_event) {
  charges all;
  all.add(7, of(failure::timeout));
  all.add(8, of(failure::signal));
  all.add(7, of(failure::signal));
  BOOST_TEST(all.all().size() == 2u);
  BOOST_TEST((all.find(7) == of(failure::signal)));
}

BOOST_AUTO_TEST_CASE(are_covered_by_a_later_attempt_where_a_handler_did_not_return) {
  const auto late = of(failure::timeout);
  BOOST_TEST(!late.is_covered_by({at(4), "payment/0", "the till is jammed", failure::retry}));
  BOOST_TEST(late.is_covered_by({at(5), "payment/0", "it did not return", failure::timeout}));
  BOOST_TEST(late.is_covered_by({at(6), "payment/0", "the till is jammed", failure::retry}));
}

BOOST_AUTO_TEST_CASE(are_covered_by_themselves_alone_where_a_handler_ended_the_process) {
  const auto crashed = of(failure::signal);
  BOOST_TEST(!crashed.is_covered_by({at(4), "payment/0", "the till is jammed", failure::retry}));
  BOOST_TEST(crashed.is_covered_by({at(5), "payment/0", "it did not return", failure::signal}));
  // The clock was set back since.
  BOOST_TEST(!crashed.is_covered_by({at(6), "payment/0", "the till is jammed", failure::retry}));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_charge_in_the_ledger, charged_books)

BOOST_AUTO_TEST_CASE(is_an_attempt_of_whoever_had_the_delivery_in_hand) {
  const auto x = event("k");
  auto book = take_over();
  BOOST_TEST(!charge_it(book, x, failure::timeout));
  const auto word = commit(book);
  BOOST_TEST((word.changes.front().what == kind::parked));
  const auto again = parked("k");
  BOOST_TEST_REQUIRE(again.attempts.size() == 1u);
  const auto& attempt = again.attempts.front();
  BOOST_TEST(attempt.instance == "payment/0");
  BOOST_TEST(attempt.error == "it did not return");
  BOOST_TEST((attempt.at == at(5)));
  BOOST_TEST((attempt.why == failure::timeout));
}

BOOST_AUTO_TEST_CASE(is_settled_by_the_commit_that_holds_its_attempt) {
  const auto a = event("a"), b = event("b"), c = event("c");
  auto book = take_over();
  charge_it(book, a, failure::timeout);
  book.handled(b);
  charge_it(book, c, failure::signal);
  const auto taken = book.take();
  BOOST_TEST((taken.charged == std::vector<journal::sequence_number>{1, 3}));
  BOOST_TEST(book.take().charged.empty());
}

BOOST_AUTO_TEST_CASE(waits_as_long_as_any_other_failed_attempt) {
  const auto x = event("k");
  auto book = take_over();
  charge_it(book, x, failure::timeout);
  BOOST_TEST((commit(book).changes.front().due == at(20)));
}

BOOST_AUTO_TEST_CASE(is_the_last_when_the_attempts_of_its_class_are_spent) {
  policy.attempts = 9;
  struct row {
    failure why;
    int most;
  };
  for (const auto& [why, most] : {row{failure::timeout, 2}, row{failure::signal, 3}}) {
    const std::string key = why == failure::timeout ? "a" : "b";
    const auto x = event(key);
    auto book = take_over();
    bool is_dead = charge_it(book, x, why);
    commit(book);
    for (int attempt = 2; attempt <= most; ++attempt) {
      BOOST_TEST(!is_dead);
      is_dead = charge_it(book, parked(key), why);
      commit(book);
    }
    BOOST_TEST(is_dead);
    BOOST_TEST(letters().back().attempts.size() == static_cast<std::size_t>(most));
    BOOST_TEST((letters().back().reason == journal::dead_letter_reason::attempts_spent));
    BOOST_TEST(letters().back().error == "it did not return");
  }
}

BOOST_AUTO_TEST_CASE(counts_only_attempts_of_its_own_class) {
  policy.attempts = 9;
  const auto x = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 1);
  commit(book);
  for (const auto why : {failure::timeout, failure::signal, failure::crash, failure::signal}) {
    BOOST_TEST(!charge_it(book, parked("k"), why));
    commit(book);
  }
  BOOST_TEST((classes_of("k") == failures{failure::retry, failure::timeout, failure::signal,
                                          failure::crash, failure::signal}));
  BOOST_TEST(charge_it(book, parked("k"), failure::timeout));
}

BOOST_AUTO_TEST_CASE(counts_among_all_attempts_too) {
  const auto x = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 1);
  commit(book);
  fail(book, parked("k"), failure::retry, 2);
  commit(book);
  BOOST_TEST(charge_it(book, parked("k"), failure::signal)); // The third of three.
}

BOOST_AUTO_TEST_CASE(is_at_once_the_last_where_one_is_the_most) {
  policy.timeout.attempts = 1;
  const auto x = event("k");
  auto book = take_over();
  BOOST_TEST(charge_it(book, x, failure::timeout));
  commit(book);
  BOOST_TEST(parked_count() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
