// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "unit/service/books.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;

namespace {

/// Everything that a handler can want beside its state.
effects everything() {
  auto all = books::one_event(70);
  all.transient.push_back(journal::trial::event(71, "orders.seen"));
  all.timers_set.push_back(journal::trial::timer(72, 100));
  all.timers_cleared.push_back(journal::trial::id(73));
  return all;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_ledger_of_a_subscription_that_went_back, books)

BOOST_AUTO_TEST_CASE(writes_the_state_of_what_comes_again_and_mutes_all_else) {
  event("k");
  auto book = take_over();
  book.handled(delivery_of(1, "k"));
  commit(book);
  go_back(0);
  auto again = take_over();
  const auto x = delivery_of(1, "k");
  BOOST_TEST((again.admit(x) == ledger::course::handle));
  BOOST_TEST(again.is_reread(x));
  again.handled(x, everything(), journal::state_write{"k", "{}"});
  const auto taken = again.take();
  BOOST_TEST(taken.commit.states.size() == 1u);
  BOOST_TEST(taken.commit.moves.size() == 1u);
  BOOST_TEST(taken.commit.events.empty());
  BOOST_TEST(taken.commit.timers_set.empty());
  BOOST_TEST(taken.commit.timers_cleared.empty());
  BOOST_TEST(taken.transient.empty());
}

BOOST_AUTO_TEST_CASE(publishes_again_where_that_was_allowed) {
  const auto x = event("k");
  auto book = take_over();
  book.handled(x);
  commit(book);
  go_back(0, true);
  auto again = take_over();
  BOOST_TEST(again.is_reread(x));
  again.handled(x, everything(), {});
  BOOST_TEST(again.take().commit.events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(mutes_nothing_behind_what_it_had_come_to_in_each_partition) {
  const auto first = event("k");
  const auto other = event("another");
  BOOST_TEST_REQUIRE(first.partition != other.partition);
  auto book = take_over();
  book.handled(other);
  commit(book);
  go_back(0);
  auto again = take_over();
  // The other partition had come to 2, this one to nothing.
  BOOST_TEST(again.is_reread(delivery_of(2, "another")));
  BOOST_TEST(!again.is_reread(first));
  again.handled(first, everything(), {});
  BOOST_TEST(again.take().commit.events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(knows_again_what_had_waited_and_was_never_handled) {
  const auto x = event("k");
  const auto behind = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 1);
  book.wait_behind(behind);
  commit(book);
  go_back(0);
  auto again = take_over();
  BOOST_TEST(parked_count() == 0u);
  for (const auto& each : {x, behind}) {
    BOOST_TEST((again.admit(each) == ledger::course::handle));
    BOOST_TEST(!again.is_reread(each));
  }
}

BOOST_AUTO_TEST_CASE(leaves_its_dead_letters_to_whoever_works_on_them) {
  const auto x = event("k");
  auto book = take_over();
  fail(book, x, failure::reject, 1);
  commit(book);
  BOOST_TEST_REQUIRE(letters().size() == 1u);
  go_back(0);
  auto again = take_over();
  BOOST_TEST((again.admit(x) == ledger::course::skip));
  // Also when it is gone meanwhile.
  journal::commit dropped;
  dropped.dead_letters_removed.push_back(letters().front().id);
  write(dropped);
  BOOST_TEST((take_over().admit(x) == ledger::course::skip));
}

BOOST_AUTO_TEST_CASE(keeps_it_in_mind_while_it_waits_and_in_a_dead_letter) {
  const auto x = event("k");
  auto book = take_over();
  book.handled(x);
  commit(book);
  go_back(0);
  auto again = take_over();
  fail(again, x, failure::retry, 1);
  commit(again);
  // The place of the next reading is behind it.
  event("k");
  go_back(1);
  auto later = take_over();
  const auto waiting = parked("k");
  BOOST_TEST(later.is_reread(waiting));
  later.handled(waiting, everything(), {});
  BOOST_TEST(later.take().commit.events.empty());

  auto last = take_over();
  fail(last, parked("k"), failure::reject, 2);
  commit(last);
  BOOST_TEST(letters().front().reread);
}

BOOST_AUTO_TEST_SUITE_END()
