// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "troupe/constraints.hpp"

#include "troupe/definition.hpp"
#include "troupe/json/check.hpp"
#include "troupe/money.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace troupe;

namespace {

struct box {
  std::string label;
  std::int64_t count = 1;
  std::optional<std::uint8_t> weight{};
  static constexpr auto constraints = troupe::constraints(
      length(&box::label, 1, 4), at_least(&box::count, 1), between(&box::weight, 1, 50));
};
BOOST_DESCRIBE_STRUCT(box, (), (label, count, weight))

struct crate {
  std::string code = "AB";
  double share = 0.5;
  std::vector<int> numbers{1};
  std::map<std::string, int> names{};
  static constexpr auto constraints = troupe::constraints(
      matches(&crate::code, "[A-Z]{2}"), above(&crate::share, 0), at_most(&crate::share, 1),
      items(&crate::numbers, 1, 3), items(&crate::names, 0, 1));
};
BOOST_DESCRIBE_STRUCT(crate, (), (code, share, numbers, names))

/// Declares none of its own.
struct load {
  std::vector<box> boxes;
  std::optional<box> spare;
  std::map<std::string, box> named;
  std::variant<crate, box> rest;
};
BOOST_DESCRIBE_STRUCT(load, (), (boxes, spare, named, rest))

struct priced {
  money price;
  std::vector<money> steps;
  static constexpr auto constraints =
      troupe::constraints(inside(&priced::price, at_least(&money::amount_minor, 0)),
                          inside(&priced::steps, at_least(&money::amount_minor, 1)));
};
BOOST_DESCRIBE_STRUCT(priced, (), (price, steps))

/// Of what its lists and maps hold.
struct tagged {
  std::vector<std::string> tags;
  std::map<std::string, std::vector<int>> counts;
  std::optional<std::vector<double>> shares;
  std::vector<money> prices;
  static constexpr auto constraints = troupe::constraints(
      items(&tagged::tags, 0, 3), each(&tagged::tags, length(2, 4), matches("[a-z]*")),
      each(&tagged::counts, between(1, 9)), each(&tagged::shares, above(0), at_most(1)),
      inside(&tagged::prices, at_least(&money::amount_minor, 1)));
};
BOOST_DESCRIBE_STRUCT(tagged, (), (tags, counts, shares, prices))

struct tree {
  std::string name = "root";
  std::vector<tree> below;
  static constexpr auto constraints = troupe::constraints(length(&tree::name, 1));
};
BOOST_DESCRIBE_STRUCT(tree, (), (name, below))

struct plain_tree {
  std::string constraints; ///< a member of that name
  std::vector<plain_tree> below;
};
BOOST_DESCRIBE_STRUCT(plain_tree, (), (constraints, below))

static_assert(detail::has_constraints<box>() && detail::has_constraints<load>());
static_assert(detail::has_constraints<std::map<std::string, std::vector<tree>>>());
static_assert(detail::has_constraints<tagged>());
static_assert(!detail::has_constraints<money>() && !detail::has_constraints<plain_tree>());

template <class T>
std::string broken(const T& x) {
  std::string all;
  for (const auto& each : broken_constraints_of(x))
    all += (all.empty() ? "" : "; ") + to_string(each);
  return all;
}

template <class T>
std::string schema_of(const char* member) {
  const auto schema = json_schema(constrained_shape_of<T>());
  return boost::json::serialize(schema.at("properties").at(member));
}

} // namespace

BOOST_AUTO_TEST_SUITE(constraints_of_a_struct)

BOOST_AUTO_TEST_CASE(are_kept_by_what_is_within_its_bounds) {
  BOOST_TEST(broken(box{"a", 1, {}}) == "");
  BOOST_TEST(broken(box{"abcd", std::numeric_limits<std::int64_t>::max(), 50}) == "");
  BOOST_TEST(broken(crate{}) == "");
  BOOST_TEST(broken(crate{"ZZ", 1, {1, 2, 3}, {{"a", 1}}}) == "");
}

BOOST_AUTO_TEST_CASE(tell_the_path_and_what_was_expected_and_what_was) {
  BOOST_TEST(broken(box{"", 0, 51}) == ".label: expected 1 to 4 characters, was 0: \"\"; "
                                       ".count: expected at least 1, was 0; "
                                       ".weight: expected 1 to 50, was 51");
  BOOST_TEST(broken(crate{"ab", 0, {}, {{"a", 1}, {"b", 2}}}) ==
             ".code: expected text like [A-Z]{2}, was \"ab\"; .share: expected more than 0, was 0; "
             ".numbers: expected 1 to 3 items, was 0; .names: expected at most 1 item, was 2");
  BOOST_TEST(broken(crate{"AB", 1.5}) == ".share: expected at most 1, was 1.5");
}

BOOST_AUTO_TEST_CASE(count_characters_and_not_bytes) {
  BOOST_TEST(broken(box{"äöü€", 1, {}}) == "");
  BOOST_TEST(broken(box{"äöü€!", 1, {}}) != "");
}

