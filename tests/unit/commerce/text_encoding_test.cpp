// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/text_encoding.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace commerce;

namespace {

struct sample {
  std::string_view bytes;
  bool is_utf8;
};

std::ostream& operator<<(std::ostream& out, const sample& x) {
  for (auto byte : x.bytes)
    out << static_cast<int>(static_cast<unsigned char>(byte)) << ' ';
  return out;
}

const std::vector<sample> samples{
    {"", true},
    {"plain", true},
    {"\xC3\xA9", true},
    {"\xE2\x82\xAC", true},
    {"\xF0\x9F\x8E\xAD", true},
    {"\xED\x9F\xBF", true},
    {"\xF4\x8F\xBF\xBF", true},
    {"\xE9", false},             // Latin-1 é at the end
    {"caf\xE9 cr\xE8me", false}, // Latin-1 inside
    {"\x80", false},             // a continuation alone
    {"\xC0\x80", false},         // overlong
    {"\xE0\x80\x80", false},     // overlong
    {"\xF0\x80\x80\x80", false}, // overlong
    {"\xED\xA0\x80", false},     // a surrogate
    {"\xF4\x90\x80\x80", false}, // above U+10FFFF
    {"\xF5\x80\x80\x80", false}, // no such lead
    {"\xE2\x82", false},         // cut
    {"\xE2\x82x", false},        // cut by a letter
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_utf8_check)

BOOST_DATA_TEST_CASE(knows_utf8_however_it_is_split, samples, expected) {
  for (std::size_t at = 0; at <= expected.bytes.size(); ++at) {
    utf8_check check;
    check.add(expected.bytes.substr(0, at));
    check.add(expected.bytes.substr(at));
    BOOST_TEST(check.passed() == expected.is_utf8);
  }
}

BOOST_AUTO_TEST_CASE(forgets_no_failure) {
  utf8_check check;
  check.add("\xFF");
  check.add("plain");
  BOOST_TEST(!check.passed());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(latin1)

BOOST_AUTO_TEST_CASE(becomes_utf8_byte_by_byte) {
  BOOST_TEST(latin1_to_utf8("caf\xE9 \xA3 5") == "caf\xC3\xA9 \xC2\xA3 5");
  for (int byte = 0; byte < 256; ++byte) {
    utf8_check check;
    check.add(latin1_to_utf8(std::string(1, static_cast<char>(byte))));
    BOOST_TEST(check.passed());
  }
}

BOOST_AUTO_TEST_SUITE_END()
