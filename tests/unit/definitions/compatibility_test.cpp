// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "definitions/compatibility.hpp"

#include "troupe/definition.hpp"
#include "troupe/json.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>

using namespace troupe;
using namespace troupe::definitions;

namespace {

enum class colours { red, green };
BOOST_DESCRIBE_ENUM(colours, red, green)
enum class more_colours { red, green, blue };
BOOST_DESCRIBE_ENUM(more_colours, red, green, blue)

struct card {
  std::string number;
};
BOOST_DESCRIBE_STRUCT(card, (), (number))
struct invoice {
  std::string address;
};
BOOST_DESCRIBE_STRUCT(invoice, (), (address))

template <class T>
struct with_a {
  T a{};
  BOOST_DESCRIBE_CLASS(with_a, (), (a), (), ())
};
template <class T>
struct with_b {
  T b{};
  BOOST_DESCRIBE_CLASS(with_b, (), (b), (), ())
};
template <class T, class U>
struct with_both {
  T a{};
  U b{};
  BOOST_DESCRIBE_CLASS(with_both, (), (a, b), (), ())
};

struct node {
  std::string name;
  std::vector<node> below;
};
BOOST_DESCRIBE_STRUCT(node, (), (name, below))
struct numbered_node {
  std::string name;
  std::vector<numbered_node> below;
  int number = 0;
};
BOOST_DESCRIBE_STRUCT(numbered_node, (), (name, below, number))

/// The paths of what breaks.
template <class Old, class New>
std::string breaks(compatibility how) {
  std::string text;
  for (const auto& each :
       compare(json_schema(json_shape_of<Old>()), json_schema(json_shape_of<New>()), how)) {
    BOOST_TEST(!each.what.empty());
    BOOST_TEST(!each.remedy.empty());
    text += (text.empty() ? "" : " ") + (each.path.empty() ? "the whole" : each.path);
  }
  return text;
}

template <class Old, class New>
std::string backward() {
  return breaks<with_a<Old>, with_a<New>>(compatibility::backward);
}
template <class Old, class New>
std::string forward() {
  return breaks<with_a<Old>, with_a<New>>(compatibility::forward);
}

using text = std::string;

/// What is read wrongly of what another writes.
template <class Writer, class Reader>
std::string misread() {
  std::string all;
  for (const auto& each :
       misread_members(json_schema(json_shape_of<Writer>()), json_schema(json_shape_of<Reader>())))
    all += (all.empty() ? "" : " ") + each;
  return all;
}

struct order_line {
  text sku;
  std::int64_t quantity = 1;
  static constexpr auto constraints = troupe::constraints(
      troupe::length(&order_line::sku, 1, 32), troupe::at_least(&order_line::quantity, 1));
};
BOOST_DESCRIBE_STRUCT(order_line, (), (sku, quantity))
struct old_order_line {
  text sku;
  std::int64_t quantity = 1;
};
BOOST_DESCRIBE_STRUCT(old_order_line, (), (sku, quantity))

/// What breaks a member whose schema is this text.
std::vector<incompatibility> found_in(const text& before, const text& now, compatibility how) {
  const auto schema_of = [](const text& member) {
    return parse_json(R"({"type":"object","properties":{"a":)" + member + R"(},"required":["a"]})")
        ->as_object();
  };
  return compare(schema_of(before), schema_of(now), how);
}

/// In which directions a change breaks it: "backward", "forward", "full" where it is both.
text broken_directions(const text& before, const text& now) {
  const bool backwards = !found_in(before, now, compatibility::backward).empty();
  const bool forwards = !found_in(before, now, compatibility::forward).empty();
  BOOST_TEST(!found_in(before, now, compatibility::full).empty() == (backwards || forwards));
  BOOST_TEST(found_in(before, now, compatibility::none).empty());
  return backwards && forwards ? "full" : backwards ? "backward" : forwards ? "forward" : "none";
}

/// A change breaks who reads what the other allowed, and not the other way round.
void check_tightening(const text& wide, const text& strict) {
  BOOST_TEST_CONTEXT(wide << " and " << strict) {
    BOOST_TEST(broken_directions(wide, strict) == "backward");
    BOOST_TEST(broken_directions(strict, wide) == "forward");
    BOOST_TEST(broken_directions(strict, strict) == "none");
  }
}

} // namespace

BOOST_AUTO_TEST_SUITE(two_definitions_of_an_event)

BOOST_AUTO_TEST_CASE(break_nothing_where_they_are_the_same) {
  BOOST_TEST((breaks<node, node>(compatibility::full)) == "");
  BOOST_TEST((breaks<with_both<text, int>, with_both<text, int>>(compatibility::full)) == "");
}

BOOST_AUTO_TEST_CASE(break_when_a_member_is_renamed) {
  BOOST_TEST((breaks<with_a<text>, with_b<text>>(compatibility::backward)) == ".a .b");
  BOOST_TEST((breaks<with_a<std::optional<text>>, with_b<std::optional<text>>>(
                 compatibility::backward)) == ".a");
}

