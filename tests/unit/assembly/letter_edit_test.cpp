// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_edit.hpp"
#include "journal/memory.hpp"
#include "troupe/behavior.hpp"

#include <boost/describe.hpp>
#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;

namespace paying {

struct order_placed {
  static constexpr event_type type{"orders.placed", 1};
  std::string order;
  std::int64_t cents = 0;
  std::string country;
  static constexpr auto key = &order_placed::order;
  static constexpr auto constraints =
      troupe::constraints(matches(&order_placed::country, "[A-Za-z ]*"));
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (order, cents, country))

} // namespace paying

namespace {

const time_point now{std::chrono::seconds{1'800'000'000}};

const behavior by_key{[](const paying::order_placed&) {}};
const behavior by_country{by(&paying::order_placed::country, [](const paying::order_placed&) {})};
const behavior untyped{on("orders.*", [](const delivery&) {})};

constexpr const char* payload = R"({"order":"A1","cents":-5,"country":"DE"})";

journal::dead_letter_record letter(const char* text = payload) {
  journal::dead_letter_record x;
  x.id.bytes[0] = 1;
  x.service = "payment";
  x.event.emplace().topic = "orders.placed";
  x.event->sequence = 42;
  x.event->key = "A1";
  x.event->payload = text;
  x.delivery_key = "A1";
  return x;
}

result<letter_edit> edit(const journal::dead_letter_record& x, const std::string& to,
                         const behavior* of = &by_key, std::size_t most = 1000) {
  const std::span<const event_handler> none;
  return edit_of(x, {x.id, to, "anna", "a typing error"},
                 of ? std::span<const event_handler>{of->events} : none, most, now);
}

std::string refusal(const result<letter_edit>& x) {
  return x ? "none" : to_string(x.failure());
}

bool says(const result<letter_edit>& x, const std::string& part) {
  return refusal(x).find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(editing_a_dead_letter)

BOOST_AUTO_TEST_CASE(puts_another_in_its_place_that_knows_the_original) {
  const auto made = edit(letter(), "{ \"order\": \"A1\",\n \"cents\": 5, \"country\": \"a b\" }\n");
  BOOST_TEST_REQUIRE(static_cast<bool>(made), refusal(made));
  const auto& c = made->commit;
  BOOST_CHECK(c.dead_letters_removed == std::vector{letter().id});
  BOOST_TEST_REQUIRE(c.dead_letters.size() == 1u);
  BOOST_TEST(c.dead_letters[0].event->payload == R"({"order":"A1","cents":5,"country":"a b"})");
  BOOST_TEST(c.dead_letters[0].original.value_or("") == payload);
  BOOST_TEST(c.dead_letters[0].event->sequence == 42u);
  BOOST_TEST_REQUIRE(c.audits.size() == 1u);
  BOOST_CHECK(c.audits[0].what == journal::letter_deed::edited);
  BOOST_TEST(c.audits[0].who == "anna");
  BOOST_TEST(c.audits[0].reason == "a typing error");
  BOOST_TEST(made->told.decoded);
}

BOOST_AUTO_TEST_CASE(keeps_the_first_original_however_often_it_is_edited) {
  const auto once =
      edit(letter(), R"({"order":"A1","cents":5,"country":""})")->commit.dead_letters[0];
  const auto twice = edit(once, R"({"order":"A1","cents":6,"country":""})")->commit.dead_letters[0];
  BOOST_TEST(twice.original.value_or("") == payload);
  const auto back = edit(twice, payload)->commit.dead_letters[0];
  BOOST_TEST(!back.original.has_value());
  BOOST_TEST(back.event->payload == payload);
}

BOOST_AUTO_TEST_CASE(refuses_what_the_service_could_not_read) {
  BOOST_TEST(says(edit(letter(), "{"), ""));
  BOOST_TEST(!edit(letter(), "{"));
  BOOST_TEST(says(edit(letter(), R"({"order":"A1","cents":"5"})"), ".cents"));
  BOOST_TEST(says(edit(letter(), R"({"order":"A1","cent":5})"), "cent"));
  BOOST_TEST(says(edit(letter(), R"({"order":"A1","cents":123456})", &by_key, 20),
                  "limits.payload is 20"));
  auto input = letter();
  input.event.reset();
  BOOST_TEST(says(edit(input, "{}"), "it is no event"));
}

BOOST_AUTO_TEST_CASE(leaves_members_that_came_with_the_event_and_are_not_known) {
  const auto more = letter(R"({"order":"A1","cents":-5,"country":"","discount":1})");
  BOOST_TEST(
      static_cast<bool>(edit(more, R"({"order":"A1","cents":5,"country":"","discount":1})")));
  BOOST_TEST(says(edit(more, R"({"order":"B2","cents":5,"country":"","discount":1})"),
                  "the event's key is 'A1' and the edited payload's 'B2'"));
  // Another member may have been like the key.
  const auto like = letter(R"({"order":"A1","cents":-5,"country":"A1","discount":1})");
  BOOST_TEST(
      static_cast<bool>(edit(like, R"({"order":"A1","cents":5,"country":"DE","discount":1})")));
}

BOOST_AUTO_TEST_CASE(leaves_out_only_what_was_not_there_before) {
  BOOST_TEST(says(edit(letter(), R"({"country":"DE"})"),
                  "orders.placed does not fit its definition: .order: expected text, the event's "
                  "key, and it is missing; .cents: expected an integer, and it is missing"));
  const auto old = letter(R"({"order":"A1","cents":-5})");
  BOOST_TEST(static_cast<bool>(edit(old, R"({"order":"A1","cents":5})")));
  BOOST_TEST(
      says(edit(old, R"({"order":"A1"})"), ".cents: expected an integer, and it is missing"));
}

BOOST_AUTO_TEST_CASE(refuses_another_key) {
  BOOST_TEST(says(edit(letter(), R"({"order":"B2","cents":5,"country":"DE"})"),
                  "the event's key is 'A1' and the edited payload's 'B2'"));
  auto divided = letter();
  divided.delivery_key = "DE";
  BOOST_TEST(says(edit(divided, R"({"order":"A1","cents":5,"country":"FR"})", &by_country),
                  "the event's key is 'DE' and the edited payload's 'FR'"));
  BOOST_TEST(
      static_cast<bool>(edit(divided, R"({"order":"A1","cents":5,"country":"DE"})", &by_country)));
}

BOOST_AUTO_TEST_CASE(reads_as_json_only_where_the_type_is_not_known) {
  for (const auto* of : {&untyped, static_cast<const behavior*>(nullptr)}) {
    const auto made = edit(letter(), R"({"order":"A1","anything":[1]})", of);
    BOOST_TEST_REQUIRE(static_cast<bool>(made), refusal(made));
    BOOST_TEST(!made->told.decoded);
    BOOST_TEST(says(edit(letter(), R"({"order":"B2"})", of), ".order holds the event's key, 'A1'"));
    BOOST_TEST(says(edit(letter(), "[]", of), ".order holds the event's key, 'A1'"));
    BOOST_TEST(!edit(letter(), "nonsense", of));
  }
  auto newer = letter();
  newer.event->version = 2;
  BOOST_TEST(!edit(newer, R"({"order":"A1","anything":1})")->told.decoded);
}

BOOST_AUTO_TEST_CASE(changes_the_journal_once) {
  journal::memory_engine storage;
  journal::commit before;
  before.dead_letters.push_back(letter());
  BOOST_TEST_REQUIRE(storage.write({&before, 1})->front().accepted());
  const auto reader = storage.open_reader();
  const auto handlers = [](const std::string& service) -> std::span<const event_handler> {
    BOOST_TEST(service == "payment");
    return by_key.events;
  };
  const control::edit_letter what{letter().id, R"({"order":"A1","cents":5,"country":""})", "anna",
                                  ""};
  BOOST_TEST(edit_letter(storage, **reader, what, handlers, 1000, now)->decoded);
  const auto all = (*reader)->dead_letters({});
  BOOST_TEST_REQUIRE(all->size() == 1u);
  BOOST_TEST(all->front().event->payload == what.payload);
  BOOST_TEST((*reader)->audits(0, 9)->size() == 1u);
  control::edit_letter nobodys = what;
  nobodys.id.bytes[0] = 9;
  BOOST_CHECK(edit_letter(storage, **reader, nobodys, handlers, 1000, now).failure().code ==
              ec::not_found);
}

BOOST_AUTO_TEST_CASE(keeps_the_constraints_of_the_event_unless_they_are_ignored) {
  const auto to = R"({"order":"A1","cents":5,"country":"D3"})";
  BOOST_TEST(says(edit(letter(), to), "orders.placed breaks its constraints: .country: expected "
                                      "text like [A-Za-z ]*, was \"D3\""));
  const control::edit_letter what{letter().id, to, "anna", "a typing error"};
  BOOST_TEST(edit_of(letter(), what, by_key.events, 1000, now, {false}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
