// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_book.hpp"
#include "support/journal_values.hpp"
#include "troupe/dead_letter_events.hpp"
#include "troupe/json.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;
using namespace std::chrono_literals;
using journal::trial::dead_letter;

namespace {

reports::dead_letter_added told(const std::optional<supervision::report>& x) {
  return *from_json<reports::dead_letter_added>(x.value().fact.payload);
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_book_of_dead_letters)

BOOST_AUTO_TEST_CASE(makes_an_event_and_a_line_of_a_letter) {
  letter_book book{20};
  auto letter = dead_letter(7);
  letter.error_type = "std::range_error";
  const auto news = book.added(letter, 0s);
  BOOST_CHECK((
      news.line ==
      letter_line{"payment/1", "dead letter: orders.placed k: std::range_error: gateway timeout"}));
  const auto x = told(news.event);
  BOOST_CHECK(x.letter == letter.id);
  BOOST_TEST(x.reason == "attempts_spent");
  BOOST_TEST(x.error_type == "std::range_error");
  BOOST_TEST(x.sequence == 7u);
  BOOST_CHECK(news.event->causation == letter.event->id);
  auto input = dead_letter(8);
  input.event.reset();
  input.reason = journal::dead_letter_reason::bad_input;
  const auto of_input = book.added(input, 0s);
  BOOST_TEST(of_input.line->text == "dead letter: input: gateway timeout");
  BOOST_TEST(told(of_input.event).topic.empty());
}

BOOST_AUTO_TEST_CASE(cuts_a_long_error_where_a_character_begins) {
  letter_book book{20};
  auto letter = dead_letter(7);
  letter.error = std::string(4095, 'x') + "\xc3\xa9";
  BOOST_TEST(told(book.added(letter, 0s).event).error == std::string(4095, 'x'));
}

BOOST_AUTO_TEST_CASE(makes_no_event_of_what_follows_from_a_report) {
  letter_book book{20};
  auto letter = dead_letter(7);
  letter.event->correlation = supervision::report_correlation(letter.event->correlation);
  const auto news = book.added(letter, 0s);
  BOOST_TEST(!news.event.has_value());
  BOOST_TEST(news.line.has_value());
  BOOST_TEST(told(book.added(dead_letter(8), 0s).event).held_back == 1u);
}

BOOST_AUTO_TEST_CASE(makes_so_many_events_a_second_and_tells_how_many_it_held_back) {
  letter_book book{4};
  std::size_t events = 0;
  for (std::uint64_t n = 1; n <= 10; ++n)
    events += book.added(dead_letter(n), 10ms).event ? 1 : 0;
  BOOST_TEST(events == 4u);
  BOOST_TEST(told(book.added(dead_letter(11), 1010ms).event).held_back == 6u);
  BOOST_TEST(told(book.added(dead_letter(12), 1020ms).event).held_back == 0u);
  letter_book silent{0};
  BOOST_TEST(!silent.added(dead_letter(1), 0s).event.has_value());
}

BOOST_AUTO_TEST_CASE(shows_the_first_lines_of_each_service_and_sums_up_the_rest) {
  letter_book book{0};
  BOOST_TEST(!book.next().has_value());
  std::size_t lines = 0;
  for (std::uint64_t n = 1; n <= 15; ++n)
    lines += book.added(dead_letter(n), 5s).line ? 1 : 0;
  BOOST_TEST(lines == 10u);
  BOOST_TEST(book.added(dead_letter(16, "shipping"), 6s).line.has_value());
  BOOST_CHECK(book.next() == 65s);
  BOOST_TEST(book.sum_up(64s).empty());
  const auto sums = book.sum_up(65s);
  BOOST_TEST_REQUIRE(sums.size() == 1u);
  BOOST_TEST(sums[0].who == "payment");
  BOOST_TEST(sums[0].text ==
             "5 more dead letters of payment, which the log does not show; troupe dead-letters "
             "list does");
  // The storm goes on: it is only summed up.
  BOOST_TEST(!book.added(dead_letter(17), 70s).line.has_value());
  BOOST_TEST(book.sum_up(125s).size() == 1u);
  // A minute without any, and lines are shown again.
  BOOST_TEST(book.sum_up(185s).empty());
  BOOST_TEST(!book.next().has_value());
  BOOST_TEST(book.added(dead_letter(18), 190s).line.has_value());
}

BOOST_AUTO_TEST_CASE(sums_up_what_is_left_at_the_end) {
  letter_book book{0};
  for (std::uint64_t n = 1; n <= 11; ++n)
    book.added(dead_letter(n), 0s);
  const auto rest = book.close();
  BOOST_TEST_REQUIRE(rest.size() == 1u);
  BOOST_TEST(rest[0].text.find("1 more dead letter of payment,") == 0u);
  BOOST_TEST(book.close().empty());
}

BOOST_AUTO_TEST_SUITE_END()