BOOST_AUTO_TEST_CASE(break_when_a_member_is_gone) {
  BOOST_TEST((breaks<with_both<text, int>, with_a<text>>(compatibility::backward)) == ".b");
  BOOST_TEST((breaks<with_both<text, int>, with_a<text>>(compatibility::forward)) == ".b");
}

BOOST_AUTO_TEST_CASE(break_when_a_new_member_has_no_value_in_what_was_written) {
  BOOST_TEST((breaks<with_a<text>, with_both<text, int>>(compatibility::backward)) == ".b");
  BOOST_TEST((breaks<with_a<text>, with_both<text, std::optional<int>>>(compatibility::backward)) ==
             "");
  BOOST_TEST((breaks<with_a<text>, with_both<text, std::optional<int>>>(compatibility::forward)) ==
             ".b");
}

BOOST_AUTO_TEST_CASE(break_when_a_member_is_of_another_type) {
  BOOST_TEST((backward<int, text>()) == ".a");
  BOOST_TEST((backward<text, int>()) == ".a");
  BOOST_TEST((backward<text, std::vector<text>>()) == ".a");
  BOOST_TEST((backward<bool, int>()) == ".a");
  BOOST_TEST((backward<double, int>()) == ".a");
  BOOST_TEST((backward<int, double>()) == "");
  BOOST_TEST((forward<int, double>()) == ".a");
}

BOOST_AUTO_TEST_CASE(break_when_a_type_is_narrower) {
  BOOST_TEST((backward<std::int64_t, std::int32_t>()) == ".a");
  BOOST_TEST((backward<std::int32_t, std::uint32_t>()) == ".a");
  BOOST_TEST((backward<std::int32_t, std::int64_t>()) == "");
  BOOST_TEST((backward<std::uint64_t, std::int64_t>()) == ".a");
  BOOST_TEST((backward<text, uuid>()) == ".a");
  BOOST_TEST((backward<uuid, text>()) == "");
  BOOST_TEST((backward<uuid, time_point>()) == ".a");
  BOOST_TEST((backward<std::optional<text>, text>()) == ".a");
  BOOST_TEST((backward<text, std::optional<text>>()) == "");
  BOOST_TEST((forward<text, std::optional<text>>()) == ".a");
}

BOOST_AUTO_TEST_CASE(break_when_a_choice_is_gone) {
  BOOST_TEST((backward<more_colours, colours>()) == ".a");
  BOOST_TEST((backward<colours, more_colours>()) == "");
  BOOST_TEST((forward<colours, more_colours>()) == ".a");
  BOOST_TEST((backward<std::variant<card, invoice>, std::variant<card>>()) == ".a.invoice");
  BOOST_TEST((backward<std::variant<card>, std::variant<invoice, card>>()) == "");
}

BOOST_AUTO_TEST_CASE(are_compared_inside_lists_and_maps_and_structures) {
  BOOST_TEST((backward<std::vector<with_a<text>>, std::vector<with_a<int>>>()) == ".a[].a");
  BOOST_TEST((backward<std::map<text, with_a<text>>, std::map<text, with_a<int>>>()) == ".a.*.a");
  BOOST_TEST((backward<with_a<text>, with_b<text>>()) == ".a.a .a.b");
}

/// Records of before said of each member that it is required, also of one that may be null.
BOOST_AUTO_TEST_CASE(break_nothing_where_a_member_that_may_be_null_was_recorded_as_required) {
  using optional = with_a<std::optional<text>>;
  const auto before = *parse_json(
      R"({"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"]})");
  const auto now = json_schema(json_shape_of<optional>());
  BOOST_TEST(boost::json::serialize(now).find(R"("required":[])") != std::string::npos);
  for (const auto how : {compatibility::full, compatibility::backward, compatibility::forward}) {
    BOOST_TEST(compare(before.as_object(), now, how).empty());
    BOOST_TEST(compare(now, before.as_object(), how).empty());
  }
}

BOOST_AUTO_TEST_CASE(break_who_knows_the_old_definition_where_a_member_may_be_left_out_now) {
  BOOST_TEST((forward<text, std::optional<text>>()) == ".a");
  BOOST_TEST((backward<text, std::optional<text>>()) == "");
  BOOST_TEST((backward<std::optional<text>, text>()) == ".a");
  BOOST_TEST((forward<std::optional<text>, text>()) == "");
  BOOST_TEST((breaks<with_a<int>, with_both<int, std::vector<int>>>(compatibility::backward)) ==
             ".b");
}

BOOST_AUTO_TEST_CASE(are_compared_once_where_they_hold_themselves) {
  BOOST_TEST((breaks<node, numbered_node>(compatibility::backward)) == ".number");
}

BOOST_AUTO_TEST_CASE(break_nothing_where_nothing_is_asked_for) {
  BOOST_TEST((breaks<with_a<text>, with_b<int>>(compatibility::none)) == "");
}

