// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/check_members.hpp"

#include "deployment/document.hpp"

#include <boost/describe.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace troupe;

namespace {

enum class sizes { small, large };
BOOST_DESCRIBE_ENUM(sizes, small, large)

struct line {
  std::string sku;
  int quantity = 0;
  std::vector<line> parts;
};
BOOST_DESCRIBE_STRUCT(line, (), (sku, quantity, parts))

struct parcel {
  std::string order;
  std::vector<line> lines;
  std::map<std::string, double> weights;
  std::optional<int> floor;
  bool paid = false;
  sizes size = sizes::small;
};
BOOST_DESCRIBE_STRUCT(parcel, (), (order, lines, weights, floor, paid, size))

/// What is wrong with the members of a parcel, a line each.
std::string wrong_members(const std::string& yaml) {
  deploy::complaints found;
  const auto read = deploy::load_document(yaml, found);
  BOOST_REQUIRE(read);
  BOOST_REQUIRE(found.empty());
  testing::check_members("parcels.sent", *read, json_shape_of<parcel>(), found);
  std::string all;
  for (const auto& each : found.listed("f", {}))
    all += deploy::to_string(each) + '\n';
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(members_in_a_scenario)

BOOST_AUTO_TEST_CASE(are_fine_where_events_have_them) {
  BOOST_TEST(wrong_members("order: A1\n"
                           "lines: [{sku: MUG, quantity: 2, parts: [{sku: LID, parts: []}]}, {}]\n"
                           "weights: {left: 1.5, right: 2}\n"
                           "floor: null\n"
                           "paid: true\n"
                           "size: large\n") == "");
  BOOST_TEST(wrong_members("{}") == "");
}

BOOST_AUTO_TEST_CASE(are_all_named_that_events_do_not_have) {
  BOOST_TEST(wrong_members("ordre: A1\n"
                           "lines:\n"
                           "  - {sku: MUG, quantty: 2}\n"
                           "  - parts: [{skuu: LID}]\n") ==
             "f:1:1: parcels.sent has no member 'ordre'; did you mean 'order'?\n"
             "f:3:16: parcels.sent.lines[0] has no member 'quantty'; did you mean 'quantity'?\n"
             "f:4:14: parcels.sent.lines[1].parts[0] has no member 'skuu'; did you mean 'sku'?\n");
  BOOST_TEST(wrong_members("colour: red\n") ==
             "f:1:1: parcels.sent has no member 'colour'; use order, "
             "lines, weights, floor, paid or size\n");
}

BOOST_AUTO_TEST_CASE(are_refused_where_they_never_have_such_a_value) {
  BOOST_TEST(wrong_members("order: 15\n"
                           "lines: {sku: MUG}\n"
                           "weights: {left: heavy}\n"
                           "floor: 1.5\n"
                           "paid: \"true\"\n"
                           "size: larg\n") ==
             "f:1:8: expected text, found '15'; write it in quotes\n"
             "f:2:8: expected a list, found a map; write [...], or items that begin with '-'\n"
             "f:3:17: expected a number, found 'heavy'; write one without quotes\n"
             "f:4:8: expected a whole number, found '1.5'; write one without quotes\n"
             "f:5:7: expected true or false, found 'true'; write one of them, without quotes\n"
             "f:6:7: parcels.sent.size is never 'larg'; did you mean 'large'?\n");
  BOOST_TEST(wrong_members("order:\n") ==
             "f:1:1: expected text, found nothing; write it in quotes\n");
  BOOST_TEST(wrong_members("floor: 2.0\n") == "");
}

BOOST_AUTO_TEST_SUITE_END()
