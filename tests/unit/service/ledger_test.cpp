// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "unit/service/books.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;
using kind = bus::parked_change::kind;
using rows = std::vector<journal::sequence_number>;

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(rows)

BOOST_FIXTURE_TEST_SUITE(a_ledger, books)

BOOST_AUTO_TEST_CASE(commits_position_state_events_and_timers_of_a_handled_delivery_together) {
  const auto x = event("k");
  auto book = take_over();
  BOOST_TEST((book.admit(x) == ledger::course::handle));
  auto what = one_event(7);
  what.timers_set.push_back(journal::trial::timer(8, 100));
  what.dead_letters.push_back(journal::trial::dead_letter(9));
  book.handled(x, std::move(what), journal::state_write{"k", "{}"});
  const auto word = commit(book);
  BOOST_TEST(word.taken == 1u);
  BOOST_TEST(word.changes.empty());
  BOOST_TEST(position("k") == 1u);
  BOOST_TEST(storage.head() == 2u);
  BOOST_TEST(value_of(look()->state(number, "k")).value() == "{}");
  BOOST_TEST(value_of(look()->timer_count()) == 1u);
  BOOST_TEST(letters().size() == 1u);
}

BOOST_AUTO_TEST_CASE(knows_of_each_event_under_which_name_it_came) {
  const auto brings = [](std::uint64_t n, std::string name) {
    effects all;
    all.events = {journal::trial::event(n), journal::trial::event(n + 1)};
    all.brought.push_back({1, std::move(name)});
    return all;
  };
  auto book = take_over();
  book.handled(event("k"), brings(11, "A-1"), {});
  book.handled(event("k"), brings(21, "A-2"), {});
  const auto made = book.take().commit;
  BOOST_REQUIRE(made.brought.size() == 2u);
  BOOST_TEST((made.events.at(made.brought[0].event).id == journal::trial::id(12)));
  BOOST_TEST(made.brought[0].id == "A-1");
  BOOST_TEST((made.events.at(made.brought[1].event).id == journal::trial::id(22)));
  BOOST_TEST(made.brought[1].id == "A-2");
}

BOOST_AUTO_TEST_CASE(has_of_a_timer_what_the_last_of_several_handlers_said) {
  using journal::trial::id;
  const auto sets = [](std::int64_t due) {
    effects all;
    all.timers_set.push_back(journal::trial::timer(8, due));
    return all;
  };
  const auto clears = [] {
    effects all;
    all.timers_cleared.push_back(id(8));
    return all;
  };
  auto book = take_over();
  book.handled(event("k"), sets(100), {});
  book.handled(event("k"), clears(), {});
  commit(book);
  BOOST_TEST(value_of(look()->timer_count()) == 0u);
  book.handled(event("k"), sets(100), {});
  book.handled(event("k"), clears(), {});
  book.handled(event("k"), sets(200), {});
  commit(book);
  BOOST_TEST((value_of(look()->next_timer()) == at(200)));
}

BOOST_AUTO_TEST_CASE(writes_what_an_instance_sets_up_while_it_owns_its_partition) {
  effects what;
  what.timers_set.push_back(journal::trial::timer(8, 100));
  auto stale = take_over();
  auto book = take_over();
  stale.started(effects{what}, 0);
  BOOST_TEST(!write(stale.take().commit).accepted());
  BOOST_TEST(value_of(look()->timer_count()) == 0u);
  book.started(std::move(what), 0);
  BOOST_TEST(commit(book).taken == 0u);
  BOOST_TEST(value_of(look()->timer_count()) == 1u);
}

BOOST_AUTO_TEST_CASE(moves_a_position_once_for_all_deliveries_of_a_commit) {
  const auto a = event("k"), b = event("k"), c = event("k");
  auto book = take_over();
  for (const auto& x : {a, b, c})
    book.handled(x, {}, journal::state_write{"k", std::to_string(x.event->sequence)});
  auto taken = book.take();
  BOOST_TEST(taken.commit.moves.size() == 1u);
  BOOST_TEST(taken.commit.states.size() == 1u);
  BOOST_TEST(taken.word.taken == 3u);
  BOOST_TEST(write(std::move(taken.commit)).accepted());
  BOOST_TEST(position("k") == 3u);
  BOOST_TEST(value_of(look()->state(number, "k")).value() == "3");
}