BOOST_AUTO_TEST_CASE(break_who_reads_what_was_written_before_where_a_constraint_is_stricter) {
  check_tightening(R"({"type":"string"})", R"({"type":"string","minLength":1})");
  check_tightening(R"({"type":"string","maxLength":9})", R"({"type":"string","maxLength":8})");
  check_tightening(R"({"type":"string"})", R"({"type":"string","pattern":"^(?:[A-Z]+)$"})");
  check_tightening(R"({"type":"number"})", R"({"type":"number","minimum":0})");
  check_tightening(R"({"type":"number","minimum":0})", R"({"type":"number","exclusiveMinimum":0})");
  check_tightening(R"({"type":"number","maximum":2.5})", R"({"type":"number","maximum":1})");
  check_tightening(R"({"type":"array","items":{}})", R"({"type":"array","items":{},"minItems":1})");
  check_tightening(R"({"type":"array","items":{"type":"string"}})",
                   R"({"type":"array","items":{"type":"string","minLength":1}})");
  check_tightening(R"({"type":"object","additionalProperties":{}})",
                   R"({"type":"object","additionalProperties":{},"maxProperties":7})");
  check_tightening(R"({"type":"integer","minimum":-128,"maximum":127})",
                   R"({"type":"integer","minimum":0,"maximum":127})");
  check_tightening(R"({"type":"integer","minimum":1,"maximum":127})",
                   R"({"type":"integer","minimum":1,"maximum":50})");
}

BOOST_AUTO_TEST_CASE(break_both_ways_where_a_text_has_to_match_something_else) {
  BOOST_TEST(broken_directions(R"({"type":"string","pattern":"^(?:[A-Z])$"})",
                               R"({"type":"string","pattern":"^(?:[A-Z]|[0-9])$"})") == "full");
}

BOOST_AUTO_TEST_CASE(break_where_an_integer_became_a_number_that_is_constrained) {
  BOOST_TEST((found_in(R"({"type":"integer","minimum":-128,"maximum":127})",
                       R"({"type":"number","minimum":0})", compatibility::backward)
                  .size()) == 1u);
}

BOOST_AUTO_TEST_CASE(say_which_constraint_changed_and_what_to_do) {
  const auto before = json_schema(constrained_shape_of<with_a<std::vector<old_order_line>>>());
  const auto now = json_schema(constrained_shape_of<with_a<std::vector<order_line>>>());
  const auto tightened = compare(before, now, compatibility::backward);
  BOOST_TEST_REQUIRE(tightened.size() == 2u);
  BOOST_TEST(tightened[0].path == ".a[].sku");
  BOOST_TEST(tightened[0].what ==
             "it could be anything of its type, and has to be 1 to 32 characters now");
  BOOST_TEST(tightened[0].remedy ==
             "keep it as wide as it was, for what was written before may be outside; or raise the "
             "version, with an upcast that mends it");
  BOOST_TEST(tightened[1].path == ".a[].quantity");
  BOOST_TEST(tightened[1].what == "it could be anything of its type, and has to be at least 1 now");
  BOOST_TEST(compare(before, now, compatibility::forward).empty());

  const auto loosened = compare(now, before, compatibility::forward);
  BOOST_TEST_REQUIRE(loosened.size() == 2u);
  BOOST_TEST(loosened[1].what == "it had to be at least 1, and can be anything of its type now");
  BOOST_TEST(loosened[1].remedy ==
             "keep it as strict as it was, for who knows the old definition counts on that; or ask "
             "for backward compatibility only");
  BOOST_TEST(compare(now, before, compatibility::backward).empty());
}

BOOST_AUTO_TEST_CASE(stand_beside_each_other_where_a_reader_gets_what_it_knows) {
  BOOST_TEST((misread<with_both<text, int>, with_a<text>>()) == "");
  BOOST_TEST((misread<with_a<text>, with_both<text, int>>()) == ".b");
  BOOST_TEST((misread<with_a<text>, with_both<text, std::optional<int>>>()) == "");
  BOOST_TEST((misread<with_a<int>, with_a<text>>()) == ".a");
  BOOST_TEST((misread<with_a<std::vector<card>>, with_a<std::vector<invoice>>>()) ==
             ".a[].address");
  BOOST_TEST((misread<old_order_line, order_line>()) == ""); // Constraints bind who publishes.
}

BOOST_AUTO_TEST_CASE(say_what_changed_and_what_to_do) {
  const auto found =
      compare(json_schema(json_shape_of<with_a<std::int64_t>>()),
              json_schema(json_shape_of<with_a<std::int8_t>>()), compatibility::backward);
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].what == "it was an integer from -9223372036854775808 to 9223372036854775807, "
                              "and is one from -128 to 127 now");
  BOOST_TEST(found[0].remedy == "keep its type, and add a member of another name for the new one");
}

BOOST_AUTO_TEST_SUITE_END()
