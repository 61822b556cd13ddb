// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/check_members.hpp"

#include "deployment/document.hpp"

#include "troupe/duration.hpp"
#include "troupe/time.hpp"
#include "troupe/uuid.hpp"

#include <boost/describe.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
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
  time_point packed;
  std::chrono::minutes on_its_way{};
  uuid label;
};
BOOST_DESCRIBE_STRUCT(parcel, (),
                      (order, lines, weights, floor, paid, size, packed, on_its_way, label))

/// What is wrong with the members of a parcel, a line each.
std::string wrong_members(const std::string& yaml,
                          testing::members_of whose = testing::members_of::expected_event) {
  deploy::complaints found;
  const auto read = deploy::load_document(yaml, found);
  BOOST_REQUIRE(read);
  BOOST_REQUIRE(found.empty());
  testing::check_members("parcels.sent", *read, json_shape_of<parcel>(), whose, found);
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
             "lines, weights, floor, paid, size, packed, on_its_way or label\n");
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

BOOST_AUTO_TEST_CASE(are_refused_where_their_type_cannot_hold_the_value) {
  BOOST_TEST(wrong_members("floor: 2147483648\n"
                           "lines: [{quantity: -2147483649}]\n") ==
             "f:1:8: parcels.sent.floor is never '2147483648'; "
             "write a number from -2147483648 to 2147483647\n"
             "f:2:20: parcels.sent.lines[0].quantity is never '-2147483649'; "
             "write a number from -2147483648 to 2147483647\n");
  BOOST_TEST(wrong_members("floor: 18446744073709551615\n") ==
             "f:1:8: parcels.sent.floor is never '18446744073709551615'; "
             "write a number from -2147483648 to 2147483647\n");
  BOOST_TEST(wrong_members("floor: 1e30\n") == "f:1:8: parcels.sent.floor is never '1e30'; "
                                               "write a number from -2147483648 to 2147483647\n");
  BOOST_TEST(wrong_members("floor: -2147483648\nlines: [{quantity: 2147483647}]\n") == "");
}

BOOST_AUTO_TEST_CASE(are_refused_where_the_value_is_written_in_another_form) {
  BOOST_TEST(wrong_members("packed: 2026-11-22T19:43:18+02:00\n"
                           "on_its_way: 90m\n"
                           "label: 01936C5E-4F2A-7CC3-98A1-0123456789AB\n") ==
             "f:1:9: parcels.sent.packed is never '2026-11-22T19:43:18+02:00'; "
             "write '2026-11-22T17:43:18.000000Z', as it stands in the event\n"
             "f:2:13: parcels.sent.on_its_way is never '90m'; "
             "write '1h30m', as it stands in the event\n"
             "f:3:8: parcels.sent.label is never '01936C5E-4F2A-7CC3-98A1-0123456789AB'; "
             "write '01936c5e-4f2a-7cc3-98a1-0123456789ab', as it stands in the event\n");
  BOOST_TEST(wrong_members("packed: yesterday\n") ==
             "f:1:9: parcels.sent.packed is never 'yesterday'; "
             "write a time like \"2026-11-22T17:43:18Z\"\n");
  BOOST_TEST(wrong_members("packed: 2026-11-22T17:43:18.000000Z\non_its_way: 1h30m\n") == "");
}

BOOST_AUTO_TEST_CASE(may_be_written_in_any_form_where_they_are_given) {
  const auto given = testing::members_of::given_event;
  BOOST_TEST(wrong_members("packed: 2026-11-22T19:43:18+02:00\non_its_way: 90m\n", given) == "");
}

BOOST_AUTO_TEST_SUITE_END()
