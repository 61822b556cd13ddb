// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/nearest.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

struct guess {
  std::string word;
  std::string meant;
  friend std::ostream& operator<<(std::ostream& out, const guess& x) { return out << x.word; }
};

const std::vector<std::string_view> names{"strategy", "intensity", "period", "id", "on", "retry"};

const std::vector<guess> guesses{
    {"strategy", "strategy"},
    {"stratgey", "strategy"},
    {"strtgy", "strategy"},
    {"intensityy", "intensity"},
    {"peroid", "period"},
    {"di", "id"},
    {"retries", ""},
    {"retyr", "retry"},
    {"module", ""},
    {"x", ""},
    {"", ""},
    {"ib", "id"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_nearest_name)

BOOST_DATA_TEST_CASE(is_at_most_two_typing_errors_away, guesses) {
  BOOST_TEST(troupe::nearest(sample.word, names) == sample.meant);
}

BOOST_AUTO_TEST_CASE(is_suggested_or_else_all_are_listed) {
  BOOST_TEST(troupe::suggestion("peroid", names) == "; did you mean \"period\"?");
  BOOST_TEST(troupe::suggestion("other", {"a", "b", "c"}) == "; known are a, b and c");
  BOOST_TEST(troupe::suggestion("other", {"a"}) == "; known is a");
  BOOST_TEST(troupe::suggestion("other", {}) == "; nothing is known here");
}

BOOST_AUTO_TEST_SUITE_END()
