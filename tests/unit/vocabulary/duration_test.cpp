// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/duration.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>
#include <ostream>
#include <vector>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

struct known {
  std::string text;
  nanoseconds value;
  friend std::ostream& operator<<(std::ostream& out, const known& x) { return out << x.text; }
};

const std::vector<known> canonical{
    {"0s", 0ns},
    {"1ns", 1ns},
    {"250ms", 250ms},
    {"1ms500us", 1500us},
    {"30s", 30s},
    {"10m", 10min},
    {"1h30m", 90min},
    {"17m28s", 1048s},
    {"7d", 24h * 7},
    {"-1h5ns", -(1h + 5ns)},
    {"106751d23h47m16s854ms775us807ns", nanoseconds::max()},
    {"-106751d23h47m16s854ms775us808ns", nanoseconds::min()},
};

const std::vector<known> also_read{
    {"1500us", 1500us}, {"90m", 90min}, {"0ns", 0ns}, {"-0s", 0ns}, {"007s", 7s}, {"0d5s", 5s},
};

const std::vector<std::string> refused{
    "",
    "-",
    "10",
    "0",
    "s",
    "10 s",
    " 10s",
    "10s ",
    "+10s",
    "1.5s",
    "10S",
    "10min",
    "5x",
    "1s1m",
    "1s1s",
    "1h30",
    "--1s",
    "1h-1m",
    "10ss",
    "1e3s",
    "106752d",
    "9223372036854775808ns",
    "99999999999999999999999s",
    "-9223372036854775809ns",
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_duration)

BOOST_DATA_TEST_CASE(is_written_with_the_largest_units_and_read_back, canonical) {
  BOOST_TEST(troupe::format_duration(sample.value) == sample.text);
  BOOST_TEST((troupe::parse_duration(sample.text).value() == sample.value));
}

BOOST_DATA_TEST_CASE(is_read_in_any_of_its_units, also_read) {
  BOOST_TEST((troupe::parse_duration(sample.text).value() == sample.value));
}

BOOST_DATA_TEST_CASE(refuses_anything_else, refused) {
  const auto parsed = troupe::parse_duration(sample);
  BOOST_TEST_REQUIRE(!parsed.has_value());
  BOOST_TEST(parsed.failure().what.starts_with('"' + sample + '"'));
}

BOOST_AUTO_TEST_CASE(says_that_a_unit_is_missing) {
  BOOST_TEST(troupe::parse_duration("10").failure().what ==
             "\"10\" is not a duration: its unit is missing; write it like 250ms, 30s, 10m, 7d or "
             "1h30m");
}

BOOST_AUTO_TEST_CASE(fits_its_type_or_is_refused) {
  using milliseconds = troupe::text_form<std::chrono::milliseconds>;
  using short_hours = troupe::text_form<std::chrono::duration<std::int8_t, std::ratio<3600>>>;
  BOOST_TEST((milliseconds::parse("1500ms").value() == 1500ms));
  BOOST_TEST(milliseconds::parse("1500us").failure().what ==
             "\"1500us\" is finer than allowed here; use multiples of 1ms");
  BOOST_TEST((short_hours::parse("127h").value().count() == 127));
  BOOST_TEST(short_hours::parse("128h").failure().what == "\"128h\" is too long a time here");
}

BOOST_AUTO_TEST_SUITE_END()
