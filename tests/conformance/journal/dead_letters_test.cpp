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
  write_one(journal.storage(), build{}.letter(dead_letter(1)).letter(input));
  const auto all = value_of(journal.look()->dead_letters({}));
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST((all[0] == dead_letter(1)));
  BOOST_TEST((all[1] == input));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_its_reason, Engine, every_engine) {
  Engine journal;
  commit all;
  for (int i = 0; i <= static_cast<int>(dead_letter_reason::unhandled); ++i) {
    auto letter = dead_letter(static_cast<std::uint64_t>(i) + 1);
    letter.reason = static_cast<dead_letter_reason>(i);
    all.dead_letters.push_back(letter);
  }
  write_one(journal.storage(), all);
  const auto found = value_of(journal.look()->dead_letters({}));
  BOOST_REQUIRE(found.size() == 9u);
  for (int i = 0; i < 9; ++i)
    BOOST_TEST((found[static_cast<std::size_t>(i)].reason == static_cast<dead_letter_reason>(i)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(is_found_in_pages_in_order_of_id, Engine, every_engine) {
  Engine journal;
  for (const std::uint64_t n : {5u, 1u, 4u, 2u, 3u})
    write_one(journal.storage(), build{}.letter(dead_letter(n)));
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
  write_one(journal.storage(),
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

BOOST_AUTO_TEST_CASE_TEMPLATE(is_removed_once, Engine, every_engine) {
  Engine journal;
  const auto orders = value_of(journal.storage().subscribe("payment", 0));
  write_one(journal.storage(), some_events(1, 5));
  write_one(journal.storage(), build{}.letter(dead_letter(1)).letter(dead_letter(2)));
  const commit replay = build{orders}.remove(id(1)).park(parked_row(1, "k", 0));
  BOOST_TEST(write_one(journal.storage(), replay).accepted());
  BOOST_TEST(!write_one(journal.storage(), replay).accepted());
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->dead_letter_count()) == 1u);
  BOOST_TEST(value_of(seen->parked(orders)).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
