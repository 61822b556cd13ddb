// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_fields.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ostream>
#include <vector>

using namespace commerce;

namespace {

struct number_row {
  const char* text;
  std::optional<std::int64_t> value;
};
std::ostream& operator<<(std::ostream& out, const number_row& x) {
  return out << x.text;
}

const std::vector<number_row> quantities{
    {"6", 6},
    {"-12", -12},
    {"0", 0},
    {"-0", 0},
    {"007", 7},
    {"1000000000000", 1'000'000'000'000},
    {"-1000000000000", -1'000'000'000'000},
    {"1000000000001", {}},
    {"99999999999999999999999999", {}},
    {"00000000000000000000000001", 1},
    {"", {}},
    {"-", {}},
    {"+6", {}},
    {"--6", {}},
    {" 6", {}},
    {"6 ", {}},
    {"6.0", {}},
    {"six", {}},
    {"1,000", {}},
    {"1e3", {}},
    {"\xD9\xA3", {}}, // an Arabic three
};

const std::vector<number_row> prices{
    {"2.55", 255},
    {"18", 1800},
    {"0", 0},
    {"0.0", 0},
    {"0.004", 0},
    {"0.005", 1},
    {"-0.005", -1},
    {"-0.004", 0},
    {"2.545", 255},
    {"2.5449999999999999999999", 254},
    {"-2.545", -255},
    {"0.994", 99},
    {"0.995", 100},
    {"9.995", 1000},
    {"-11062.06", -1'106'206},
    {"1.2", 120},
    {"01.20", 120},
    {"10000000000", 1'000'000'000'000},
    {"10000000000.004", 1'000'000'000'000},
    {"10000000000.005", {}},
    {"10000000000.01", {}},
    {"999999999999999999999", {}},
    {"", {}},
    {".5", {}},
    {"5.", {}},
    {"-", {}},
    {"-.5", {}},
    {"1.2.3", {}},
    {"1,20", {}},
    {"+1.20", {}},
    {" 1.20", {}},
    {"1.20 ", {}},
    {"1e2", {}},
    {"\xC2\xA3"
     "5",
     {}},
};

constexpr auto month_first = date_format::month_first;
constexpr auto day_first = date_format::day_first;

struct date_row {
  const char* text;
  date_format format;
  const char* iso; // empty: not a date
};
std::ostream& operator<<(std::ostream& out, const date_row& x) {
  return out << x.text;
}

const std::vector<date_row> dates{
    {"12/1/10 8:26", month_first, "2010-12-01 08:26"},
    {"12/01/2010 08:26", month_first, "2010-12-01 08:26"},
    {"1/31/11 0:00", month_first, "2011-01-31 00:00"},
    {"1/31/11 23:59", month_first, "2011-01-31 23:59"},
    {"12/1/10 8:26", day_first, "2010-01-12 08:26"},
    {"31/12/2010 8:26", day_first, "2010-12-31 08:26"},
    {"31/12/10 8:26", day_first, "2010-12-31 08:26"},
    {"2/29/12 1:00", month_first, "2012-02-29 01:00"},
    {"2/29/2000 1:00", month_first, "2000-02-29 01:00"},
    {"2/29/99 1:00", month_first, ""},
    {"2/29/1900 1:00", month_first, ""},
    {"2/29/11 1:00", month_first, ""},
    {"13/1/10 8:26", month_first, ""},
    {"1/13/10 8:26", day_first, ""},
    {"0/1/10 8:26", month_first, ""},
    {"1/0/10 8:26", month_first, ""},
    {"4/31/10 8:26", month_first, ""},
    {"1/1/0000 8:26", month_first, ""},
    {"1/1/010 8:26", month_first, ""},
    {"1/1/1 8:26", month_first, ""},
    {"1/1/10 24:00", month_first, ""},
    {"1/1/10 8:60", month_first, ""},
    {"1/1/10 8:6", month_first, ""},
    {"1/1/10 8:026", month_first, ""},
    {"1/1/10 008:26", month_first, ""},
    {"1/1/10  8:26", month_first, ""},
    {"1/1/10\t8:26", month_first, ""},
    {"1/1/10 8:26:00", month_first, ""},
    {"1/1/10 8:26 ", month_first, ""},
    {" 1/1/10 8:26", month_first, ""},
    {"1/1/10", month_first, ""},
    {"1-1-10 8:26", month_first, ""},
    {"2010-12-01 8:26", month_first, ""},
    {"001/1/10 8:26", month_first, ""},
    {"-1/1/10 8:26", month_first, ""},
    {"", month_first, ""},
};

std::string iso(troupe::time_point time) {
  auto day = std::chrono::floor<std::chrono::days>(time);
  auto date = std::chrono::year_month_day{day};
  auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time - day).count();
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d", int{date.year()},
                unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(minutes / 60),
                static_cast<int>(minutes % 60));
  return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(an_invoice_field)

BOOST_DATA_TEST_CASE(holds_a_quantity, quantities, expected) {
  BOOST_TEST((parse_quantity(expected.text) == expected.value));
}

BOOST_DATA_TEST_CASE(holds_a_price_rounded_half_away_from_zero, prices, expected) {
  BOOST_TEST((parse_price_minor(expected.text) == expected.value));
}

BOOST_DATA_TEST_CASE(holds_a_date_that_exists, dates, expected) {
  auto date = parse_date(expected.text, expected.format);
  BOOST_TEST((date ? iso(*date) : "") == expected.iso);
}

BOOST_AUTO_TEST_CASE(has_dates_in_one_of_two_formats) {
  using form = troupe::text_form<date_format>;
  for (auto format : {month_first, day_first}) {
    std::string name;
    form::append(name, format);
    auto parsed = form::parse(name);
    BOOST_REQUIRE(parsed.has_value());
    BOOST_TEST((*parsed == format));
  }
  BOOST_TEST((*form::parse("M/D/YY") == month_first));
  BOOST_TEST(!form::parse("YYYY-MM-DD").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