BOOST_AUTO_TEST_CASE(goes_on_from_commits_that_are_not_written_yet) {
  const auto a = event("k"), b = event("k");
  auto book = take_over();
  book.handled(a, {}, {});
  auto first = book.take();
  book.handled(b, {}, {});
  auto second = book.take();
  BOOST_TEST(first.word.taken == 1u);
  BOOST_TEST(second.word.taken == 2u);
  BOOST_TEST(write(std::move(first.commit)).accepted());
  BOOST_TEST(write(std::move(second.commit)).accepted());
}

BOOST_AUTO_TEST_CASE(has_all_later_commits_of_a_partition_refused_when_one_is) {
  const auto a = event("k"), b = event("k");
  auto book = take_over();
  book.handled(a, {}, {});
  auto first = book.take();
  book.handled(b, {}, {});
  auto second = book.take();
  static_cast<void>(first);
  BOOST_TEST(!write(std::move(second.commit)).accepted());
}

BOOST_AUTO_TEST_CASE(is_refused_when_another_has_taken_over) {
  const auto a = event("k");
  auto stale = take_over();
  auto book = take_over();
  stale.handled(a, one_event(7), journal::state_write{"k", "stale"});
  BOOST_TEST(!write(stale.take().commit).accepted());
  BOOST_TEST(storage.head() == 1u);
  book.handled(a, {}, {});
  commit(book);
}

BOOST_AUTO_TEST_CASE(skips_what_is_settled) {
  const auto a = event("k");
  auto book = take_over();
  book.handled(a, {}, {});
  commit(book);
  auto next = take_over();
  BOOST_TEST((next.admit(a) == ledger::course::skip));
  next.skipped(a);
  const auto word = commit(next);
  BOOST_TEST(word.taken == 1u);
}

BOOST_AUTO_TEST_CASE(parks_an_attempt_that_failed_until_its_time) {
  const auto x = event("k");
  auto book = take_over();
  BOOST_TEST(!fail(book, x, failure::retry, 100));
  const auto word = commit(book);
  BOOST_REQUIRE_EQUAL(word.changes.size(), 1u);
  BOOST_TEST((word.changes[0].what == kind::parked));
  BOOST_TEST(word.changes[0].sequence == 1u);
  BOOST_TEST((word.changes[0].due == at(110)));
  BOOST_TEST(position("k") == 1u);
  const auto row = parked("k");
  BOOST_TEST(row.attempts.size() == 1u);
  BOOST_TEST(row.attempts[0].error == "gateway timeout");
  BOOST_TEST(row.attempts[0].instance == "payment/1");
}

BOOST_AUTO_TEST_CASE(lengthens_a_delay_by_chance) {
  const auto x = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 100, 0.5);
  BOOST_TEST((commit(book).changes[0].due == at(100) + std::chrono::milliseconds{12'500}));
}

BOOST_AUTO_TEST_CASE(parks_again_what_fails_again_at_its_place) {
  const auto x = event("k"), y = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 100);
  BOOST_TEST((book.admit(y) == ledger::course::wait_behind));
  book.wait_behind(y);
  commit(book);
  const auto row = parked("k");
  BOOST_TEST((book.admit(row) == ledger::course::handle));
  BOOST_TEST(!fail(book, row, failure::crash, 200));
  const auto word = commit(book);
  BOOST_REQUIRE_EQUAL(word.changes.size(), 1u);
  BOOST_TEST((word.changes[0].what == kind::reparked));
  BOOST_TEST((word.changes[0].due == at(220)));
  BOOST_TEST(word.taken == 3u);
  BOOST_TEST(parked_rows() == (rows{1}));
  BOOST_TEST(parked("k").attempts.size() == 2u);
  BOOST_TEST(parked_count() == 2u);
}

BOOST_AUTO_TEST_CASE(lets_the_next_of_a_key_go_when_the_first_leaves) {
  const auto x = event("k"), y = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 100);
  book.wait_behind(y);
  commit(book);
  book.handled(parked("k"), one_event(7), journal::state_write{"k", "1"});
  const auto word = commit(book);
  BOOST_REQUIRE_EQUAL(word.changes.size(), 1u);
  BOOST_TEST((word.changes[0].what == kind::left));
  const auto next = parked("k");
  BOOST_TEST(next.event->sequence == 2u);
  BOOST_TEST((book.admit(next) == ledger::course::handle));
  book.handled(next, {}, journal::state_write{"k", "2"});
  commit(book);
  const auto z = event("k");
  BOOST_TEST((book.admit(z) == ledger::course::handle));
  BOOST_TEST(parked_rows().empty());
}

BOOST_AUTO_TEST_CASE(lets_other_keys_go_on) {
  const auto x = event("a"), y = event("b");
  auto book = take_over();
  fail(book, x, failure::retry, 100);
  BOOST_TEST((book.admit(y) == ledger::course::handle));
}

