// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/letter.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

namespace lifecycle {
namespace {

constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr std::size_t line_max = 75;          // of quoted-printable, without its '='
constexpr std::size_t encoded_bytes_max = 42; // of text in one encoded word: 56 letters

bool is_plain(char c) {
  return c >= ' ' && c <= '~';
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::string base64(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      text += i <= count ? base64_digits[group >> (18 - 6 * i) & 63U] : '=';
  }
  return text;
}

/// A text in a header: as it is, or as words that RFC 2047 encodes, cut between characters. What
/// would end the header's line is encoded as well, so that no text becomes a header of its own.
std::string in_header(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain) && text.size() <= 200 &&
      text.find("=?") == std::string_view::npos)
    return std::string{text};
  std::string words;
  while (!text.empty()) {
    auto count = std::min(encoded_bytes_max, text.size());
    while (count > 1 && count < text.size() && is_continuation(text[count]))
      --count;
    words +=
        (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, count)) + "?=";
    text.remove_prefix(count);
  }
  return words;
}

/// A name before an address: an encoded word, or a quoted string.
std::string as_name(std::string_view name) {
  auto text = in_header(name);
  if (text.starts_with("=?"))
    return text;
  std::string quoted = "\"";
  for (const auto c : text) {
    if (c == '"' || c == '\\')
      quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string with_name(std::string_view name, const std::string& address) {
  return name.empty() ? address : as_name(name) + " <" + address + '>';
}

std::string quoted_printable(std::string_view text) {
  std::string lines;
  std::size_t used = 0;
  const auto put = [&](std::string_view piece) {
    if (used + piece.size() > line_max) {
      lines += "=\r\n";
      used = 0;
    }
    lines += piece;
    used += piece.size();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = text[at];
    const auto ends_line = at + 1 == text.size() || text[at + 1] == '\n';
    if (c == '\n') {
      lines += "\r\n";
      used = 0;
    } else if (is_plain(c) && c != '=' && !(c == ' ' && ends_line)) {
      put({&c, 1});
    } else {
      const auto byte = static_cast<unsigned char>(c);
      const std::array escaped{'=', hex_digits[byte >> 4U], hex_digits[byte & 15U]};
      put({escaped.data(), escaped.size()});
    }
  }
  if (used > 0)
    lines += "\r\n";
  return lines;
}

std::string date_text(troupe::time_point at) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(at - day)};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                days.at(std::chrono::weekday{day}.c_encoding()), unsigned{date.day()},
                months.at(unsigned{date.month()} - 1), int{date.year()},
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::string name_in(std::string_view from) {
  auto name = from.substr(0, std::min(from.find('<'), from.size()));
  const auto is_around = [](char c) { return c == ' ' || c == '"'; };
  while (!name.empty() && is_around(name.front()))
    name.remove_prefix(1);
  while (!name.empty() && is_around(name.back()))
    name.remove_suffix(1);
  return std::string{name};
}

} // namespace

std::string address_in(std::string_view from) {
  const auto open = from.find('<');
  if (open == std::string_view::npos)
    return std::string{from};
  return std::string{from.substr(open + 1, from.find('>', open) - open - 1)};
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 128; });
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 == text.size() || text.size() > 254)
    return false;
  return std::all_of(text.begin(), text.end(), [&](const char& c) {
    const auto byte = static_cast<unsigned char>(c);
    const auto divides = std::string_view{"<>()[],;:\\\"@"}.find(c) != std::string_view::npos;
    return byte > ' ' && byte < 127 && (!divides || &c == &text[at]);
  });
}

std::string as_message(const letter& x) {
  const auto from_address = address_in(x.from);
  std::string text =
      "Message-ID: <" + x.message_id + ">\r\nDate: " + date_text(x.date) + "\r\nFrom: " +
      (from_address == x.from ? from_address : with_name(name_in(x.from), from_address)) +
      "\r\nTo: " + with_name(x.to_name, x.to) + "\r\nSubject: " + in_header(x.subject) + "\r\n";
  if (!x.unsubscribe.empty())
    text += "List-Unsubscribe: <" + x.unsubscribe + ">\r\n";
  return text +
         "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\nAuto-Submitted: auto-generated\r\n\r\n" +
         quoted_printable(x.text);
}

} // namespace lifecycle
