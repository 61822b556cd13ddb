// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/encoded.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using namespace troupe;

namespace {

struct price_changed {
  static constexpr event_type type{"prices.changed", 1};
  std::string sku;
  double price = 0;
};
BOOST_DESCRIBE_STRUCT(price_changed, (), (sku, price))

struct alignas(64) wide {
  static constexpr event_type type{"things.wide", 1};
  int number = 0;
};
BOOST_DESCRIBE_STRUCT(wide, (), (number))

const price_changed& struct_of(const encoded& x) {
  BOOST_TEST_REQUIRE(x.type() == &detail::type_tag<price_changed>);
  return *static_cast<const price_changed*>(x.value());
}

} // namespace

BOOST_AUTO_TEST_SUITE(an_encoded_event)

BOOST_AUTO_TEST_CASE(is_its_json_and_the_struct_that_it_was) {
  const auto x = encoded::of(price_changed{"apple", 1.5});
  BOOST_TEST(x == R"({"sku":"apple","price":1.5})");
  BOOST_TEST(struct_of(x).sku == "apple");
  BOOST_TEST(x.size() == x.text().size());
}

BOOST_AUTO_TEST_CASE(lives_as_long_as_one_copy_of_it) {
  encoded copy;
  {
    const auto x = encoded::of(price_changed{std::string(100, 'a'), 2});
    copy = x;
    BOOST_TEST((copy.data() == x.data())); // Not as texts: it is the same memory.
  }
  BOOST_TEST(struct_of(copy).sku == std::string(100, 'a'));
  BOOST_TEST(copy == to_json(struct_of(copy)));
}

BOOST_AUTO_TEST_CASE(of_a_text_is_a_copy_of_that_and_no_struct) {
  std::string text = R"({"sku":"apple"})";
  const encoded x = text;
  text.clear();
  BOOST_TEST(x == R"({"sku":"apple"})");
  BOOST_TEST(x.type() == nullptr);
  BOOST_TEST(x.value() == nullptr);
  BOOST_TEST(encoded{}.empty());
  BOOST_TEST(encoded{""}.empty());
}

BOOST_AUTO_TEST_CASE(is_the_same_as_another_where_their_texts_are) {
  const auto x = encoded::of(price_changed{"apple", 1});
  BOOST_TEST(x == encoded{R"({"sku":"apple","price":1})"});
  BOOST_TEST(x != encoded{R"({"sku":"apple","price":2})"});
  BOOST_TEST(encoded{} == encoded{""});
}

BOOST_AUTO_TEST_CASE(is_not_made_of_what_json_cannot_hold) {
  BOOST_CHECK_THROW(encoded::of(price_changed{"apple", std::nan("")}), std::invalid_argument);
  BOOST_TEST(encoded::of(price_changed{"apple", 1}) == R"({"sku":"apple","price":1})");
}

// Those who read the struct and those who read JSON must see the same.
BOOST_AUTO_TEST_CASE(has_no_struct_where_its_text_is_not_utf_8) {
  const auto x = encoded::of(price_changed{"a\xff", 1});
  BOOST_TEST(x == "{\"sku\":\"a\xef\xbf\xbd\",\"price\":1}");
  BOOST_TEST(x.type() == nullptr);
  BOOST_TEST(x.value() == nullptr);
  BOOST_TEST(encoded::of(price_changed{"ä", 1}).value() != nullptr);
}

BOOST_AUTO_TEST_CASE(keeps_to_the_alignment_of_its_struct) {
  std::vector<encoded> many;
  for (int i = 0; i < 20; ++i)
    many.push_back(encoded::of(wide{i}));
  for (int i = 0; i < 20; ++i) {
    const auto& x = many[static_cast<std::size_t>(i)];
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(x.value()) % alignof(wide) == 0u);
    BOOST_TEST(static_cast<const wide*>(x.value())->number == i);
    BOOST_TEST(x == to_json(wide{i}));
  }
}

BOOST_AUTO_TEST_SUITE_END()
