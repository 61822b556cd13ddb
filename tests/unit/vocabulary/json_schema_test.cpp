// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "troupe/definition.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace troupe;

namespace {

enum class sizes { small, large };
BOOST_DESCRIBE_ENUM(sizes, small, large)

struct card {
  std::string number;
};
BOOST_DESCRIBE_STRUCT(card, (), (number))
struct holder {
  std::optional<std::string> name;
  std::vector<bool> all;
  boost::json::value more;
};
BOOST_DESCRIBE_STRUCT(holder, (), (name, all, more))
struct folder_made {
  static constexpr event_type type{"folders.made", 3};
  static constexpr upcast upcasts[] = {{2, &as_it_was}};
  static constexpr std::string_view description = "Somebody made a folder.";
  static constexpr std::string_view owner = "team-files";
  static std::vector<folder_made> examples() { return {{"docs", {{"old", {}}}}}; }
  std::string name;
  std::vector<folder_made> below;
  static constexpr auto key = &folder_made::name;
};
BOOST_DESCRIBE_STRUCT(folder_made, (), (name, below))

struct offer_made {
  static constexpr event_type type{"offers.made", 1};
  time_point until;
  static constexpr auto expires = &offer_made::until;
};
BOOST_DESCRIBE_STRUCT(offer_made, (), (until))

template <class T>
std::string schema() {
  return boost::json::serialize(json_schema(json_shape_of<T>()));
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_json_schema)

BOOST_AUTO_TEST_CASE(says_what_a_type_is_in_json) {
  BOOST_TEST(schema<bool>() == R"({"type":"boolean"})");
  BOOST_TEST(schema<std::uint8_t>() == R"({"type":"integer","minimum":0,"maximum":255})");
  BOOST_TEST(schema<std::uint64_t>() ==
             R"({"type":"integer","minimum":0,"maximum":18446744073709551615})");
  BOOST_TEST(schema<double>() == R"({"type":"number"})");
  BOOST_TEST(schema<std::string>() == R"({"type":"string"})");
  BOOST_TEST(schema<uuid>() == R"({"type":"string","format":"uuid"})");
  BOOST_TEST(schema<time_point>() == R"({"type":"string","format":"date-time"})");
  BOOST_TEST(schema<sizes>() == R"({"type":"string","enum":["small","large"]})");
  BOOST_TEST(schema<boost::json::value>() == "{}");
  BOOST_TEST(schema<std::vector<bool>>() == R"({"type":"array","items":{"type":"boolean"}})");
  BOOST_TEST((schema<std::map<std::string, bool>>()) ==
             R"({"type":"object","additionalProperties":{"type":"boolean"}})");
  BOOST_TEST(schema<card>() == R"({"type":"object","properties":{"number":{"type":"string"}},)"
                               R"("required":["number"]})");
}

BOOST_AUTO_TEST_CASE(says_what_may_be_null) {
  BOOST_TEST(schema<std::optional<std::string>>() == R"({"type":["string","null"]})");
  BOOST_TEST(schema<std::optional<sizes>>() ==
             R"({"type":["string","null"],"enum":["small","large",null]})");
  BOOST_TEST(schema<std::optional<boost::json::value>>() == "{}");
}

BOOST_AUTO_TEST_CASE(requires_what_may_not_be_null) {
  BOOST_TEST(schema<holder>() ==
             R"({"type":"object","properties":{"name":{"type":["string","null"]},"all":{"type":)"
             R"("array","items":{"type":"boolean"}},"more":{}},"required":["all"]})");
}

BOOST_AUTO_TEST_CASE(refers_to_a_structure_that_holds_itself_where_it_stands) {
  BOOST_TEST(schema<folder_made>() ==
             R"({"type":"object","properties":{"name":{"type":"string"},"below":{"type":"array",)"
             R"("items":{"$ref":"#"}}},"required":["name","below"]})");
  const auto inside = json_schema(json_shape_of<std::vector<folder_made>>(), "#/x");
  BOOST_TEST(boost::json::serialize(inside).find(R"("$ref":"#/x/items")") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_definition)

BOOST_AUTO_TEST_CASE(has_what_the_event_says_of_itself) {
  const auto made = define<folder_made>();
  BOOST_TEST(made.name == "folders.made");
  BOOST_TEST(made.version == 3u);
  BOOST_TEST(made.oldest == 2u);
  BOOST_TEST(made.key == "name");
  BOOST_TEST(made.description == "Somebody made a folder.");
  BOOST_TEST(made.owner == "team-files");
  BOOST_TEST_REQUIRE(made.examples.size() == 1u);
  BOOST_TEST(made.examples[0] == R"({"name":"docs","below":[{"name":"old","below":[]}]})");
  BOOST_TEST(define<offer_made>().expires == "until");
  BOOST_TEST(define<offer_made>().key == "");
}

BOOST_AUTO_TEST_SUITE_END()
