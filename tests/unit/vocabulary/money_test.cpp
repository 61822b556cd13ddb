// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/money.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>
#include <ostream>
#include <stdexcept>
#include <vector>

using troupe::currency;
using troupe::money;
using troupe::parse_minor;

namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

struct price {
  std::string decimal;
  int digits;
  std::int64_t minor;
  friend std::ostream& operator<<(std::ostream& out, const price& x) { return out << x.decimal; }
};

const std::vector<price> prices{
    {"0", 2, 0},
    {"2.55", 2, 255},
    {"2.5", 2, 250},
    {"3", 2, 300},
    {"-3", 2, -300},
    {"0.005", 2, 1},
    {"0.0049999", 2, 0},
    {"-0.005", 2, -1},
    {"-0.004", 2, 0},
    {"2.675", 2, 268},
    {"9.995", 2, 1000},
    {"-9.995", 2, -1000},
    {"0.001", 3, 1},
    {"12.5", 0, 13},
    {"-12.5", 0, -13},
    {"12.4", 0, 12},
    {"00012.50", 2, 1250},
    {"-11062.06", 2, -1106206},
    {"92233720368547758.07", 2, most},
    {"92233720368547758.074", 2, most},
    {"-92233720368547758.08", 2, least},
};

const std::vector<std::string> no_prices{
    "",    "-",  ".",  ".5",    "5.",  "-.5", "+5", "1,5",
    "1e3", " 1", "1 ", "1.2.3", "--1", "1-",  "x",  "1.x",
};

const std::vector<std::string> too_large{
    "92233720368547758.08", "92233720368547758.075",      "-92233720368547758.085",
    "92233720368547759",    "99999999999999999999999999",
};

} // namespace

static_assert(currency{"GBP"}.code() == "GBP");

BOOST_AUTO_TEST_SUITE(decimal_text)

BOOST_DATA_TEST_CASE(becomes_minor_units_rounded_half_away_from_zero, prices) {
  const auto minor = parse_minor(sample.decimal, sample.digits);
  BOOST_TEST_REQUIRE(minor.has_value());
  BOOST_TEST(*minor == sample.minor);
}

BOOST_DATA_TEST_CASE(of_another_form_is_refused, no_prices) {
  const auto minor = parse_minor(sample);
  BOOST_TEST_REQUIRE(!minor.has_value());
  BOOST_TEST((minor.failure().code == troupe::ec::malformed));
}

BOOST_DATA_TEST_CASE(that_does_not_fit_is_refused, too_large) {
  const auto minor = parse_minor(sample);
  BOOST_TEST_REQUIRE(!minor.has_value());
  BOOST_TEST((minor.failure().code == troupe::ec::invalid));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(money_arithmetic)

BOOST_AUTO_TEST_CASE(adds_subtracts_and_multiplies) {
  const money a{250, "GBP"};
  const money b{99, "GBP"};
  BOOST_TEST((a + b == money{349, "GBP"}));
  BOOST_TEST((b - a == money{-151, "GBP"}));
  BOOST_TEST((b * -3 == money{-297, "GBP"}));
}

BOOST_AUTO_TEST_CASE(throws_rather_than_overflow_and_leaves_the_amount_alone) {
  money rich{most, "GBP"};
  money poor{least, "GBP"};
  const money penny{1, "GBP"};
  BOOST_CHECK_THROW(rich += penny, std::overflow_error);
  BOOST_CHECK_THROW(poor -= penny, std::overflow_error);
  BOOST_CHECK_THROW(poor *= -1, std::overflow_error);
  BOOST_TEST(rich.amount_minor == most);
  BOOST_TEST(poor.amount_minor == least);
}

BOOST_AUTO_TEST_CASE(refuses_to_mix_currencies) {
  money pounds{1, "GBP"};
  BOOST_CHECK_THROW(pounds += (money{1, "EUR"}), std::invalid_argument);
  BOOST_CHECK_THROW(pounds -= (money{1, "EUR"}), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_currency)

BOOST_AUTO_TEST_CASE(is_three_capital_letters) {
  BOOST_TEST(currency{}.code() == "XXX");
  for (const auto* code : {"", "GB", "GBPP", "gbp", "G1P", "G P"})
    BOOST_CHECK_THROW(currency{code}, std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
