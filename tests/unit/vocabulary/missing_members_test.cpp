// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/missing_members.hpp"

#include "troupe/json.hpp"

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

using namespace troupe;

namespace {

enum class letter_size { small, large };
BOOST_DESCRIBE_ENUM(letter_size, small, large)

struct post_card {
  std::string number;
};
BOOST_DESCRIBE_STRUCT(post_card, (), (number))
struct post_invoice {
  std::optional<std::string> address;
};
BOOST_DESCRIBE_STRUCT(post_invoice, (), (address))

struct parcel_line {
  std::string sku;
  int quantity = 1; // A default is for what was written before.
};
BOOST_DESCRIBE_STRUCT(parcel_line, (), (sku, quantity))

struct parcel {
  uuid id;
  letter_size size = letter_size::small;
  bool gift = false;
  double weight = 0;
  std::vector<parcel_line> lines;
  std::map<std::string, parcel_line> extras;
  std::variant<post_card, post_invoice> pays;
  parcel_line biggest;
  std::optional<parcel_line> returned;
  std::optional<std::vector<parcel_line>> lost;
  boost::json::value notes;
};
BOOST_DESCRIBE_STRUCT(parcel, (),
                      (id, size, gift, weight, lines, extras, pays, biggest, returned, lost, notes))

struct post_folder {
  std::string name;
  std::vector<post_folder> below;
  std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(post_folder, (), (name, below, rank))

template <class T>
std::string all_missing(const std::string& text, std::string_view key = {}) {
  std::string all;
  for (const auto& each : missing_members(*parse_json(text), json_shape_of<T>(), key))
    all += (all.empty() ? "" : "; ") + to_string(each);
  return all;
}

/// Only where.
template <class T>
std::string missing_paths(const std::string& text) {
  std::string all;
  for (const auto& each : missing_members(*parse_json(text), json_shape_of<T>()))
    all += (all.empty() ? "" : " ") + each.where;
  return all;
}

const std::string whole_parcel =
    R"({"id":"","size":"","gift":0,"weight":0,"lines":[],"extras":{},)"
    R"("pays":{"post_invoice":{}},"biggest":{"sku":"a","quantity":1}})";

std::string parcel_with(const std::string& more) {
  return whole_parcel.substr(0, whole_parcel.size() - 1) + ',' + more + '}';
}

} // namespace

BOOST_AUTO_TEST_SUITE(members_that_are_missing)

BOOST_AUTO_TEST_CASE(are_all_told_with_what_was_expected) {
  BOOST_TEST(all_missing<parcel>("{}") ==
             ".id: expected a UUID, and it is missing; .size: expected one of small, large, and it "
             "is missing; .gift: expected true or false, and it is missing; .weight: expected a "
             "number, and it is missing; .lines: expected an array, and it is missing; .extras: "
             "expected an object, and it is missing; .pays: expected an object, and it is missing; "
             ".biggest: expected an object, and it is missing");
}

BOOST_AUTO_TEST_CASE(are_none_where_all_is_there_that_may_not_be_null) {
  BOOST_TEST(all_missing<parcel>(whole_parcel) == "");
  BOOST_TEST(all_missing<parcel>(parcel_with(R"("returned":null,"lost":null)")) == "");
}

BOOST_AUTO_TEST_CASE(are_asked_for_although_their_type_has_a_default) {
  BOOST_TEST(all_missing<parcel_line>(R"({"sku":"a"})") ==
             ".quantity: expected an integer, and it is missing");
}

BOOST_AUTO_TEST_CASE(are_looked_for_in_all_that_is_there) {
  BOOST_TEST(missing_paths<parcel>(parcel_with(
                 R"("lines":[{"sku":"a","quantity":1},{"quantity":1}])")) == ".lines[1].sku");
  BOOST_TEST(missing_paths<parcel>(parcel_with(R"("extras":{"a b":{"sku":"a"}})")) ==
             R"(.extras["a b"].quantity)");
  BOOST_TEST(missing_paths<parcel>(parcel_with(R"("pays":{"post_card":{}})")) ==
             ".pays.post_card.number");
  BOOST_TEST(missing_paths<parcel>(parcel_with(R"("returned":{}, "lost":[{"sku":"a"}])")) ==
             ".returned.sku .returned.quantity .lost[0].quantity");
}

BOOST_AUTO_TEST_CASE(are_looked_for_in_what_holds_itself) {
  BOOST_TEST(missing_paths<post_folder>(
                 R"({"name":"a","below":[{"name":"b","below":[{"name":"c"}]},{}]})") ==
             ".below[0].below[0].below .below[1].name .below[1].below");
}

BOOST_AUTO_TEST_CASE(are_called_the_key_where_the_whole_has_it) {
  BOOST_TEST(all_missing<post_folder>(R"({"below":[{"below":[]}]})", "name") ==
             ".name: expected text, the event's key, and it is missing; "
             ".below[0].name: expected text, and it is missing");
}

BOOST_AUTO_TEST_CASE(are_not_looked_for_in_what_is_of_another_kind) {
  for (const auto* other : {"7", "[]", "null", "\"x\""})
    BOOST_TEST(all_missing<parcel_line>(other) == "");
  BOOST_TEST(all_missing<std::vector<parcel_line>>("{}") == "");
  BOOST_TEST(all_missing<parcel>(parcel_with(R"("pays":{"cheque":{}})")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
