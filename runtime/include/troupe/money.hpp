// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/described.hpp"
#include "troupe/error.hpp"
#include "troupe/text_form.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

/// Money is a whole number of minor units (pence, cents) of one currency; it is never a float.
///
/// Arithmetic throws rather than give a wrong amount: `std::overflow_error` where 64 bits do not
/// suffice, `std::invalid_argument` where two currencies meet. In a handler that fails the attempt.
namespace troupe {

/// Three capital letters, as in ISO 4217. `XXX`, ISO's code for "no currency", is the default.
class currency {
public:
  constexpr currency() noexcept = default;

  /// Throws `std::invalid_argument` unless the code is three capital letters; an error when
  /// compiling where the value is constant.
  constexpr currency(const char* code) : currency(std::string_view{code}) {}
  constexpr explicit currency(std::string_view code) {
    if (!is_code(code))
      throw std::invalid_argument{"a currency is three capital letters, like GBP"};
    letters_ = {code[0], code[1], code[2]};
  }

  static constexpr bool is_code(std::string_view text) noexcept {
    if (text.size() != 3)
      return false;
    for (const char c : text)
      if (c < 'A' || c > 'Z')
        return false;
    return true;
  }

  constexpr std::string_view code() const noexcept { return {letters_.data(), letters_.size()}; }

  friend constexpr bool operator==(const currency&, const currency&) = default;
  friend constexpr auto operator<=>(const currency&, const currency&) = default;

private:
  std::array<char, 3> letters_{'X', 'X', 'X'};
};

template <>
struct [[gnu::visibility("default")]] text_form<currency> {
  static constexpr std::string_view expected = "a currency of three capital letters (like \"GBP\")";
  static void append(std::string & out, const currency& x) {
    out += x.code();
  }
  static result<currency> parse(std::string_view text);
};

/// In JSON `{"amount_minor": 1234, "currency": "GBP"}`: 12 pounds and 34 pence.
struct [[gnu::visibility("default")]] money {
  std::int64_t amount_minor = 0;
  troupe::currency currency{};

  money& operator+=(const money& more);
  money& operator-=(const money& less);
  money& operator*=(std::int64_t times);

  friend money operator+(money a, const money& b) {
    return a += b;
  }
  friend money operator-(money a, const money& b) {
    return a -= b;
  }
  friend money operator*(money a, std::int64_t times) {
    return a *= times;
  }
  friend bool operator==(const money&, const money&) = default;
};
BOOST_DESCRIBE_STRUCT(money, (), (amount_minor, currency))

/// Minor units of a number in decimal digits, with a minus and a point or without, rounded half
/// away from zero at `digits` places: `2.675` are 268 pence, `-0.005` is -1.
[[gnu::visibility("default")]] result<std::int64_t> parse_minor(std::string_view decimal,
                                                                int digits = 2);

} // namespace troupe
