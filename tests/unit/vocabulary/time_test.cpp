// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/time.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

namespace {

struct known {
  std::string text;
  std::int64_t micros;
  friend std::ostream& operator<<(std::ostream& out, const known& x) { return out << x.text; }
};

const std::vector<known> canonical{
    {"1970-01-01T00:00:00.000000Z", 0},
    {"1970-01-01T00:00:00.000001Z", 1},
    {"1969-12-31T23:59:59.999999Z", -1},
    {"2000-02-29T12:34:56.789012Z", 951'827'696'789'012},
    {"2027-01-15T08:00:00.000000Z", 1'800'000'000'000'000},
    {"0000-01-01T00:00:00.000000Z", -62'167'219'200'000'000},
    {"9999-12-31T23:59:59.999999Z", 253'402'300'799'999'999},
};

const std::vector<known> also_read{
    {"1970-01-01T00:00:00Z", 0},
    {"1970-01-01t00:00:00z", 0},
    {"1970-01-01 00:00:00Z", 0},
    {"1970-01-01T00:00:00.5Z", 500'000},
    {"1970-01-01T00:00:00.123456789Z", 123'456},
    {"1970-01-01T01:30:00+01:30", 0},
    {"1969-12-31T18:30:00-05:30", 0},
    {"1970-01-01T00:00:00-00:00", 0},
    {"2016-12-31T23:59:60Z", 1'483'228'800'000'000},
    {"2017-01-01T00:59:60.25+01:00", 1'483'228'800'250'000},
};

const std::vector<std::string> refused{
    "",
    "1970-01-01",
    "1970-01-01T00:00:00",
    "1970-01-01T00:00Z",
    "1970-1-1T00:00:00Z",
    "70-01-01T00:00:00Z",
    "1970-01-01T00:00:00.Z",
    "1970-01-01T00:00:00.1234567890Z",
    "1970-01-01T00:00:00,5Z",
    "1970-01-01T00:00:00+0100",
    "1970-01-01T00:00:00+24:00",
    "1970-01-01T00:00:00+01:60",
    "1970-01-01T24:00:00Z",
    "1970-01-01T00:60:00Z",
    "1970-01-01T00:00:60Z",
    "1970-01-01T00:00:61Z",
    "1970-00-01T00:00:00Z",
    "1970-13-01T00:00:00Z",
    "1970-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "1970-04-31T00:00:00Z",
    "1970-01-01T00:00:00Z ",
    " 1970-01-01T00:00:00Z",
    "1970-01-01T00:00:00ZZ",
    "-970-01-01T00:00:00Z",
    "0000-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "9999-12-31T23:59:60Z",
};

troupe::time_point at(std::int64_t micros) {
  return troupe::time_point{std::chrono::microseconds{micros}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_time)

BOOST_DATA_TEST_CASE(is_written_in_utc_to_the_microsecond_and_read_back, canonical) {
  BOOST_TEST(troupe::format_time(at(sample.micros)) == sample.text);
  BOOST_TEST((troupe::parse_time(sample.text).value() == at(sample.micros)));
}

BOOST_DATA_TEST_CASE(is_read_in_all_forms_of_rfc_3339, also_read) {
  BOOST_TEST((troupe::parse_time(sample.text).value() == at(sample.micros)));
}

BOOST_DATA_TEST_CASE(refuses_anything_else, refused) {
  const auto parsed = troupe::parse_time(sample);
  BOOST_TEST_REQUIRE(!parsed.has_value());
  BOOST_TEST(parsed.failure().what.starts_with('"' + sample + '"'));
}

BOOST_AUTO_TEST_CASE(outside_four_digits_of_a_year_is_shown_as_the_nearest_inside) {
  BOOST_TEST(troupe::format_time(troupe::time_point::max()) == "9999-12-31T23:59:59.999999Z");
  BOOST_TEST(troupe::format_time(troupe::time_point::min()) == "0000-01-01T00:00:00.000000Z");
}

BOOST_AUTO_TEST_SUITE_END()
