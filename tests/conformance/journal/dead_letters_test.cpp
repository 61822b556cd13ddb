// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

std::vector<std::uint8_t> last_bytes(const std::vector<dead_letter_record>& letters) {
  std::vector<std::uint8_t> found;
  for (const auto& x : letters)
    found.push_back(x.id.bytes[15]);
  return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_dead_letter)

BOOST_AUTO_TEST_CASE_TEMPLATE(is_kept_as_it_is, Engine, every_engine) {
  Engine journal;
  dead_letter_record input;
  input.id = id(2);
  input.reason = dead_letter_reason::bad_input;
  input.text = "line 7: 536365,85123A\nline 8: ,";
  set_up(journal.storage(), build{}.letter(dead_letter(1)).letter(input));
  const auto all = value_of(journal.look()->dead_letters({}));
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST((all[0] == dead_letter(1)));
  BOOST_TEST((all[1] == input));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_what_threw_where_and_what_it_said_before, Engine,
                              every_engine) {
  Engine journal;
  auto letter = dead_letter(1);
  letter.error_type = "std::runtime_error";
  letter.attempts[1].error_type = "std::runtime_error";
  letter.attempts[1].why = failure::crash;
  letter.module = "commerce";
  letter.module_version = "troupe 0.1.0; gcc 12";
  letter.original = R"({"n":0})";
  set_up(journal.storage(), build{}.letter(letter));
  const auto all = value_of(journal.look()->dead_letters({}));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0] == letter));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_changed_by_being_removed_and_made_anew, Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}.letter(dead_letter(1)));
  auto edited = dead_letter(1);
  edited.original = std::string{edited.event->payload.text()};
  edited.event->payload = R"({"n":"one"})";
  BOOST_TEST(write_one(journal.storage(), build{}.remove(id(1)).letter(edited)).accepted());
  const auto all = value_of(journal.look()->dead_letters({}));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0] == edited));
  BOOST_TEST(
      !write_one(journal.storage(), build{}.remove(id(2)).letter(dead_letter(2))).accepted());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_its_reason, Engine, every_engine) {
  Engine journal;
  commit all;
  for (int i = 0; i <= static_cast<int>(dead_letter_reason::unhandled); ++i) {
    auto letter = dead_letter(static_cast<std::uint64_t>(i) + 1);
    letter.reason = static_cast<dead_letter_reason>(i);
    all.dead_letters.push_back(letter);
  }
  set_up(journal.storage(), all);
  const auto found = value_of(journal.look()->dead_letters({}));
  BOOST_REQUIRE(found.size() == 9u);
  for (int i = 0; i < 9; ++i)
    BOOST_TEST((found[static_cast<std::size_t>(i)].reason == static_cast<dead_letter_reason>(i)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_found_in_pages_in_order_of_id, Engine, every_engine) {
  Engine journal;
  for (const std::uint64_t n : {5u, 1u, 4u, 2u, 3u})
    set_up(journal.storage(), build{}.letter(dead_letter(n)));
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->dead_letter_count()) == 5u);
  dead_letter_query query;
  query.limit = 2;
  using bytes = std::vector<std::uint8_t>;
  BOOST_TEST((last_bytes(value_of(seen->dead_letters(query))) == bytes{1, 2}));
  query.after = id(2);
  BOOST_TEST((last_bytes(value_of(seen->dead_letters(query))) == bytes{3, 4}));
  query.after = id(4);
  BOOST_TEST((last_bytes(value_of(seen->dead_letters(query))) == bytes{5}));
  query.after = id(5);
  BOOST_TEST(value_of(seen->dead_letters(query)).empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_found_by_service_reason_and_id, Engine, every_engine) {
  Engine journal;
  auto rejected = dead_letter(3);
  rejected.reason = dead_letter_reason::rejected;
  set_up(journal.storage(),
         build{}.letter(dead_letter(1)).letter(dead_letter(2, "shipping")).letter(rejected));
  const auto seen = journal.look();
  using bytes = std::vector<std::uint8_t>;
  dead_letter_query query;
  query.service = "payment";
  BOOST_TEST((last_bytes(value_of(seen->dead_letters(query))) == bytes{1, 3}));
  query.reason = dead_letter_reason::rejected;
  BOOST_TEST((last_bytes(value_of(seen->dead_letters(query))) == bytes{3}));
  query = {};
  query.id = id(2);
  BOOST_TEST((last_bytes(value_of(seen->dead_letters(query))) == bytes{2}));
  query.service = "payment";
  BOOST_TEST(value_of(seen->dead_letters(query)).empty());
  BOOST_TEST((value_of(seen->dead_letter_counts()) ==
              std::map<std::string, std::size_t>{{"payment", 2}, {"shipping", 1}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_found_by_topic_key_and_time, Engine, every_engine) {
  Engine journal;
  for (const std::uint64_t n : {1u, 2u, 3u, 4u}) {
    auto letter = dead_letter(n);
    letter.event->topic = n % 2 ? "orders.placed" : "orders.lines.added";
    letter.delivery_key = n < 3 ? "a" : "b";
    letter.last_seen = at(static_cast<std::int64_t>(n) * 10);
    set_up(journal.storage(), build{}.letter(letter));
  }
  auto input = dead_letter(5);
  input.event.reset();
  set_up(journal.storage(), build{}.letter(input));
  const auto seen = journal.look();
  using bytes = std::vector<std::uint8_t>;
  const auto found = [&](const dead_letter_query& query) {
    return last_bytes(value_of(seen->dead_letters(query)));
  };
  dead_letter_query by_topic;
  by_topic.topics = {topics("orders.*")};
  BOOST_TEST((found(by_topic) == bytes{1, 3}));
  by_topic.topics = {topics("orders.*"), topics("orders.lines.>")};
  BOOST_TEST((found(by_topic) == bytes{1, 2, 3, 4}));
  by_topic.limit = 1;
  by_topic.topics = {topics("orders.lines.added")};
  BOOST_TEST((found(by_topic) == bytes{2}));
  by_topic.after = id(2);
  BOOST_TEST((found(by_topic) == bytes{4}));
  dead_letter_query by_key;
  by_key.key = "b";
  BOOST_TEST((found(by_key) == bytes{3, 4}));
  dead_letter_query by_time;
  by_time.since = at(20);
  BOOST_TEST((found(by_time) == bytes{2, 3, 4}));
  by_time.before = at(40);
  BOOST_TEST((found(by_time) == bytes{2, 3}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_counted_by_service_reason_and_error, Engine, every_engine) {
  Engine journal;
  for (const std::uint64_t n : {1u, 2u, 3u, 4u, 5u}) {
    auto letter = dead_letter(n, n == 5 ? "shipping" : "payment");
    letter.error = n == 3 ? "no such card" : "gateway timeout";
    letter.event->topic = n == 2 ? "orders.paid" : "orders.placed";
    letter.first_seen = at(static_cast<std::int64_t>(n));
    letter.last_seen = at(static_cast<std::int64_t>(n) * 10);
    set_up(journal.storage(), build{}.letter(letter));
  }
  const auto seen = journal.look();
  const auto spent = dead_letter_reason::attempts_spent;
  using kinds = std::vector<dead_letter_kind>;
  const auto all = value_of(seen->dead_letter_kinds({}));
  BOOST_TEST((all == kinds{{"payment", spent, "gateway timeout", 3, at(1), at(40)},
                           {"payment", spent, "no such card", 1, at(3), at(30)},
                           {"shipping", spent, "gateway timeout", 1, at(5), at(50)}}));
  dead_letter_query some;
  some.service = "payment";
  some.topics = {topics("orders.placed")};
  some.before = at(40);
  some.limit = 1;
  BOOST_TEST((value_of(seen->dead_letter_kinds(some)) ==
              kinds{{"payment", spent, "gateway timeout", 1, at(1), at(10)},
                    {"payment", spent, "no such card", 1, at(3), at(30)}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(has_a_weight, Engine, every_engine) {
  Engine journal;
  auto heavy = dead_letter(2);
  heavy.last_seen = at(7);
  heavy.event->payload = std::string(10'000, ' ') + "{}";
  set_up(journal.storage(), build{}.letter(dead_letter(1)).letter(heavy));
  const auto weights = value_of(journal.look()->dead_letter_weights());
  BOOST_REQUIRE(weights.size() == 2u);
  BOOST_TEST((weights[0].id == id(1)));
  BOOST_TEST((weights[1].last_seen == at(7)));
  BOOST_TEST(weights[0].bytes < 2'000u);
  BOOST_TEST(weights[1].bytes > 10'000u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(leaves_its_trail_in_the_commit_that_changes_it, Engine,
                              every_engine) {
  Engine journal;
  const audit_record dropped{
      0,   at(9), letter_deed::dropped, "anna",        id(1), "payment", "orders.placed",
      "k", 7,     "gateway timeout",    "paid by hand"};
  auto edited = dropped;
  edited.what = letter_deed::edited;
  set_up(journal.storage(), build{}.letter(dead_letter(1)));
  BOOST_TEST(!write_one(journal.storage(), build{}.remove(id(2)).audit(dropped)).accepted());
  set_up(journal.storage(), build{}.audit(edited));
  set_up(journal.storage(), build{}.remove(id(1)).audit(dropped));
  const auto seen = journal.look();
  const auto all = value_of(seen->audits(0, 9));
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].number < all[1].number);
  edited.number = all[0].number;
  BOOST_TEST((all[0] == edited));
  BOOST_TEST((all[1].what == letter_deed::dropped));
  BOOST_TEST(value_of(seen->audits(all[0].number, 9)).size() == 1u);
  BOOST_TEST(value_of(seen->audits(0, 1)).size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_removed_once, Engine, every_engine) {
  Engine journal;
  const auto orders = value_of(journal.storage().subscribe("payment", 0));
  set_up(journal.storage(), some_events(1, 5));
  set_up(journal.storage(), build{}.letter(dead_letter(1)).letter(dead_letter(2)));
  const commit replay = build{orders}.remove(id(1)).park(parked_row(1, "k", 0));
  BOOST_TEST(write_one(journal.storage(), replay).accepted());
  BOOST_TEST(!write_one(journal.storage(), replay).accepted());
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->dead_letter_count()) == 1u);
  BOOST_TEST(value_of(seen->parked(orders)).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
