// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/payment_fate.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace commerce;

namespace {

constexpr auto captured = payment_fate::captured;
constexpr auto declined = payment_fate::declined;
constexpr auto timed_out = payment_fate::timed_out;
constexpr auto crashed = payment_fate::crashed;

// The CRC-32 of "123456789" is 0xCBF43926, the check value of its definition: 262 modulo 1000.
struct row {
  payment_chances chances;
  std::uint32_t attempt;
  payment_fate fate;
};
std::ostream& operator<<(std::ostream& out, const row& x) {
  return out << x.chances.decline_permille << '/' << x.chances.retry_permille << '/'
             << x.chances.crash_permille << " attempt " << x.attempt;
}

const std::vector<row> rows{
    {{0, 0, 0}, 1, captured},         {{262, 0, 0}, 1, captured},     {{263, 0, 0}, 1, declined},
    {{263, 0, 0}, 5, declined},       {{0, 262, 0}, 1, captured},     {{0, 263, 0}, 1, timed_out},
    {{0, 263, 0}, 2, timed_out},      {{0, 263, 0}, 3, captured},     {{200, 62, 0}, 1, captured},
    {{200, 63, 0}, 1, timed_out},     {{262, 1, 1000}, 1, timed_out}, {{262, 0, 1}, 1, crashed},
    {{262, 0, 1}, 2, captured},       {{100, 100, 62}, 1, captured},  {{100, 100, 63}, 1, crashed},
    {{263, 1000, 1000}, 1, declined}, {{0, 0, 1000}, 1, crashed},     {{0, 1000, 0}, 1, timed_out},
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_fate_of_a_payment)

BOOST_DATA_TEST_CASE(lies_in_the_range_of_its_order, rows, expected) {
  BOOST_TEST((fate_of("123456789", expected.attempt, expected.chances) == expected.fate));
}

BOOST_AUTO_TEST_CASE(meets_about_as_many_orders_as_it_is_told) {
  int count = 0;
  for (int number = 0; number < 10'000; ++number)
    count += fate_of("G1-" + std::to_string(number), 1, {.decline_permille = 200}) == declined;
  BOOST_TEST(count > 1800);
  BOOST_TEST(count < 2200);
}

BOOST_AUTO_TEST_SUITE_END()
