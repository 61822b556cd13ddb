// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/json/kinds.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// One constraint of a value, and how it is made for a type of values; an event declares some by
/// troupe/constraints.hpp.
namespace troupe {

/// One constraint, the member's type erased; what is not said is at its widest.
struct constraint {
  enum class kinds { range, length, items, pattern };
  kinds kind = kinds::range;
  std::int64_t least = std::numeric_limits<std::int64_t>::min();  ///< an integer, or a size
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max(); ///< likewise
  double low = -std::numeric_limits<double>::infinity();          ///< a number
  double high = std::numeric_limits<double>::infinity();          ///< likewise
  bool above_low = false;                                         ///< `low` itself is outside
  bool below_high = false;                                        ///< likewise
  std::string_view pattern{};
};

namespace detail {

/// The bound of an integer is one of its values, so that the schema says what is meant; a lower one
/// fits into 63 bits, and an upper one is not negative.
template <class Value, class Held, class Bound>
constexpr void check_bound(Bound bound) {
  static_assert(json_integer<Value> || json_number<Value>,
                "this constraint is for a member that is a number");
  if constexpr (json_integer<Value>) {
    static_assert(json_integer<Bound>, "an integer is constrained by an integer");
    if (!std::in_range<Value>(bound) || !std::in_range<Held>(bound))
      throw std::invalid_argument{"a constraint's bound lies outside of its member's type"};
  }
}

constexpr void check_order(bool is_in_order) {
  if (!is_in_order)
    throw std::invalid_argument{"a constraint's lower bound is above its upper one"};
}

constexpr constraint sizes(constraint::kinds kind, std::size_t least, std::size_t most) {
  check_order(least <= most);
  constraint made{kind};
  made.least = static_cast<std::int64_t>(least);
  made.most = most;
  return made;
}

/// Of a value of this type, at one of its ends.
template <class Value, class Held, class Bound>
constexpr constraint bounded(Held constraint::*integer, double constraint::*number, Bound bound) {
  check_bound<Value, Held>(bound);
  constraint what;
  if constexpr (json_integer<Value>)
    what.*integer = static_cast<Held>(bound);
  else
    what.*number = static_cast<double>(bound);
  return what;
}

template <class Value, class Bound>
constexpr constraint lower(Bound least) {
  return bounded<Value>(&constraint::least, &constraint::low, least);
}
template <class Value, class Bound>
constexpr constraint upper(Bound most) {
  return bounded<Value>(&constraint::most, &constraint::high, most);
}
template <class Value, class Bound>
constexpr constraint lower_and_upper(Bound least, Bound most) {
  check_order(least <= most);
  auto what = lower<Value>(least);
  const auto end = upper<Value>(most);
  what.most = end.most;
  what.high = end.high;
  return what;
}

template <class Value>
constexpr constraint more_than(double low) {
  static_assert(json_number<Value>, "troupe::above is for a double or a float; "
                                    "of an integer say troupe::at_least");
  constraint what;
  what.low = low;
  what.above_low = true;
  return what;
}
template <class Value>
constexpr constraint less_than(double high) {
  static_assert(json_number<Value>, "troupe::below is for a double or a float; "
                                    "of an integer say troupe::at_most");
  constraint what;
  what.high = high;
  what.below_high = true;
  return what;
}

template <class Value>
constexpr constraint text_of_length(std::size_t least, std::size_t most) {
  static_assert(std::is_same_v<Value, std::string>,
                "troupe::length is for a member that is a std::string; of a list say "
                "troupe::items");
  return sizes(constraint::kinds::length, least, most);
}

template <class Value>
constexpr constraint text_like(std::string_view pattern) {
  static_assert(std::is_same_v<Value, std::string>,
                "troupe::matches is for a member that is a std::string");
  constraint what{constraint::kinds::pattern};
  what.pattern = pattern;
  return what;
}

} // namespace detail
} // namespace troupe
