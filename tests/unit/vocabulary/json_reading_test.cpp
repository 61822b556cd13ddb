// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "unit/vocabulary/every_kind.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::test;

namespace {

struct wrong {
  std::string json;
  std::string where;
  std::string what;
  friend std::ostream& operator<<(std::ostream& out, const wrong& x) { return out << x.json; }
};

const std::string sixty(60, 'x');

const std::vector<wrong> wrongs{
    {"3", "", "expected an object, was 3"},
    {R"({"truth":1})", ".truth", "expected true or false, was 1"},
    {R"({"i32":"x"})", ".i32", "expected an integer, was \"x\""},
    {R"({"i32":1.5})", ".i32", "expected an integer, was 1.5"},
    {R"({"i32":1e2})", ".i32", "expected an integer, was 100"},
    {R"({"i32":null})", ".i32", "expected an integer, was null"},
    {R"({"i8":-129})", ".i8", "expected an integer from -128 to 127, was -129"},
    {R"({"i8":128})", ".i8", "expected an integer from -128 to 127, was 128"},
    {R"({"i64":9223372036854775808})", ".i64",
     "expected an integer from -9223372036854775808 to 9223372036854775807, was "
     "9223372036854775808"},
    {R"({"i64":-9223372036854775809})", ".i64", "expected an integer, was -9223372036854775808"},
    {R"({"u8":-1})", ".u8", "expected an integer from 0 to 255, was -1"},
    {R"({"u8":256})", ".u8", "expected an integer from 0 to 255, was 256"},
    {R"({"u64":18446744073709551616})", ".u64", "expected an integer, was 18446744073709551616"},
    {R"({"real":"1"})", ".real", "expected a number, was \"1\""},
    {R"({"real":1e999})", ".real", "expected a number, was a number that is too large"},
    {R"({"real":-1e309})", ".real", "expected a number, was a number that is too large"},
    {R"({"small_real":1e39})", ".small_real", "expected a number, was 1e+39"},
    {R"({"text":[]})", ".text", "expected text, was an array"},
    {R"({"shade":"gren"})", ".shade", "\"gren\" is not known here; did you mean \"green\"?"},
    {R"({"shade":"unheard-of"})", ".shade",
     "\"unheard-of\" is not known here; known are red, green and dark_blue"},
    {R"({"shade":{}})", ".shade",
     "expected a name, was an object; known are red, green and dark_blue"},
    {R"({"maybe":true})", ".maybe", "expected an integer, was true"},
    {R"({"maybe_line":{"quantity":""}})", ".maybe_line.quantity", "expected an integer, was \"\""},
    {R"({"lines":[{},{"quantity":"x"}]})", ".lines[1].quantity", "expected an integer, was \"x\""},
    {R"({"lines":{}})", ".lines", "expected an array, was an object"},
    {R"({"truths":[true,0]})", ".truths[1]", "expected true or false, was 0"},
    {R"({"table":[[],["a",7]]})", ".table[1][1]", "expected text, was 7"},
    {R"({"by_name":{"a":1,"b":""}})", ".by_name.b", "expected a number, was \"\""},
    {R"({"by_name":{"a \"b":false}})", ".by_name[\"a \\\"b\"]", "expected a number, was false"},
    {R"({"by_name":[]})", ".by_name", "expected an object, was an array"},
    {R"({"paid_by":"cash"})", ".paid_by",
     "expected an object with one member, the name of the kind, was \"cash\""},
    {R"({"paid_by":{"card":{},"coins":{}}})", ".paid_by",
     "expected an object with one member, the name of the kind, was an object"},
    {R"({"paid_by":{"crad":{}}})", ".paid_by.crad",
     "\"crad\" is not known here; did you mean \"card\"?"},
    {R"({"paid_by":{"coins":{"coins":[256]}}})", ".paid_by.coins.coins[0]",
     "expected an integer from 0 to 255, was 256"},
    {R"({"marked":{"quantity":[]}})", ".marked.quantity", "expected an integer, was an array"},
    {R"({"family":{"children":[{"children":[{"name":1}]}]}})",
     ".family.children[0].children[0].name", "expected text, was 1"},
    {R"({"at":5})", ".at", "expected a time like \"2026-11-22T17:43:18Z\", was 5"},
    {R"({"timeout":10})", ".timeout",
     "expected a duration with a unit (like \"10m\" or \"250ms\"), was 10"},
    {R"({"timeout":"1us"})", ".timeout",
     "\"1us\" is finer than allowed here; use multiples of 1ms"},
    {R"({"id":0})", ".id", "expected a UUID, was 0"},
    {R"({"id":"0"})", ".id", "\"0\" is not a UUID; it has 8-4-4-4-12 hexadecimal digits"},
    {R"({"price":{"currency":"gbp"}})", ".price.currency",
     "\"gbp\" is not a currency; write three capital letters, like GBP"},
    {R"({"origin":1})", ".origin", "expected a W3C traceparent, was 1"},
    {"{\"i8\":\"" + sixty + "\"}", ".i8", "expected an integer, was \"" + sixty + "\""},
    {"{\"i8\":\"" + sixty + "y\"}", ".i8", "expected an integer, was \"" + sixty + "\"..."},
    {"{\"i8\":\"x" + sixty.substr(2) + "é\"}", ".i8",
     "expected an integer, was \"x" + sixty.substr(2) + "\"..."},
};

