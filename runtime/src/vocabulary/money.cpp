// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/money.hpp"

#include <algorithm>

namespace troupe {

namespace {

void must_match(const money& a, const money& b) {
  if (a.currency != b.currency)
    throw std::invalid_argument{"amounts in " + std::string{a.currency.code()} + " and " +
                                std::string{b.currency.code()} + " cannot be reckoned together"};
}

[[noreturn]] void overflow() {
  throw std::overflow_error{"an amount of money does not fit into 64 bits of minor units"};
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

} // namespace

money& money::operator+=(const money& more) {
  must_match(*this, more);
  std::int64_t sum;
  if (__builtin_add_overflow(amount_minor, more.amount_minor, &sum))
    overflow();
  amount_minor = sum;
  return *this;
}

money& money::operator-=(const money& less) {
  must_match(*this, less);
  std::int64_t difference;
  if (__builtin_sub_overflow(amount_minor, less.amount_minor, &difference))
    overflow();
  amount_minor = difference;
  return *this;
}

money& money::operator*=(std::int64_t times) {
  std::int64_t product;
  if (__builtin_mul_overflow(amount_minor, times, &product))
    overflow();
  amount_minor = product;
  return *this;
}

result<currency> text_form<currency>::parse(std::string_view text) {
  if (!currency::is_code(text))
    return error{ec::malformed, '"' + std::string{text.substr(0, 40)} +
                                    "\" is not a currency; write three capital letters, like GBP"};
  return currency{text};
}

result<std::int64_t> parse_minor(std::string_view decimal, int digits) {
  const bool negative = decimal.starts_with('-');
  const auto number = decimal.substr(negative ? 1 : 0);
  const auto point = std::min(number.find('.'), number.size());
  const auto whole = number.substr(0, point);
  const auto fraction = number.substr(std::min(point + 1, number.size()));
  if (!all_digits(whole) || (point < number.size() && !all_digits(fraction)))
    return error{ec::malformed, '"' + std::string{decimal.substr(0, 40)} +
                                    "\" is not an amount; write digits, with a point and digits "
                                    "behind it or without"};

  // Added with its sign, so that the least of all amounts can be read too.
  std::int64_t minor = 0;
  const int sign = negative ? -1 : 1;
  bool too_large = false;
  const auto add = [&](std::int64_t times, int digit) {
    too_large = too_large || __builtin_mul_overflow(minor, times, &minor) ||
                __builtin_add_overflow(minor, sign * digit, &minor);
  };
  for (const char c : whole)
    add(10, c - '0');
  const auto places = static_cast<std::size_t>(std::max(digits, 0));
  for (std::size_t i = 0; i < places; ++i)
    add(10, i < fraction.size() ? fraction[i] - '0' : 0);
  if (places < fraction.size() && fraction[places] >= '5')
    add(1, 1);
  if (too_large)
    return error{ec::invalid, '"' + std::string{decimal.substr(0, 40)} +
                                  "\" does not fit into 64 bits of minor units"};
  return minor;
}

} // namespace troupe
