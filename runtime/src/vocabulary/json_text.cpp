// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cmath>

/// What JSON text is made of, as it is written.
namespace troupe::detail {

namespace {

constexpr bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 &&
         c != '"' && c != '\\';
}

constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// The bytes of the valid UTF-8 sequence at the front, or 0 (Unicode, table 3-7).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto first = byte(0);
  const std::size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (length == 0 || first > 0xf4 || text.size() < length)
    return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!is_continuation(text[i]))
      return 0;
  const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
  const bool surrogate = first == 0xed && byte(1) > 0x9f;
  const bool beyond = first == 0xf4 && byte(1) > 0x8f;
  return overlong || surrogate || beyond ? 0 : length;
}

void write_escaped(std::string& out, char c) {
  constexpr std::string_view letters = "\"\"\\\\\bb\ff\nn\rr\tt";
  for (std::size_t i = 0; i < letters.size(); i += 2)
    if (letters[i] == c) {
      out.append(1, '\\').append(1, letters[i + 1]);
      return;
    }
  constexpr const char* digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out.append("\\u00").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
}

template <class Float>
void write_float(std::string& out, Float number) {
  if (!std::isfinite(number))
    throw std::invalid_argument{"JSON has no number for NaN and the infinities"};
  // "-0" would be read as the integer that it looks like, and lose its sign.
  if (number == 0 && std::signbit(number)) {
    out += "-0.0";
    return;
  }
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

} // namespace

void write_text(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain]))
      ++plain;
    out.append(text.data(), plain);
    text.remove_prefix(plain);
    if (text.empty())
      break;
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      write_escaped(out, text.front());
      text.remove_prefix(1);
    } else if (const auto length = sequence_length(text); length > 0) {
      out.append(text.data(), length);
      text.remove_prefix(length);
    } else {
      out += "\xef\xbf\xbd";
      text.remove_prefix(1);
    }
  }
  out += '"';
}

void write_number(std::string& out, double number) {
  write_float(out, number);
}

void write_number(std::string& out, float number) {
  write_float(out, number);
}

void write_any(std::string& out, const boost::json::value& any) {
  switch (any.kind()) {
  case boost::json::kind::null:
    out += "null";
    break;
  case boost::json::kind::bool_:
    out += any.get_bool() ? "true" : "false";
    break;
  case boost::json::kind::int64:
    write_integer(out, any.get_int64());
    break;
  case boost::json::kind::uint64:
    write_integer(out, any.get_uint64());
    break;
  case boost::json::kind::double_:
    write_float(out, any.get_double());
    break;
  case boost::json::kind::string:
    write_text(out, {any.get_string().data(), any.get_string().size()});
    break;
  case boost::json::kind::array:
    out += '[';
    for (const auto& item : any.get_array()) {
      write_any(out, item);
      out += ',';
    }
    if (out.back() == ',')
      out.pop_back();
    out += ']';
    break;
  case boost::json::kind::object:
    out += '{';
    for (const auto& member : any.get_object()) {
      write_text(out, {member.key().data(), member.key().size()});
      out += ':';
      write_any(out, member.value());
      out += ',';
    }
    if (out.back() == ',')
      out.pop_back();
    out += '}';
    break;
  }
}

} // namespace troupe::detail