std::vector<error> problems_of(const std::string& json, every_kind& into,
                               unknown_members unknown = unknown_members::refuse) {
  std::vector<error> problems;
  read_json(parse_json(json).value(), into, "", unknown, problems);
  return problems;
}

} // namespace

BOOST_AUTO_TEST_SUITE(reading_json)

BOOST_DATA_TEST_CASE(says_where_and_what_is_wrong, wrongs) {
  const auto read = from_json<every_kind>(sample.json);
  BOOST_TEST_REQUIRE(!read.has_value());
  BOOST_TEST(read.failure().where == sample.where);
  BOOST_TEST(read.failure().what == sample.what);
}

BOOST_AUTO_TEST_CASE(accepts_the_limits_of_every_integer) {
  const auto read = from_json<every_kind>(
      R"({"i8":-128,"i16":32767,"i32":-2147483648,"i64":-9223372036854775808,)"
      R"("u8":255,"u16":65535,"u32":4294967295,"u64":18446744073709551615})");
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(read->i8 == -128);
  BOOST_TEST(read->i16 == 32767);
  BOOST_TEST(read->i32 == std::numeric_limits<std::int32_t>::min());
  BOOST_TEST(read->i64 == std::numeric_limits<std::int64_t>::min());
  BOOST_TEST(read->u8 == 255);
  BOOST_TEST(read->u64 == std::numeric_limits<std::uint64_t>::max());
  BOOST_TEST(from_json<std::int64_t>("9223372036854775807").value() ==
             std::numeric_limits<std::int64_t>::max());
}

BOOST_AUTO_TEST_CASE(leaves_what_is_missing_at_its_default) {
  const auto read = from_json<marked_line>(R"({"sku":"apple"})");
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(read->sku == "apple");
  BOOST_TEST(read->quantity == 1);
  BOOST_TEST(read->mark.value() == "new");
}

BOOST_AUTO_TEST_CASE(empties_an_optional_by_null) {
  const auto read = from_json<marked_line>(R"({"mark":null})");
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(!read->mark.has_value());
}

BOOST_AUTO_TEST_CASE(keeps_what_a_value_does_not_speak_of) {
  every_kind into;
  into.marked = {{"apple", 7}, "old"};
  into.lines = {{"pear", 1}, {"plum", 2}};
  BOOST_TEST(problems_of(R"({"marked":{"sku":"fig"},"lines":[{}]})", into).empty());
  BOOST_TEST((into.marked == marked_line{{"fig", 7}, "old"}));
  BOOST_TEST((into.lines == std::vector<line>{{"", 1}}));
}

BOOST_AUTO_TEST_CASE(finds_members_in_any_order) {
  const auto read = from_json<line>(R"({"quantity":5,"more":0,"sku":"fig"})");
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST((*read == line{"fig", 5}));
}

BOOST_AUTO_TEST_CASE(takes_the_last_of_two_members_with_one_name) {
  BOOST_TEST(from_json<line>(R"({"quantity":5,"quantity":6})").value().quantity == 6);
}

BOOST_AUTO_TEST_CASE(ignores_unknown_members_of_records) {
  BOOST_TEST(from_json<every_kind>(R"({"new_field":{"a":[]},"lines":[{"b":1}]})").has_value());
}

BOOST_AUTO_TEST_CASE(refuses_unknown_members_of_configuration_and_names_the_nearest) {
  const auto read = from_json<every_kind>(R"({"lines":[{"quanttiy":1}]})", unknown_members::refuse);
  BOOST_TEST_REQUIRE(!read.has_value());
  BOOST_TEST(to_string(read.failure()) ==
             ".lines[0].quanttiy: \"quanttiy\" is not known here; did you mean \"quantity\"?");
  const auto far = from_json<line>(R"({"price":1})", unknown_members::refuse);
  BOOST_TEST_REQUIRE(!far.has_value());
  BOOST_TEST(far.failure().what == "\"price\" is not known here; known are sku and quantity");
}

BOOST_AUTO_TEST_CASE(finds_all_problems_at_once) {
  every_kind into;
  const auto problems = problems_of(
      R"({"i8":999,"lines":[{"sku":1},{"quantity":"x"}],"shade":"blue","paid_by":{"card":{"nmae":""}},"x":0})",
      into);
  std::vector<std::string> where;
  for (const auto& problem : problems)
    where.push_back(problem.where);
  const std::vector<std::string> expected{
      ".i8", ".shade", ".lines[0].sku", ".lines[1].quantity", ".paid_by.card.nmae", ".x"};
  BOOST_TEST(where == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(puts_paths_behind_the_one_given) {
  line into;
  std::vector<error> problems{{ec::invalid, "an older one"}};
  read_json(parse_json(R"({"sku":1})").value(), into, ".children[2].options",
            unknown_members::ignore, problems);
  BOOST_TEST_REQUIRE(problems.size() == 2u);
  BOOST_TEST(problems[1].where == ".children[2].options.sku");
}

BOOST_AUTO_TEST_CASE(reads_a_parsed_value_as_it_reads_text) {
  const auto value = parse_json(R"({"sku":"fig","quantity":"x"})").value();
  BOOST_TEST(from_json<line>(value).failure().where == ".quantity");
  BOOST_TEST(from_json<card>(value).has_value());
  BOOST_TEST(to_json(from_json<boost::json::value>("[1]").value()) == "[1]");
}

BOOST_AUTO_TEST_SUITE_END()
