// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/scalar.hpp"

#include <string>

#include <boost/json/serialize.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "deployment/document.hpp"

using namespace troupe::deploy;

namespace {

struct row {
  std::string yaml;
  std::string json; ///< empty: complained about
};

std::ostream& operator<<(std::ostream& out, const row& x) {
  return out << x.yaml;
}

const row rows[] = {
    {"~", "null"},
    {"null", "null"},
    {"", "null"},
    {"true", "true"},
    {"False", "false"},
    {"yes", "\"yes\""},
    {"on", "\"on\""},
    {"No", "\"No\""},
    {"12", "12"},
    {"-12", "-12"},
    {"+12", "12"},
    {"0x1F", "31"},
    {"1_000", "\"1_000\""},
    {"9223372036854775807", "9223372036854775807"},
    {"18446744073709551615", "18446744073709551615"},
    {"18446744073709551616", ""},
    {"-9223372036854775809", ""},
    {"1.5", "1.5E0"},
    {"1.", "1E0"},
    {".5", "5E-1"},
    {"1e3", "1E3"},
    {"1e999", ""},
    {".inf", ""},
    {"-.INF", ""},
    {".nan", ""},
    {".", "\".\""},
    {"1.2.3", "\"1.2.3\""},
    {"90s", "\"90s\""},
    {"\"12\"", "\"12\""},
    {"'true'", "\"true\""},
    {"\"\"", "\"\""},
    {"[1, a, {b: ~}]", "[1,\"a\",{\"b\":null}]"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_plain_scalar)

BOOST_DATA_TEST_CASE(means_what_yaml_1_2_says, rows, sample) {
  complaints found;
  const auto root = load_document(sample.yaml, found);
  BOOST_REQUIRE(root.has_value());
  const auto json = boost::json::serialize(to_json(*root, found));
  BOOST_TEST(found.empty() != sample.json.empty());
  if (found.empty())
    BOOST_TEST(json == sample.json);
}

BOOST_AUTO_TEST_SUITE_END()
