// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/topic.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using troupe::check_topic;
using troupe::is_topic;
using troupe::pattern;

namespace {

std::string tokens(std::size_t count) {
  std::string text = "t";
  for (; count > 1; --count)
    text += ".t";
  return text;
}

struct wrong {
  std::string text;
  std::string why;
  friend std::ostream& operator<<(std::ostream& out, const wrong& x) { return out << x.text; }
};

const std::vector<std::string> topics{
    "orders.placed", "orders", "a.b.c", "A-Z_09.x", "-", "_", tokens(16), std::string(255, 'x'),
};

const std::vector<wrong> no_topics{
    {"", "it is empty"},
    {".", "a token is empty"},
    {".orders", "a token is empty"},
    {"orders.", "a token is empty"},
    {"orders..placed", "a token is empty"},
    {"orders placed", "made of letters, digits"},
    {"orders/placed", "made of letters, digits"},
    {"orders.*", "made of letters, digits"},
    {"orders.>", "made of letters, digits"},
    {"caf\xc3\xa9", "made of letters, digits"},
    {std::string{"a\0b", 3}, "made of letters, digits"},
    {tokens(17), "more than 16 tokens"},
    {std::string(256, 'x'), "longer than 255 bytes"},
};

const std::vector<wrong> no_patterns{
    {"", "it is empty"},
    {"orders.", "a token is empty"},
    {">.orders", "must be the last token"},
    {">.>", "must be the last token"},
    {"orders.**", "*, >, or made of"},
    {"orders.pl*", "*, >, or made of"},
    {"orders.>>", "*, >, or made of"},
    {"orders.a>", "*, >, or made of"},
    {tokens(16) + ".*", "more than 16 tokens"},
};

struct match {
  std::string pattern;
  std::string topic;
  bool matches;
  friend std::ostream& operator<<(std::ostream& out, const match& x) {
    return out << x.pattern << " and " << x.topic;
  }
};

const std::vector<match> matches{
    {"orders.placed", "orders.placed", true},
    {"orders.placed", "orders.place", false},
    {"orders.placed", "orders.placed.late", false},
    {"orders.*", "orders.placed", true},
    {"orders.*", "orders", false},
    {"orders.*", "orders.placed.late", false},
    {"orders.*", "ordersx.placed", false},
    {"*.placed", "orders.placed", true},
    {"*.placed", "orders.paid", false},
    {"*", "orders", true},
    {"*", "orders.placed", false},
    {"orders.*.late", "orders.placed.late", true},
    {"orders.*.late", "orders.placed.early", false},
    {"orders.*.late", "orders.late", false},
    {"orders.>", "orders.placed", true},
    {"orders.>", "orders.placed.late", true},
    {"orders.>", "orders", false},
    {"orders.>", "order.placed", false},
    {">", "orders", true},
    {">", "orders.placed.late", true},
    {"*.>", "orders", false},
    {"*.>", "orders.placed", true},
    {"*.*", "a.b", true},
    {"*.*", "a", false},
    {"*.*", "a.b.c", false},
    {">", "troupe.supervision.gave_up", false},
    {"*.supervision.>", "troupe.supervision.gave_up", false},
    {"*.*.*", "troupe.supervision.gave_up", false},
    {"troupe.>", "troupe.supervision.gave_up", true},
    {"troupe.*.gave_up", "troupe.supervision.gave_up", true},
    {"troupe.supervision.gave_up", "troupe.supervision.gave_up", true},
    {">", "troupe", true},
    {">", "trouper.called", true},
};

} // namespace

static_assert(is_topic("orders.placed"));
static_assert(!is_topic("orders..placed"));

BOOST_AUTO_TEST_SUITE(a_topic)

BOOST_DATA_TEST_CASE(is_tokens_joined_by_dots, topics) {
  BOOST_TEST(is_topic(sample));
  BOOST_TEST(check_topic(sample).has_value());
}

BOOST_DATA_TEST_CASE(refuses_anything_else_with_a_reason, no_topics) {
  BOOST_TEST(!is_topic(sample.text));
  const auto checked = check_topic(sample.text);
  BOOST_TEST_REQUIRE(!checked.has_value());
  BOOST_TEST(checked.failure().what.find(sample.why) != std::string::npos, checked.failure().what);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_pattern)

BOOST_DATA_TEST_CASE(matches_one_token_by_a_star_and_the_rest_by_an_arrow, matches) {
  const auto parsed = pattern::parse(sample.pattern);
  BOOST_TEST_REQUIRE(parsed.has_value());
  BOOST_TEST(parsed->matches(sample.topic) == sample.matches);
}

BOOST_DATA_TEST_CASE(refuses_wildcards_elsewhere_with_a_reason, no_patterns) {
  const auto parsed = pattern::parse(sample.text);
  BOOST_TEST_REQUIRE(!parsed.has_value());
  BOOST_TEST(parsed.failure().what.find(sample.why) != std::string::npos, parsed.failure().what);
}

BOOST_DATA_TEST_CASE(that_is_a_topic_is_literal_and_matches_itself, topics) {
  const auto parsed = pattern::parse(sample);
  BOOST_TEST_REQUIRE(parsed.has_value());
  BOOST_TEST(parsed->is_literal());
  BOOST_TEST(parsed->text() == sample);
  BOOST_TEST(parsed->matches(sample));
}

BOOST_AUTO_TEST_CASE(with_a_wildcard_is_not_literal) {
  BOOST_TEST(!pattern::parse("orders.*").value().is_literal());
  BOOST_TEST(!pattern::parse(">").value().is_literal());
}

BOOST_AUTO_TEST_SUITE_END()
