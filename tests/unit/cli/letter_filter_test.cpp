// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letter_filter.hpp"
#include "cli/letter_groups.hpp"
#include "journal/memory.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::cli;

namespace {

const auto now = *parse_time("2026-11-22T12:00:00Z");

bool refuses(const letter_filter& said, const std::string& part) {
  const auto made = search_of(said, now);
  return !made && made.failure().what.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_filter_of_dead_letters)

BOOST_AUTO_TEST_CASE(says_nothing_without_options) {
  BOOST_TEST(!letter_filter{}.says_anything());
  letter_filter by_key;
  by_key.key = ""; // One state for all is a key, too.
  BOOST_TEST(by_key.says_anything());
}

BOOST_AUTO_TEST_CASE(becomes_a_query) {
  letter_filter said;
  said.service = "payment";
  said.topics = {"orders.*"};
  said.key = "17";
  said.reason = "rejected";
  said.since = "2h";
  said.age = "30m";
  const auto made = search_of(said, now);
  BOOST_TEST_REQUIRE(static_cast<bool>(made));
  const auto& query = made->query;
  BOOST_TEST(query.service.value_or("") == "payment");
  BOOST_TEST(query.topics.front().matches("orders.placed"));
  BOOST_TEST(query.key.value_or("") == "17");
  BOOST_CHECK(query.reason == journal::dead_letter_reason::rejected);
  BOOST_CHECK(query.since == now - std::chrono::hours{2});
  BOOST_CHECK(query.before == now - std::chrono::minutes{30});
  said.since = "2026-11-20T09:00:00+01:00";
  BOOST_CHECK(search_of(said, now)->query.since == parse_time("2026-11-20T08:00:00Z").value());
}

BOOST_AUTO_TEST_CASE(says_which_option_is_wrong_and_what_would_be_good) {
  letter_filter x;
  x.topics = {"orders..placed"};
  BOOST_TEST(refuses(x, "--topic: "));
  x = {};
  x.reason = "tired";
  BOOST_TEST(refuses(x, "--reason: 'tired' is none; use attempts_spent, rejected, "));
  BOOST_TEST(refuses(x, " or unhandled"));
  x = {};
  x.since = "yesterday";
  BOOST_TEST(refuses(x, "--since: 'yesterday' is no time; write one like 2026-"));
  x = {};
  x.age = "30";
  BOOST_TEST(refuses(x, "--age: "));
  x.age = "-1h";
  BOOST_TEST(refuses(x, "--age: "));
  x = {};
  x.group = "payment";
  BOOST_TEST(refuses(x, "--group: 'payment' is no group's name"));
}

BOOST_AUTO_TEST_CASE(finds_a_group_page_by_page) {
  journal::memory_engine storage;
  journal::trial::build all;
  for (std::uint64_t n = 1; n <= 9; ++n) {
    auto letter = journal::trial::dead_letter(n);
    letter.error = n % 3 == 0 ? "no card" : "timeout after " + std::to_string(n);
    all.letter(letter);
  }
  journal::trial::write_one(storage, all);
  const auto from = journal::trial::value_of(storage.open_reader());
  letter_search what;
  what.query.limit = 2;
  what.group =
      group_name("payment", journal::dead_letter_reason::attempts_spent, "timeout after 0");
  std::string seen;
  BOOST_TEST(static_cast<bool>(for_each_letter(*from, what, [&](journal::dead_letter_record&& x) {
    seen += std::to_string(x.event->sequence);
  })));
  BOOST_TEST(seen == "124578");
}

BOOST_AUTO_TEST_SUITE_END()
