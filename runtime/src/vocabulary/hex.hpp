// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Bytes as hexadecimal digits, for the identities that are known by them.
namespace troupe::hex {

template <std::size_t Size>
void append(std::string& out, const std::array<std::uint8_t, Size>& bytes, std::size_t from = 0,
            std::size_t to = Size) {
  constexpr const char* digits = "0123456789abcdef";
  for (std::size_t i = from; i < to; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
}

/// -1 for what is no digit.
constexpr int digit(char c, bool capitals) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (capitals && c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

enum class capitals { refused, allowed };

/// Fills the bytes from twice as many digits; false when one is none.
template <std::size_t Size>
bool parse(std::string_view text, std::array<std::uint8_t, Size>& bytes, capitals rule) {
  if (text.size() != 2 * Size)
    return false;
  for (std::size_t i = 0; i < Size; ++i) {
    const int high = digit(text[2 * i], rule == capitals::allowed);
    const int low = digit(text[2 * i + 1], rule == capitals::allowed);
    if (high < 0 || low < 0)
      return false;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

} // namespace troupe::hex
