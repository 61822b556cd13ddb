// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/field_differences.hpp"

#include "deployment/document.hpp"
#include "troupe/json.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;

namespace {

/// "line:column what" for each, of an event that is written as YAML.
std::vector<std::string> between(const std::string& yaml, const std::string& json,
                                 bool exactly = false) {
  deploy::complaints none;
  const auto written = deploy::load_document(yaml, none);
  BOOST_REQUIRE((written && none.empty()));
  std::vector<std::string> all;
  for (const auto& x : testing::field_differences(*written, *parse_json(json), exactly))
    all.push_back(std::to_string(x.at.line) + ':' + std::to_string(x.at.column) + ' ' + x.what);
  return all;
}

void check(const std::vector<std::string>& found, const std::vector<std::string>& expected) {
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(fields_that_are_written_down)

BOOST_AUTO_TEST_CASE(are_compared_and_no_others) {
  check(between("{order: A1}", R"({"order":"A1","total":5})"), {});
  check(between("{order: A2}", R"({"order":"A1","total":5})"),
        {R"(1:9 .order: expected "A2", was "A1")"});
  check(between("", R"({"order":"A1"})"), {});
}

BOOST_AUTO_TEST_CASE(are_all_where_it_must_be_exactly_so) {
  check(between("{order: A1}", R"({"order":"A1","total":5})", true),
        {"1:1 .total: is not expected, and is 5"});
  check(between("{order: A1, total: 5}", R"({"order":"A1","total":5})", true), {});
}

BOOST_AUTO_TEST_CASE(are_said_with_their_places) {
  check(between("order: A1\nlines:\n  - {sku: MUG, quantity: 3}\n  - {sku: CUP}\ngift: true\n",
                R"({"order":"A1","lines":[{"sku":"MUG","quantity":2},{"sku":"CAP"}]})"),
        {"3:26 .lines[0].quantity: expected 3, was 2",
         R"(4:11 .lines[1].sku: expected "CUP", was "CAP")",
         "5:1 .gift: is expected, and not there"});
  check(between("lines: [1]", R"({"lines":[1,2]})"), {"1:8 .lines: expected 1 elements, was 2"});
}

BOOST_AUTO_TEST_CASE(compare_numbers_by_value_and_text_as_text) {
  check(between("{total: 5}", R"({"total":5.0})"), {});
  check(between("{total: 2.5}", R"({"total":2.5})"), {});
  check(between("{order: 7}", R"({"order":"7"})"), {R"(1:9 .order: expected 7, was "7")"});
  check(between("{order: \"7\"}", R"({"order":"7"})"), {});
}

BOOST_AUTO_TEST_SUITE_END()
