// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>

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

void write_escaped(json_buffer& out, char c) {
  constexpr std::string_view letters = "\"\"\\\\\bb\ff\nn\rr\tt";
  out.append('\\');
  for (std::size_t i = 0; i < letters.size(); i += 2)
    if (letters[i] == c)
      return out.append(letters[i + 1]);
  constexpr const char* digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out.append("u00");
  out.append(digits[byte >> 4]);
  out.append(digits[byte & 15]);
}

/// Whether all eight bytes stand in JSON as they are.
bool are_plain(std::uint64_t bytes) {
  constexpr std::uint64_t each = 0x0101010101010101, high = 0x80 * each;
  const auto has_zero = [](std::uint64_t x) { return (x - each) & ~x & high; };
  const auto below_blank = (bytes - 0x20 * each) & ~bytes;
  return ((bytes | below_blank | has_zero(bytes ^ (std::uint64_t{'"'} * each)) |
           has_zero(bytes ^ (std::uint64_t{'\\'} * each))) &
          high) == 0;
}

template <class Word>
Word word_at(const char* from) {
  Word bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

/// Copies what stands in JSON as it is from the front of the text; how many bytes that were.
std::size_t copy_plain(char* to, std::string_view text) {
  const auto size = text.size();
  const char* from = text.data();
  std::size_t done = 0;
  for (; size - done >= 8 && are_plain(word_at<std::uint64_t>(from + done)); done += 8)
    std::memcpy(to + done, from + done, 8);
  // What is left is less than a word: one that overlaps what is done, or two halves of one.
  if (size >= 8 && size - done < 8) {
    if (are_plain(word_at<std::uint64_t>(from + size - 8))) {
      std::memcpy(to + size - 8, from + size - 8, 8);
      return size;
    }
  } else if (size >= 4 && size < 8) {
    const auto front = word_at<std::uint32_t>(from), back = word_at<std::uint32_t>(from + size - 4);
    if (are_plain(std::uint64_t{front} << 32 | back)) {
      std::memcpy(to, from, 4);
      std::memcpy(to + size - 4, from + size - 4, 4);
      return size;
    }
  }
  for (; done < size && is_plain(text[done]); ++done)
    to[done] = text[done];
  return done;
}

template <class Float>
void write_float(json_buffer& out, Float number) {
  if (!std::isfinite(number))
    throw std::invalid_argument{"JSON has no number for NaN and the infinities"};
  // "-0" would be read as the integer that it looks like, and lose its sign.
  if (number == 0 && std::signbit(number))
    return out.append("-0.0");
  constexpr std::size_t most = 32;
  auto* begin = out.room(most);
  out.grow(static_cast<std::size_t>(std::to_chars(begin, begin + most, number).ptr - begin));
}

} // namespace

void write_text(json_buffer& out, std::string_view text) {
  out.append('"');
  while (!text.empty()) {
    const auto plain = copy_plain(out.room(text.size() + 1), text);
    out.grow(plain);
    text.remove_prefix(plain);
    if (text.empty())
      break;
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      write_escaped(out, text.front());
      text.remove_prefix(1);
    } else if (const auto length = sequence_length(text); length > 0) {
      out.append(text.substr(0, length));
      text.remove_prefix(length);
    } else {
      out.append("\xef\xbf\xbd");
      out.replaced();
      text.remove_prefix(1);
    }
  }
  out.append('"');
}

void write_number(json_buffer& out, double number) {
  write_float(out, number);
}

void write_number(json_buffer& out, float number) {
  write_float(out, number);
}

void write_any(json_buffer& out, const boost::json::value& any) {
  switch (any.kind()) {
  case boost::json::kind::null:
    return out.append("null");
  case boost::json::kind::bool_:
    return out.append(any.get_bool() ? std::string_view{"true"} : std::string_view{"false"});
  case boost::json::kind::int64:
    return write_integer(out, any.get_int64());
  case boost::json::kind::uint64:
    return write_integer(out, any.get_uint64());
  case boost::json::kind::double_:
    return write_float(out, any.get_double());
  case boost::json::kind::string:
    return write_text(out, {any.get_string().data(), any.get_string().size()});
  case boost::json::kind::array: {
    char before = '[';
    for (const auto& item : any.get_array()) {
      out.append(std::exchange(before, ','));
      write_any(out, item);
    }
    if (before == '[')
      out.append(before);
    return out.append(']');
  }
  case boost::json::kind::object: {
    char before = '{';
    for (const auto& member : any.get_object()) {
      out.append(std::exchange(before, ','));
      write_text(out, {member.key().data(), member.key().size()});
      out.append(':');
      write_any(out, member.value());
    }
    if (before == '{')
      out.append(before);
    return out.append('}');
  }
  }
}

} // namespace troupe::detail