BOOST_AUTO_TEST_CASE(makes_a_dead_letter_when_attempts_are_spent) {
  const auto x = event("k"), y = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 100);
  book.wait_behind(y);
  commit(book);
  fail(book, parked("k"), failure::retry, 200);
  commit(book);
  BOOST_TEST(fail(book, parked("k"), failure::crash, 300));
  const auto word = commit(book);
  BOOST_TEST((word.changes.at(0).what == kind::left));
  BOOST_REQUIRE_EQUAL(letters().size(), 1u);
  const auto letter = letters().front();
  BOOST_TEST((letter.reason == journal::dead_letter_reason::attempts_spent));
  BOOST_TEST(letter.service == "payment");
  BOOST_TEST(letter.instance == "payment/1");
  BOOST_TEST(letter.error == "gateway timeout");
  BOOST_TEST(letter.attempts.size() == 3u);
  BOOST_TEST((letter.first_seen == at(100)));
  BOOST_TEST((letter.last_seen == at(300)));
  BOOST_TEST(letter.delivery_key == "k");
  BOOST_TEST(letter.event->sequence == 1u);
  // Its key goes on.
  BOOST_TEST(parked_rows() == (rows{2}));
  BOOST_TEST((book.admit(parked("k")) == ledger::course::handle));
}

BOOST_AUTO_TEST_CASE(tells_a_dead_letter_what_threw_in_which_module) {
  policy.attempts = 1;
  auto book = take_over();
  BOOST_TEST(book.failed(event("k"), failure::crash, {"too late", "std::range_error"}, moment(1)));
  commit(book);
  BOOST_REQUIRE_EQUAL(letters().size(), 1u);
  const auto letter = letters().front();
  BOOST_TEST(letter.error_type == "std::range_error");
  BOOST_TEST(letter.attempts.back().error_type == "std::range_error");
  BOOST_TEST(letter.module == "commerce");
  BOOST_TEST(letter.module_version == "troupe 0.1.0");
  BOOST_TEST(!letter.original.has_value());
}

BOOST_AUTO_TEST_CASE(tells_the_dead_letter_of_an_edited_replay_what_the_event_was) {
  policy.attempts = 1;
  auto book = take_over();
  const bus::replayed mark{true, R"({"n":1})"};
  auto x = event("k");
  x.replay = &mark;
  BOOST_TEST(fail(book, x, failure::retry, 100));
  commit(book);
  BOOST_REQUIRE_EQUAL(letters().size(), 1u);
  BOOST_TEST(letters().front().original.value_or("") == R"({"n":1})");
}

BOOST_AUTO_TEST_CASE(makes_a_dead_letter_at_once_of_what_cannot_pass) {
  using reason = journal::dead_letter_reason;
  for (const auto& [why, said] : {std::pair{failure::reject, reason::rejected},
                                  std::pair{failure::undecodable, reason::undecodable}}) {
    const auto x = event("k");
    auto book = take_over();
    BOOST_TEST(fail(book, x, why, 100));
    commit(book);
    BOOST_TEST((letters().back().reason == said));
    BOOST_TEST(position("k") == x.event->sequence);
    BOOST_TEST((book.admit(event("k")) == ledger::course::handle));
  }
}

BOOST_AUTO_TEST_CASE(knows_what_waits_from_the_journal) {
  const auto x = event("k"), y = event("k");
  {
    auto book = take_over();
    fail(book, x, failure::retry, 100);
    book.wait_behind(y);
    commit(book);
  }
  auto book = take_over();
  const auto z = event("k");
  BOOST_TEST((book.admit(z) == ledger::course::wait_behind));
  book.wait_behind(z);
  for (int i = 0; i < 3; ++i) {
    commit(book);
    book.handled(parked("k"), {}, {});
  }
  commit(book);
  BOOST_TEST((book.admit(event("k")) == ledger::course::handle));
}

BOOST_AUTO_TEST_CASE(does_not_handle_a_parked_delivery_twice) {
  const auto x = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 100);
  commit(book);
  const auto row = parked("k");
  book.handled(row, {}, {});
  BOOST_TEST((book.admit(row) == ledger::course::skip));
}

BOOST_AUTO_TEST_CASE(is_refused_for_a_parked_row_that_has_been_tried_by_another) {
  const auto x = event("k");
  auto book = take_over();
  fail(book, x, failure::retry, 100);
  commit(book);
  const auto row = parked("k");
  fail(book, row, failure::retry, 200);
  commit(book);
  book.handled(row, one_event(7), {});
  BOOST_TEST(!write(book.take().commit).accepted());
}

