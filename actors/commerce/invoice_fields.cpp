// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_fields.hpp"

#include <chrono>

namespace commerce {
namespace {

bool is_digit(char x) {
  return x >= '0' && x <= '9';
}

/// Eats a text from its front.
class cursor {
public:
  explicit cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool eat(char wanted) {
    if (rest_.empty() || rest_.front() != wanted)
      return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// All the digits that stand here.
  std::string_view digits() {
    std::size_t count = 0;
    while (count < rest_.size() && is_digit(rest_[count]))
      ++count;
    auto found = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return found;
  }
  /// A number of `least` to `most` digits, or nothing.
  std::optional<int> number(std::size_t least, std::size_t most) {
    auto found = digits();
    if (found.size() < least || found.size() > most)
      return std::nullopt;
    int value = 0;
    for (auto digit : found)
      value = value * 10 + (digit - '0');
    return value;
  }

private:
  std::string_view rest_;
};

// The number times ten, and the digit; nothing above twice the limit, so that nothing overflows.
std::optional<std::int64_t> with_digit(std::int64_t value, char digit) {
  if (value > field_limit)
    return std::nullopt;
  return value * 10 + (digit - '0');
}

std::optional<std::int64_t> within_limit(std::int64_t value, bool negative) {
  if (value > field_limit)
    return std::nullopt;
  return negative ? -value : value;
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  if (digits.empty())
    return std::nullopt;
  std::int64_t value = 0;
  for (auto digit : digits) {
    auto longer = with_digit(value, digit);
    if (!longer)
      return std::nullopt;
    value = *longer;
  }
  return value;
}

std::optional<int> parse_year(cursor& text) {
  auto digits = text.digits();
  if (digits.size() != 2 && digits.size() != 4)
    return std::nullopt;
  auto year = static_cast<int>(*whole_number(digits));
  return digits.size() == 2 ? 2000 + year : year;
}

} // namespace

std::optional<std::int64_t> parse_quantity(std::string_view text) {
  cursor rest{text};
  auto negative = rest.eat('-');
  auto value = whole_number(rest.digits());
  if (!value || !rest.at_end())
    return std::nullopt;
  return within_limit(*value, negative);
}

std::optional<std::int64_t> parse_price_minor(std::string_view text) {
  cursor rest{text};
  auto negative = rest.eat('-');
  auto units = whole_number(rest.digits());
  std::string_view fraction;
  if (rest.eat('.')) {
    fraction = rest.digits();
    if (fraction.empty())
      return std::nullopt;
  }
  if (!units || !rest.at_end() || *units > field_limit)
    return std::nullopt;
  auto digit = [fraction](std::size_t at) { return at < fraction.size() ? fraction[at] - '0' : 0; };
  auto minor = *units * 100 + digit(0) * 10 + digit(1) + (digit(2) >= 5 ? 1 : 0);
  return within_limit(minor, negative);
}

std::optional<troupe::time_point> parse_date(std::string_view text, date_format format) {
  cursor rest{text};
  auto first = rest.number(1, 2);
  if (!first || !rest.eat('/'))
    return std::nullopt;
  auto second = rest.number(1, 2);
  if (!second || !rest.eat('/'))
    return std::nullopt;
  auto year = parse_year(rest);
  if (!year || *year == 0 || !rest.eat(' '))
    return std::nullopt;
  auto hour = rest.number(1, 2);
  if (!hour || *hour > 23 || !rest.eat(':'))
    return std::nullopt;
  auto minute = rest.number(2, 2);
  if (!minute || *minute > 59 || !rest.at_end())
    return std::nullopt;

  auto [month, day] =
      format == date_format::month_first ? std::pair{*first, *second} : std::pair{*second, *first};
  auto date = std::chrono::year{*year} / std::chrono::month{static_cast<unsigned>(month)} /
              std::chrono::day{static_cast<unsigned>(day)};
  if (!date.ok())
    return std::nullopt;
  return troupe::time_point{std::chrono::sys_days{date}} + std::chrono::hours{*hour} +
         std::chrono::minutes{*minute};
}

} // namespace commerce

void troupe::text_form<commerce::date_format>::append(std::string& out,
                                                      commerce::date_format format) {
  out += format == commerce::date_format::month_first ? "M/D/YY" : "DD/MM/YYYY";
}

troupe::result<commerce::date_format>
troupe::text_form<commerce::date_format>::parse(std::string_view text) {
  if (text == "M/D/YY")
    return commerce::date_format::month_first;
  if (text == "DD/MM/YYYY")
    return commerce::date_format::day_first;
  return error{ec::invalid,
               "\"" + std::string{text} + "\" is no format of dates; use M/D/YY or DD/MM/YYYY"};
}