BOOST_AUTO_TEST_CASE(want_the_whole_text_to_match) {
  BOOST_TEST(broken(crate{"ABC"}) != "");
  BOOST_TEST(broken(crate{"xAB"}) != "");
}

BOOST_AUTO_TEST_CASE(hold_wherever_the_struct_is_part_of_another) {
  const box none{"a", 0, {}};
  BOOST_TEST(broken(load{{box{"a"}, none}, {}, {}, box{"a"}}) ==
             ".boxes[1].count: expected at least 1, was 0");
  BOOST_TEST(broken(load{{}, none, {}, crate{}}) == ".spare.count: expected at least 1, was 0");
  BOOST_TEST(broken(load{{}, {}, {{"x y", none}}, crate{}}) ==
             ".named[\"x y\"].count: expected at least 1, was 0");
  BOOST_TEST(broken(load{{}, {}, {}, none}) == ".rest.box.count: expected at least 1, was 0");
  BOOST_TEST(broken(tree{"a", {tree{"b", {tree{"", {}}}}}}) ==
             ".below[0].below[0].name: expected at least 1 character, was 0: \"\"");
}

BOOST_AUTO_TEST_CASE(reach_into_members_whose_struct_declares_none) {
  BOOST_TEST(broken(priced{{0, "GBP"}, {{1, "GBP"}}}) == "");
  BOOST_TEST(broken(priced{{-1, "GBP"}, {{1, "GBP"}, {0, "GBP"}}}) ==
             ".price.amount_minor: expected at least 0, was -1; "
             ".steps[1].amount_minor: expected at least 1, was 0");
}

BOOST_AUTO_TEST_CASE(hold_for_each_that_a_list_or_a_map_holds) {
  BOOST_TEST(broken(tagged{}) == "");
  BOOST_TEST(broken(tagged{{"ab", "abcd"}, {{"a", {1, 9}}, {"b", {}}}, {{0.5, 1}}, {}}) == "");
  BOOST_TEST(broken(tagged{{"ab", "a"}, {{"b", {9, 10}}}, {{1, 0}}, {}}) ==
             ".tags[1]: expected 2 to 4 characters, was 1: \"a\"; "
             ".counts.b[1]: expected 1 to 9, was 10; .shares[1]: expected more than 0, was 0");
  BOOST_TEST(broken(tagged{{"AB"}, {}, {}, {}}) ==
             ".tags[0]: expected text like [a-z]*, was \"AB\"");
  BOOST_TEST(broken(tagged{{}, {}, {}, {{1, "GBP"}, {0, "GBP"}}}) ==
             ".prices[1].amount_minor: expected at least 1, was 0");
}

BOOST_AUTO_TEST_CASE(are_told_of_up_to_ten_and_texts_cut_short) {
  BOOST_TEST(broken_constraints_of(load{std::vector<box>(20), {}, {}, crate{}}).size() == 10u);
  BOOST_TEST(broken(crate{std::string(1000, 'x')}).size() < 200u);
}

BOOST_AUTO_TEST_CASE(are_in_the_schema_of_what_they_are_declared_for) {
  BOOST_TEST(schema_of<box>("label") == R"({"type":"string","minLength":1,"maxLength":4})");
  BOOST_TEST(schema_of<box>("count") ==
             R"({"type":"integer","minimum":1,"maximum":9223372036854775807})");
  BOOST_TEST(schema_of<box>("weight") == R"({"type":["integer","null"],"minimum":1,"maximum":50})");
  BOOST_TEST(schema_of<crate>("code") == R"j({"type":"string","pattern":"^(?:[A-Z]{2})$"})j");
  BOOST_TEST(schema_of<crate>("share") ==
             R"({"type":"number","exclusiveMinimum":0E0,"maximum":1E0})");
  BOOST_TEST(schema_of<crate>("numbers").find(R"("minItems":1,"maxItems":3})") !=
             std::string::npos);
  BOOST_TEST(schema_of<crate>("names").find(R"("maxProperties":1})") != std::string::npos);
  BOOST_TEST(schema_of<priced>("steps").find(R"("amount_minor":{"type":"integer","minimum":1)") !=
             std::string::npos);
  BOOST_TEST(schema_of<load>("boxes").find(R"("minLength":1)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(are_in_the_schema_of_what_a_list_or_a_map_holds) {
  BOOST_TEST(schema_of<tagged>("tags") ==
             R"j({"type":"array","items":{"type":"string","pattern":"^(?:[a-z]*)$","minLength":2,)j"
             R"j("maxLength":4},"maxItems":3})j");
  BOOST_TEST(schema_of<tagged>("counts") ==
             R"({"type":"object","additionalProperties":{"type":"array","items":)"
             R"({"type":"integer","minimum":1,"maximum":9}}})");
  BOOST_TEST(schema_of<tagged>("shares") ==
             R"({"type":["array","null"],"items":)"
             R"({"type":"number","exclusiveMinimum":0E0,"maximum":1E0}})");
}

BOOST_AUTO_TEST_CASE(are_not_in_the_schema_of_a_state_which_nobody_checks) {
  BOOST_TEST(boost::json::serialize(json_schema(json_shape_of<box>())).find("minLength") ==
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
