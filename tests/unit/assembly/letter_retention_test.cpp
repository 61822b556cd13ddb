// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_retention.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;
using namespace std::chrono_literals;
using journal::trial::at;
using journal::trial::id;

namespace {

/// Letters 1, 2, ... that were last seen at these times, of 100 bytes each.
std::vector<journal::dead_letter_weight> letters(std::initializer_list<std::int64_t> seen) {
  std::vector<journal::dead_letter_weight> all;
  for (const auto each : seen)
    all.push_back({id(all.size() + 1), at(each), 100});
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(retention_of_dead_letters)

BOOST_AUTO_TEST_CASE(is_off_where_nothing_is_bounded) {
  BOOST_TEST(!letter_retention{{}}.is_on());
  BOOST_TEST((letter_retention{{10s, std::nullopt}}.is_on()));
  BOOST_TEST((letter_retention{{std::nullopt, 5}}.is_on()));
}

BOOST_AUTO_TEST_CASE(looks_more_often_where_letters_live_shortly) {
  BOOST_CHECK((letter_retention{{std::nullopt, 5}}.interval() == 10min));
  BOOST_CHECK((letter_retention{{24h * 30, std::nullopt}}.interval() == 10min));
  BOOST_CHECK((letter_retention{{2h, std::nullopt}}.interval() == 5min));
  BOOST_CHECK((letter_retention{{1s, std::nullopt}}.interval() == 1s));
}

BOOST_AUTO_TEST_CASE(announces_what_is_too_old_and_gives_it_at_the_next_look) {
  letter_retention x{{100s, std::nullopt}};
  const auto all = letters({0, 50, 10});
  BOOST_TEST(!x.look(all, at(100)).announcement.has_value());
  const auto first = x.look(all, at(111));
  BOOST_TEST(first.expired.empty());
  BOOST_TEST(first.announcement.value_or("").find(
                 "2 dead letters are beyond dead_letters.retain and will be deleted at ") == 0u);
  const auto second = x.look(all, at(151));
  BOOST_CHECK((second.expired == std::vector{id(1), id(3)}));
  BOOST_TEST(second.announcement.value_or("").find("1 dead letter is beyond ") == 0u);
  const auto third = x.look(letters({}), at(160));
  BOOST_TEST(third.expired.empty());
  BOOST_TEST(!third.announcement.has_value());
}

BOOST_AUTO_TEST_CASE(gives_the_oldest_where_all_take_too_much) {
  letter_retention x{{std::nullopt, 250}};
  const auto all = letters({30, 10, 20, 40});
  BOOST_TEST(x.look(all, at(50)).announcement.has_value());
  BOOST_CHECK((x.look(all, at(60)).expired == std::vector{id(2), id(3)}));
}

BOOST_AUTO_TEST_CASE(lets_go_what_is_not_too_much_any_more) {
  letter_retention x{{std::nullopt, 250}};
  x.look(letters({10, 20, 30}), at(50));
  // Somebody replayed the last one.
  BOOST_TEST(x.look(letters({10, 20}), at(60)).expired.empty());
  // It is announced anew.
  BOOST_TEST(x.look(letters({10, 20, 30}), at(70)).expired.empty());
  BOOST_TEST(x.look(letters({10, 20, 30}), at(80)).expired.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
