// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/json_differences.hpp"

#include <boost/test/unit_test.hpp>

using troupe::testing::json_differences;

namespace {

using texts = std::vector<std::string>;

struct comparison {
  const char* expected;
  const char* actual;
  texts found;
};

const std::vector<comparison> table{
    {R"({"a":1})", R"({"a":1})", {}},
    {R"({"a":1,"b":2})", R"({"b":2,"a":1})", {}},
    {R"({"a":1})", R"({"a":1.0})", {".a: expected 1, was 1E0"}},
    {R"({"lines":[{"quantity":3}]})",
     R"({"lines":[{"quantity":2}]})",
     {".lines[0].quantity: expected 3, was 2"}},
    {R"({"a":1,"b":2})",
     R"({"a":"1","c":null})",
     {R"(.a: expected 1, was "1")", ".b: expected 2, is missing", ".c: was not expected, is null"}},
    {R"({"a":[1,2]})",
     R"({"a":[5]})",
     {".a: expected 2 elements, was 1", ".a[0]: expected 1, was 5"}},
    {R"({"a":{"b":1}})", R"({"a":[1]})", {R"(.a: expected {"b":1}, was [1])"}},
    {"1", "2", {"expected 1, was 2"}},
    {"no JSON", "2", {"expected no JSON, was 2"}},
};

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(texts)

BOOST_AUTO_TEST_SUITE(two_json_texts)

BOOST_AUTO_TEST_CASE(differ_field_by_field) {
  for (const auto& each : table)
    BOOST_TEST_CONTEXT(each.expected << " and " << each.actual)
  BOOST_TEST(json_differences(each.expected, each.actual) == each.found);
}

BOOST_AUTO_TEST_SUITE_END()
