// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_changes.hpp"
#include "bus/item.hpp"
#include "journal/memory.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;
using journal::dead_letter_reason;

namespace {

const subscription_numbers known{{"payment", 7}};
const time_point now{std::chrono::seconds{1'800'000'000}};
const deed by_anna{now, "anna", "mended"};

journal::dead_letter_record letter() {
  journal::dead_letter_record x;
  x.id.bytes[0] = 1;
  x.reason = dead_letter_reason::rejected;
  x.service = "payment";
  x.event = journal::event_record{};
  x.event->sequence = 42;
  x.event->topic = "orders.placed";
  x.delivery_key = "17";
  x.attempts = {{}, {}};
  return x;
}

bool says(const journal::dead_letter_record& x, const std::string& part) {
  const auto why = why_not_replayed(x, known);
  return why && why->find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_dead_letter)

BOOST_AUTO_TEST_CASE(is_replayed_to_the_subscription_that_failed_with_no_attempt_spent) {
  BOOST_TEST(!why_not_replayed(letter(), known));
  const auto change = replay_of(letter(), known, by_anna);
  BOOST_CHECK(change.what == bus::row_change::kind::park);
  const auto& made = change.commit;
  BOOST_TEST(made.subscription == 7);
  BOOST_TEST(made.epoch == 0u);
  BOOST_TEST_REQUIRE(made.parks.size() == 1u);
  BOOST_TEST(made.parks[0].sequence == 42u);
  BOOST_TEST(made.parks[0].key == "17");
  BOOST_TEST(made.parks[0].partition == bus::partition_of("17"));
  BOOST_TEST(made.parks[0].attempts.empty());
  BOOST_TEST(made.parks[0].replay);
  BOOST_TEST(!made.parks[0].payload.has_value());
  BOOST_CHECK(made.parks[0].due == time_point{});
  BOOST_CHECK(made.dead_letters_removed == std::vector{letter().id});
}

BOOST_AUTO_TEST_CASE(is_replayed_with_the_payload_that_somebody_edited) {
  auto edited = letter();
  edited.event->payload = R"({"n":2})";
  edited.original = R"({"n":1})";
  BOOST_TEST(replay_of(edited, known, by_anna).row.payload.value_or("") == R"({"n":2})");
}

BOOST_AUTO_TEST_CASE(leaves_a_line_in_the_audit_trail) {
  auto x = letter();
  x.error = "gateway timeout";
  const journal::audit_record expected{0,
                                       now,
                                       journal::letter_deed::dropped,
                                       "anna",
                                       x.id,
                                       "payment",
                                       "orders.placed",
                                       "17",
                                       42,
                                       "gateway timeout",
                                       "mended"};
  const auto dropped = removal_of(x, journal::letter_deed::dropped, by_anna);
  BOOST_TEST_REQUIRE(dropped.audits.size() == 1u);
  BOOST_CHECK(dropped.audits[0] == expected);
  BOOST_CHECK(dropped.dead_letters_removed == std::vector{x.id});
  BOOST_CHECK(replay_of(x, known, by_anna).commit.audits.at(0).what ==
              journal::letter_deed::replayed);
  x.event.reset();
  const auto input = removal_of(x, journal::letter_deed::dropped, by_anna).audits.at(0);
  BOOST_TEST(input.topic.empty());
  BOOST_TEST(input.sequence == 0u);
}

BOOST_AUTO_TEST_CASE(goes_on_in_order_of_its_event_and_not_of_its_id) {
  journal::memory_engine storage;
  const auto number = storage.subscribe("payment", 0);
  journal::commit before;
  control::move_letters all{control::letter_verb::replay, {}};
  for (const journal::sequence_number sequence : {3u, 1u, 2u}) {
    before.events.emplace_back().topic = "orders.placed";
    auto x = letter();
    x.id.bytes[0] = static_cast<std::uint8_t>(10 - sequence);
    x.event->sequence = sequence;
    all.ids.push_back(x.id);
    before.dead_letters.push_back(std::move(x));
  }
  BOOST_TEST_REQUIRE(storage.write({&before, 1})->front().accepted());
  const auto reader = storage.open_reader();
  const auto plan = plan_move(**reader, all, now);
  BOOST_TEST_REQUIRE(plan->moves.size() == 3u);
  for (std::size_t i = 0; i < 3; ++i)
    BOOST_TEST(plan->moves[i].change.value().row.sequence == i + 1);
  BOOST_TEST(move_letters(storage, **reader, all, now)->moved == 3u);
  BOOST_TEST((*reader)->parked(*number, "17")->value().row.sequence == 1u);
}

BOOST_AUTO_TEST_CASE(says_why_it_cannot_be_replayed) {
  auto input = letter();
  input.event.reset();
  input.reason = dead_letter_reason::bad_input;
  BOOST_TEST(says(input, "correct the input"));
  auto message = letter();
  message.event.reset();
  message.reason = dead_letter_reason::actor_gone;
  BOOST_TEST(says(message, "a message between actors"));
  auto nobodys = letter();
  nobodys.service.clear();
  nobodys.reason = dead_letter_reason::no_subscriber;
  BOOST_TEST(says(nobodys, "none subscribes to orders.placed"));
  auto passing = letter();
  passing.event->sequence = 0;
  BOOST_TEST(says(passing, "transient"));
  auto renamed = letter();
  renamed.service = "till";
  BOOST_TEST(says(renamed, "no subscription 'till'"));
}

BOOST_AUTO_TEST_CASE(stays_where_its_event_waits_already) {
  journal::memory_engine storage;
  const auto number = storage.subscribe("payment", 0);
  const subscription_numbers here{{"payment", *number}};
  journal::commit before;
  before.events.emplace_back().topic = "orders.placed";
  auto first = letter();
  first.event->sequence = 1;
  auto second = first;
  second.id.bytes[0] = 2;
  before.dead_letters = {first, second};
  std::vector<journal::commit> group{before};
  BOOST_TEST_REQUIRE(storage.write(group)->front().accepted());
  const auto reader = storage.open_reader();
  const control::move_letters both{control::letter_verb::replay, {first.id, second.id, first.id}};
  const auto told = move_letters(storage, **reader, both, now);
  BOOST_TEST(told->moved == 1u);
  BOOST_TEST_REQUIRE(told->left.size() == 1u);
  BOOST_CHECK(told->left.front().id == second.id);
  BOOST_TEST(told->left.front().why.find("parked already") != std::string::npos);
  const auto again = move_letters(storage, **reader, both, now);
  BOOST_TEST(again->moved == 0u);
  BOOST_CHECK(again->missing == std::vector{first.id});
}

namespace {

/// A journal in which a dead letter holds its key, and one event waits behind it.
struct held_key {
  journal::memory_engine storage;
  std::unique_ptr<journal::reader> reader = *storage.open_reader();
  journal::subscription_number number = *storage.subscribe("payment", 0);
  journal::dead_letter_record kept = letter();

  held_key() {
    journal::commit before;
    before.subscription = number;
    before.events.emplace_back().topic = "orders.placed";
    before.events.emplace_back().topic = "orders.placed";
    kept.event->sequence = 1;
    before.dead_letters = {kept};
    const auto partition = bus::partition_of("17");
    before.parks = {{0, 1, partition, "17", {}, {{}, {}}, kept.id},
                    {0, 2, partition, "17", {}, {}}};
    write(before);
  }

  void write(journal::commit c) {
    std::vector<journal::commit> group{std::move(c)};
    BOOST_TEST_REQUIRE(storage.write(group)->front().accepted());
  }
  control::letters_moved move(control::letter_verb how) {
    return *move_letters(storage, *reader, {how, {kept.id}, "anna", "paid"}, now);
  }
  journal::parked_head head() { return **reader->parked(number, "17"); }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(that_holds_its_key_is_not_dropped, held_key) {
  const auto told = move(control::letter_verb::drop);
  BOOST_TEST(told.moved == 0u);
  BOOST_TEST_REQUIRE(told.left.size() == 1u);
  BOOST_TEST(told.left.front().why.find("'resolve' lets them go on") != std::string::npos);
  BOOST_TEST(head().row.sequence == 1u);
}

BOOST_FIXTURE_TEST_CASE(that_holds_its_key_is_replayed_at_its_place, held_key) {
  BOOST_TEST(move(control::letter_verb::replay).moved == 1u);
  BOOST_TEST(head().row.sequence == 1u);
  BOOST_TEST(head().row.letter.is_nil());
  BOOST_TEST(head().row.attempts.empty());
  BOOST_TEST(head().row.replay);
  BOOST_TEST(head().waiting == 2u);
  BOOST_TEST(*reader->dead_letter_count() == 0u);
}

BOOST_FIXTURE_TEST_CASE(that_is_resolved_lets_its_key_go_on, held_key) {
  BOOST_TEST(move(control::letter_verb::resolve).moved == 1u);
  BOOST_TEST(head().row.sequence == 2u);
  BOOST_TEST(head().waiting == 1u);
  BOOST_TEST(*reader->dead_letter_count() == 0u);
  const auto again = move(control::letter_verb::resolve);
  BOOST_TEST(again.moved == 0u);
  BOOST_TEST(again.missing.size() == 1u);
}

BOOST_AUTO_TEST_CASE(that_holds_nothing_is_not_resolved) {
  journal::memory_engine storage;
  journal::commit before;
  before.dead_letters = {letter()};
  std::vector<journal::commit> group{before};
  BOOST_TEST_REQUIRE(storage.write(group)->front().accepted());
  const auto reader = storage.open_reader();
  const auto told = move_letters(
      storage, **reader, {control::letter_verb::resolve, {letter().id}, "anna", "paid"}, now);
  BOOST_TEST_REQUIRE(told->left.size() == 1u);
  BOOST_TEST(told->left.front().why.find("no later event waits behind it") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