BOOST_AUTO_TEST_CASE(moves_no_position_for_a_transient_delivery_and_commits_its_effects) {
  event("k");
  auto book = take_over();
  BOOST_TEST((book.admit(transient("k")) == ledger::course::handle));
  book.handled(transient("k"), one_event(7), journal::state_write{"k", "1"});
  const auto word = commit(book);
  BOOST_TEST(word.taken == 0u);
  BOOST_TEST(word.transient == 1u);
  BOOST_TEST(position("k") == 0u);
  BOOST_TEST(value_of(look()->state(number, "k")).value() == "1");
}

BOOST_AUTO_TEST_CASE(acknowledges_many_transient_deliveries_that_asked_for_nothing) {
  auto book = take_over();
  book.handled(transient("k"));
  book.handled_transient(5);
  BOOST_TEST(book.size() == 6u);
  const auto taken = book.take();
  BOOST_TEST(taken.word.transient == 6u);
  BOOST_TEST(taken.word.taken == 0u);
  BOOST_TEST(!taken.changes_anything);
}

BOOST_AUTO_TEST_CASE(never_parks_a_transient_delivery) {
  auto book = take_over();
  BOOST_TEST(!fail(book, transient("k"), failure::retry, 100));
  const auto word = commit(book);
  BOOST_TEST(word.transient == 1u);
  BOOST_TEST(parked_rows().empty());
}

BOOST_AUTO_TEST_CASE(has_the_effects_of_a_transient_delivery_refused_too_when_another_took_over) {
  std::vector<effects> all(4);
  all[0].events.push_back(journal::trial::event(7));
  all[1].timers_set.push_back(journal::trial::timer(8, 100));
  all[2].timers_cleared.push_back(journal::trial::id(8));
  all[3].dead_letters.push_back(journal::trial::dead_letter(9));
  for (auto& each : all) {
    auto stale = take_over();
    take_over();
    stale.handled(transient("k"), std::move(each), {});
    BOOST_TEST(!write(stale.take().commit).accepted());
  }
  auto stale = take_over();
  take_over();
  stale.handled(transient("k"), {}, journal::state_write{"k", "1"});
  BOOST_TEST(!write(stale.take().commit).accepted());
}

BOOST_AUTO_TEST_CASE(gives_transient_events_out_beside_the_commit) {
  const auto x = event("k");
  auto book = take_over();
  effects what;
  what.transient.push_back(journal::trial::event(7, "orders.seen"));
  book.handled(x, std::move(what), {});
  const auto taken = book.take();
  BOOST_TEST(taken.transient.size() == 1u);
  BOOST_TEST(taken.commit.events.empty());
  BOOST_TEST(book.take().transient.empty());
}

BOOST_AUTO_TEST_CASE(commits_what_a_source_brought_in_with_its_position) {
  auto book = take_over();
  BOOST_TEST(book.empty());
  book.brought_in(one_event(1), journal::state_write{"", "{\"line\":1}"});
  BOOST_TEST(!book.empty());
  const auto word = commit(book);
  BOOST_TEST(word.taken == 0u);
  BOOST_TEST(storage.head() == 1u);
  auto stale = take_over();
  take_over();
  stale.brought_in(one_event(2), journal::state_write{"", "{\"line\":2}"});
  BOOST_TEST(!write(stale.take().commit).accepted());
  BOOST_TEST(storage.head() == 1u);
}

BOOST_AUTO_TEST_CASE(takes_a_row_that_another_parked_when_it_was_told_and_others_wait_behind_it) {
  const auto a = event("k"), b = event("k");
  auto book = take_over();
  book.handled(a, {}, {});
  commit(book);
  journal::commit again;
  again.subscription = number;
  again.epoch = epoch;
  again.parks.push_back(
      journal::trial::parked_row(a.event->sequence, "k", 0, bus::partition_of("k")));
  BOOST_TEST_REQUIRE(write(again).accepted());
  BOOST_TEST((book.admit(parked("k")) == ledger::course::skip));
  book.parked_beside("k");
  BOOST_TEST((book.admit(parked("k")) == ledger::course::handle));
  BOOST_TEST((book.admit(b) == ledger::course::wait_behind));
  book.handled(parked("k"), {}, {});
  BOOST_TEST((book.admit(b) == ledger::course::handle));
  commit(book);
  BOOST_TEST(parked_rows().empty());
}

BOOST_AUTO_TEST_SUITE_END()
