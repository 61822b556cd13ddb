// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "unit/vocabulary/every_kind.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace troupe;
using namespace troupe::test;

namespace {

struct written {
  std::string text;
  std::string json;
  friend std::ostream& operator<<(std::ostream& out, const written& x) { return out << x.json; }
};

const std::vector<written> texts{
    {"", R"("")"},
    {"plain", R"("plain")"},
    {"\"\\/", R"("\"\\/")"},
    {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
    {std::string{"\0\x1f\x7f", 3}, "\"\\u0000\\u001f\x7f\""},
    {"é€😀", "\"é€😀\""},
    {"\xff", "\"\xef\xbf\xbd\""},
    {"a\xc3", "\"a\xef\xbf\xbd\""},
    {"\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\""},
    {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
    {"\xe0\x9f\xbf", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
    {"\xf4\x90\x80\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
    {"\xe2\x82x", "\"\xef\xbf\xbd\xef\xbf\xbdx\""},
};

struct derived_shape : line {
  bool round = false;
};
BOOST_DESCRIBE_STRUCT(derived_shape, (line), (round))

} // namespace

BOOST_AUTO_TEST_SUITE(json_text)

BOOST_DATA_TEST_CASE(is_valid_whatever_bytes_a_text_holds, texts) {
  BOOST_TEST(to_json(sample.text) == sample.json);
  BOOST_TEST(parse_json(sample.json).has_value());
}

// Whole words are looked at, so every place in and behind one matters.
BOOST_AUTO_TEST_CASE(escapes_each_byte_that_must_be_wherever_it_stands) {
  for (const std::size_t size : {1u, 3u, 4u, 7u, 8u, 9u, 15u, 16u, 19u})
    for (std::size_t at = 0; at < size; ++at)
      for (int byte = 0; byte < 0x100; ++byte) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(byte);
        const bool plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
        const auto json = to_json(text);
        const std::string before = '"' + std::string(at, 'x'), after(size - at - 1, 'x');
        BOOST_TEST_REQUIRE(json.starts_with(before));
        BOOST_TEST_REQUIRE(json.ends_with(after + '"'));
        const auto shown = json.substr(at + 1, json.size() - size - 1);
        BOOST_TEST_REQUIRE((shown == text.substr(at, 1)) == plain);
        BOOST_TEST_REQUIRE((from_json<std::string>(json).value() == text) == (byte < 0x80));
      }
}

BOOST_AUTO_TEST_CASE(keeps_all_64_bits_of_integers) {
  BOOST_TEST(to_json(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  BOOST_TEST(to_json(std::numeric_limits<std::int64_t>::max()) == "9223372036854775807");
  BOOST_TEST(to_json(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  BOOST_TEST(to_json(std::uint8_t{65}) == "65");
}

BOOST_AUTO_TEST_CASE(has_the_shortest_text_of_a_number) {
  BOOST_TEST(to_json(0.1) == "0.1");
  BOOST_TEST(to_json(0.1f) == "0.1");
  BOOST_TEST(to_json(5.0) == "5");
  BOOST_TEST(to_json(1e22) == "1e+22");
  BOOST_TEST(to_json(-0.0) == "-0.0");
  BOOST_TEST(to_json(5e-324) == "5e-324");
}

BOOST_AUTO_TEST_CASE(has_members_in_the_order_of_the_description_those_of_bases_first) {
  derived_shape shape;
  shape.sku = "apple";
  BOOST_TEST(to_json(shape) == R"({"sku":"apple","quantity":1,"round":false})");
  BOOST_TEST(to_json(nothing{}) == "{}");
}

BOOST_AUTO_TEST_CASE(names_the_alternative_of_a_variant) {
  using payment = std::variant<card, cash>;
  BOOST_TEST(to_json(payment{card{"Ada"}}) == R"({"card":{"name":"Ada"}})");
  BOOST_TEST(to_json(payment{cash{{1, 2}}}) == R"({"coins":{"coins":[1,2]}})");
}

BOOST_AUTO_TEST_CASE(names_enumerators_and_shows_identities_times_and_money_as_people_do) {
  BOOST_TEST(to_json(color::dark_blue) == R"("dark_blue")");
  BOOST_TEST(to_json(std::optional<int>{}) == "null");
  BOOST_TEST(to_json(time_point{}) == R"("1970-01-01T00:00:00.000000Z")");
  BOOST_TEST(to_json(std::chrono::minutes{90}) == R"("1h30m")");
  BOOST_TEST(to_json(uuid{}) == R"("00000000-0000-0000-0000-000000000000")");
  BOOST_TEST(to_json(trace{}) == R"("")");
  BOOST_TEST(to_json(money{1234, "GBP"}) == R"({"amount_minor":1234,"currency":"GBP"})");
}

BOOST_AUTO_TEST_CASE(is_never_made_of_what_could_not_be_read_back) {
  BOOST_CHECK_THROW(to_json(std::nan("")), std::invalid_argument);
  BOOST_CHECK_THROW(to_json(std::numeric_limits<float>::infinity()), std::invalid_argument);
  BOOST_CHECK_THROW(to_json(static_cast<color>(3)), std::invalid_argument);
  BOOST_CHECK_THROW(to_json(time_point::max()), std::invalid_argument);
  BOOST_CHECK_THROW(to_json(time_point::min()), std::invalid_argument);
  BOOST_CHECK_THROW(to_json(std::chrono::seconds::max()), std::invalid_argument);
  BOOST_CHECK_THROW(to_json(std::chrono::hours::min()), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(is_appended_to_what_stands_there) {
  std::string out = "data: ";
  write_json(out, std::vector<int>{1, 2, 3});
  BOOST_TEST(out == "data: [1,2,3]");
}

BOOST_AUTO_TEST_CASE(of_any_value_is_that_value) {
  const std::string text = R"({"a":[],"b":{},"c":[1,null,true,"x",-1.5],"d":18446744073709551615})";
  BOOST_TEST(to_json(parse_json(text).value()) == text);
}

BOOST_AUTO_TEST_SUITE_END()
