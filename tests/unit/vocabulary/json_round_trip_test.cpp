// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "unit/vocabulary/every_kind.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using troupe::from_json;
using troupe::to_json;
using troupe::unknown_members;
using troupe::test::chance;
using troupe::test::every_kind;
using troupe::test::test_seed;

namespace {

std::string why(const troupe::result<every_kind>& read) {
  return read ? "" : to_string(read.failure());
}

/// One of the things that happen to text: bytes changed, lost, put in, doubled, cut off, or mixed
/// up.
std::string mutated(std::string text, const std::string& other, chance& by) {
  static const std::string_view marks = "{}[]\":,0-9.eE+\\/ \n\ttrufalsn\xff\x80\xc3u";
  for (auto changes = 1 + by.below(4); changes > 0 && !text.empty(); --changes) {
    const auto at = by.below(text.size());
    const auto length = std::min(by.below(12), text.size() - at);
    switch (by.below(7)) {
    case 0:
      text[at] = static_cast<char>(by.bits());
      break;
    case 1:
      text[at] = marks[by.below(marks.size())];
      break;
    case 2:
      text.erase(at, length);
      break;
    case 3:
      text.insert(at, 1, marks[by.below(marks.size())]);
      break;
    case 4:
      text.insert(by.below(text.size()), text.substr(at, length));
      break;
    case 5:
      text.replace(at, length, other.substr(by.below(other.size()), 1 + by.below(20)));
      break;
    default:
      text.insert(at, std::to_string(by.bits()));
    }
  }
  return text;
}

/// Puts a value of any kind in some place of the document, and tells the path of the place.
std::string misplace(boost::json::value& node, chance& by, const troupe::detail::place& at) {
  static const std::vector<std::string> strangers{"null",
                                                  "true",
                                                  "0",
                                                  "-1",
                                                  "18446744073709551615",
                                                  "1.5",
                                                  "1e300",
                                                  "\"\"",
                                                  "\"1h\"",
                                                  "\"green\"",
                                                  "[]",
                                                  "[null]",
                                                  "[[[]]]",
                                                  "{}",
                                                  "{\"a\":1}",
                                                  "{\"card\":{}}",
                                                  "{\"coins\":[]}",
                                                  "\"\\u0000\""};
  const bool deeper = by.below(5) > 0;
  if (auto* object = node.if_object(); deeper && object && !object->empty()) {
    auto& member = *(object->begin() + by.below(object->size()));
    return misplace(member.value(), by, at.member({member.key().data(), member.key().size()}));
  }
  if (auto* array = node.if_array(); deeper && array && !array->empty()) {
    const auto index = by.below(array->size());
    return misplace((*array)[index], by, at.item(index));
  }
  node = troupe::parse_json(strangers[by.below(strangers.size())]).value();
  return at.path();
}

} // namespace

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(brings_every_value_of_every_kind_back) {
  chance by{test_seed()};
  for (int i = 0; i < 2000; ++i) {
    const auto value = by.value();
    const auto text = to_json(value);
    const auto back = from_json<every_kind>(text, unknown_members::refuse);
    BOOST_TEST_CONTEXT("seed " << test_seed() << ", value " << i << ": " << text) {
      BOOST_TEST_REQUIRE(back.has_value(), why(back));
      BOOST_TEST_REQUIRE((*back == value));
      BOOST_TEST_REQUIRE(to_json(troupe::parse_json(text).value()) == text);
    }
  }
}

BOOST_AUTO_TEST_CASE(brings_every_finite_double_back_bit_by_bit) {
  chance by{test_seed()};
  for (int i = 0; i < 50'000; ++i) {
    const auto number = by.real<double, std::uint64_t>();
    const auto back = from_json<double>(to_json(number));
    BOOST_TEST_CONTEXT("seed " << test_seed() << ": " << to_json(number)) {
      BOOST_TEST_REQUIRE(back.has_value());
      BOOST_TEST_REQUIRE(std::bit_cast<std::uint64_t>(*back) ==
                         std::bit_cast<std::uint64_t>(number));
    }
  }
}

BOOST_AUTO_TEST_CASE(survives_a_hundred_thousand_damaged_texts) {
  chance by{test_seed() + 1};
  std::size_t read = 0;
  std::size_t refused = 0;
  std::string text;
  std::string other = to_json(by.value());
  for (int i = 0; i < 100'000; ++i) {
    if (i % 1000 == 0)
      other = std::exchange(text, to_json(by.value()));
    const auto damaged = mutated(text, other.empty() ? text : other, by);
    const auto value = from_json<every_kind>(damaged);
    if (!value) {
      ++refused;
      BOOST_TEST_REQUIRE(!value.failure().what.empty());
      continue;
    }
    ++read;
    // What was accepted is a value like any other.
    const auto again = from_json<every_kind>(to_json(*value), unknown_members::refuse);
    BOOST_TEST_CONTEXT("seed " << test_seed() << ": " << damaged) {
      BOOST_TEST_REQUIRE(again.has_value(), why(again));
      BOOST_TEST_REQUIRE((*again == *value));
    }
  }
  BOOST_TEST(read > 100u);
  BOOST_TEST(refused > 10'000u);
}

BOOST_AUTO_TEST_CASE(says_the_place_of_a_value_of_the_wrong_kind_wherever_it_stands) {
  chance by{test_seed() + 2};
  std::size_t read = 0;
  std::size_t refused = 0;
  for (int i = 0; i < 10'000; ++i) {
    auto document = troupe::parse_json(to_json(by.value())).value();
    const auto path = misplace(document, by, troupe::detail::place{""});
    const auto value = from_json<every_kind>(document);
    if (value) {
      ++read;
      continue;
    }
    ++refused;
    BOOST_TEST_CONTEXT("seed " << test_seed() << ": " << to_json(document)) {
      BOOST_TEST_REQUIRE(value.failure().where.starts_with(path), why(value) << " is not " << path);
    }
  }
  BOOST_TEST(read > 1000u);
  BOOST_TEST(refused > 1000u);
}

BOOST_AUTO_TEST_SUITE_END()
