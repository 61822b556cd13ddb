// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/scalar.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace troupe::deploy {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+'))
    text.remove_prefix(1);
  return text;
}

bool is_hex(std::string_view text) {
  return text.size() > 2 && text.substr(0, 2) == "0x" &&
         text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
}

bool looks_like_integer(const node& x) {
  return x.is_scalar() && x.plain && (all_digits(without_sign(x.text)) || is_hex(x.text));
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool looks_like_number(const node& x) {
  if (!x.is_scalar() || !x.plain)
    return false;
  auto text = without_sign(x.text);
  const auto exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    if (!all_digits(without_sign(text.substr(exponent + 1))))
      return false;
    text = text.substr(0, exponent);
  }
  const auto dot = text.find('.');
  if (dot == std::string_view::npos)
    return all_digits(text);
  const auto whole = text.substr(0, dot);
  const auto fraction = text.substr(dot + 1);
  if (whole.empty())
    return all_digits(fraction);
  return all_digits(whole) && (fraction.empty() || all_digits(fraction));
}

bool is_null_word(const node& x) {
  return x.plain && (x.text == "~" || x.text == "null" || x.text == "Null" || x.text == "NULL");
}

bool is_special_float(const node& x) {
  const auto text = without_sign(x.text);
  return x.plain && (text == ".inf" || text == ".Inf" || text == ".INF" || text == ".nan" ||
                     text == ".NaN" || text == ".NAN");
}

template <class T>
std::optional<T> parsed_integer(std::string_view text) {
  if (!text.empty() && text.front() == '+')
    text.remove_prefix(1);
  const auto base = is_hex(text) ? 16 : 10;
  if (base == 16)
    text.remove_prefix(2);
  T value{};
  const auto end = text.data() + text.size();
  const auto [last, failed] = std::from_chars(text.data(), end, value, base);
  if (failed != std::errc{} || last != end)
    return std::nullopt;
  return value;
}

std::optional<double> parsed_double(std::string_view text) {
  if (!text.empty() && text.front() == '+')
    text.remove_prefix(1);
  double value = 0;
  const auto end = text.data() + text.size();
  const auto [last, failed] = std::from_chars(text.data(), end, value);
  if (failed != std::errc{} || last != end || !std::isfinite(value))
    return std::nullopt;
  return value;
}

boost::json::value scalar_to_json(const node& x, complaints& to) {
  if (is_null_word(x))
    return nullptr;
  if (const auto flag = as_boolean(x))
    return *flag;
  if (looks_like_integer(x)) {
    if (const auto value = parsed_integer<std::int64_t>(x.text))
      return *value;
    if (const auto value = parsed_integer<std::uint64_t>(x.text))
      return *value;
    to.add(x.at, shown(x) + " does not fit into 64 bits", "write a smaller number, or quote it");
    return nullptr;
  }
  if (const auto number = as_number(x))
    return *number;
  if (looks_like_number(x) || is_special_float(x)) {
    to.add(x.at, shown(x) + " is not a finite number", "write a finite number, or quote it");
    return nullptr;
  }
  return boost::json::string(x.text);
}

} // namespace

boost::json::value to_json(const node& x, complaints& to) {
  switch (x.kind) {
  case node::kinds::null:
    return nullptr;
  case node::kinds::scalar:
    return scalar_to_json(x, to);
  case node::kinds::sequence: {
    boost::json::array list;
    for (const auto& item : x.items)
      list.push_back(to_json(item, to));
    return list;
  }
  case node::kinds::map:
    break;
  }
  boost::json::object map;
  for (const auto& [key, at, value] : x.members)
    if (!value.broken)
      map.emplace(key, to_json(value, to));
  return map;
}

std::optional<bool> as_boolean(const node& x) {
  if (!x.is_scalar() || !x.plain)
    return std::nullopt;
  if (x.text == "true" || x.text == "True" || x.text == "TRUE")
    return true;
  if (x.text == "false" || x.text == "False" || x.text == "FALSE")
    return false;
  return std::nullopt;
}

std::optional<std::int64_t> as_integer(const node& x) {
  if (!looks_like_integer(x))
    return std::nullopt;
  return parsed_integer<std::int64_t>(x.text);
}

std::optional<double> as_number(const node& x) {
  if (!looks_like_number(x))
    return std::nullopt;
  return parsed_double(x.text);
}

void refuse_octal(node& x, complaints& to) {
  const auto digits = without_sign(x.text);
  const auto zero_led = digits.size() > 1 && digits.front() == '0' && all_digits(digits);
  const auto prefixed = digits.size() > 2 && digits.substr(0, 2) == "0o" &&
                        digits.find_first_not_of("01234567", 2) == std::string_view::npos;
  if (!zero_led && !prefixed)
    return;
  x.broken = true;
  to.add(x.at, shown(x) + " looks like an octal number, and readers of YAML disagree about those",
         "write the number without the leading zero, or quote it if it is text");
}

} // namespace troupe::deploy
