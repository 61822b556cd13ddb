// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/pace.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::cli;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(a_pace)

BOOST_AUTO_TEST_CASE(lets_the_first_go_at_once_and_then_so_many_a_second) {
  const pace four{4};
  const struct {
    std::chrono::nanoseconds elapsed;
    std::uint64_t gone;
    std::uint64_t room;
  } rows[] = {{0s, 0, 1}, {0s, 1, 0},     {249ms, 1, 0},  {250ms, 1, 1},  {1s, 1, 4},
              {1s, 5, 0}, {1250ms, 5, 1}, {1h, 0, 14401}, {1h, 14401, 0}, {1h, 20000, 0}};
  for (const auto& row : rows)
    BOOST_TEST(four.room(row.elapsed, row.gone) == row.room);
}

BOOST_AUTO_TEST_CASE(knows_when_the_next_may_go) {
  for (const std::uint32_t rate : {1U, 3U, 7U, 1000U, 100'000U})
    for (const std::uint64_t gone : {0U, 1U, 2U, 6U, 99'999U}) {
      const pace x{rate};
      BOOST_TEST(x.room(x.next(gone), gone) >= 1u);
      if (gone > 0)
        BOOST_TEST(x.room(x.next(gone) - 1ns, gone) == 0u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
