// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/constraints.hpp"
#include "troupe/described.hpp"
#include "troupe/json.hpp"
#include "troupe/topic.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// An event is an immutable fact: a described struct with a past-tense name.
///
///     struct order_placed {
///       static constexpr troupe::event_type type{"orders.placed", 1};
///       std::string order_id;
///       static constexpr auto key = &order_placed::order_id;
///     };
///     BOOST_DESCRIBE_STRUCT(order_placed, (), (order_id))
///
/// The name is also its topic. The key is the member by which events stay in order and state is
/// divided; an event without one belongs to partition 0. What is wrong with a definition is a
/// compile error.
///
/// An event that is of no use after a while says so, and is a dead letter (`expired`) to whoever
/// had not handled it by then; one of these:
///
///     static constexpr std::chrono::nanoseconds time_to_live = std::chrono::minutes{15};
///     static constexpr auto expires = &price_offered::valid_until; // a member of its own
///
/// What its members' values must be beyond their types, it says by `troupe/constraints.hpp`.
namespace troupe {

/// An event's name, which is its topic, and the version of its definition.
struct event_type {
  std::string_view name;
  std::uint32_t version = 1;
};

/// A query's name: a question to a service that changes nothing.
struct query_type {
  std::string_view name;
};

template <class T>
concept event = std::same_as<std::remove_cvref_t<decltype(T::type)>, event_type>;

template <class T>
concept query = std::same_as<std::remove_cvref_t<decltype(T::type)>, query_type>;

/// A key as text: what the partition is computed from. An empty text means "no key".
inline std::string key_text(const std::string& key) {
  return key;
}
inline std::string key_text(std::integral auto key) {
  return std::to_string(key);
}
inline std::string key_text(const uuid& key) {
  return to_string(key);
}

/// The key of an event or a query, "" where its type has none.
template <class T>
std::string key_of(const T& value) {
  if constexpr (requires { value.*T::key; })
    return key_text(value.*T::key);
  else
    return {};
}

/// When an event expires by a member of its own, if it does.
template <class T>
std::optional<time_point> expiry_of(const T& value) {
  if constexpr (requires { value.*T::expires; })
    return value.*T::expires;
  else
    return std::nullopt;
}

/// How long after its publishing an event of this type expires, if it does.
template <class T>
constexpr std::optional<std::chrono::nanoseconds> time_to_live_of() {
  if constexpr (requires { T::time_to_live; })
    return T::time_to_live;
  else
    return std::nullopt;
}

/// What an event says of itself beside its members: by what it is kept in order, and how long it is
/// of use.
struct event_terms {
  std::string key;
  std::optional<std::chrono::nanoseconds> time_to_live{}; ///< as its type says
  std::optional<time_point> expires{};                    ///< as a member of it says
};

namespace detail {

template <class T>
constexpr bool is_sound_expiry() {
  if constexpr (requires(const T& x) { x.*T::expires; })
    return std::is_convertible_v<decltype(std::declval<const T&>().*T::expires),
                                 std::optional<time_point>> &&
           !requires {
      T::time_to_live;
    };
  else if constexpr (requires { T::time_to_live; })
    return std::is_convertible_v<decltype(T::time_to_live), std::chrono::nanoseconds> &&
           T::time_to_live > std::chrono::nanoseconds{0};
  else
    return true;
}

template <class T>
constexpr bool is_name = is_topic(T::type.name);

/// Compiles if `T` is a sound event; else says what to do.
template <class T>
constexpr void check_event() {
  static_assert(event<T>, "an event needs a name: add "
                          "'static constexpr troupe::event_type type{\"orders.placed\", 1};'");
  if constexpr (event<T>) {
    static_assert(is_name<T>,
                  "an event's name is its topic: tokens of letters, digits, '-' and '_', "
                  "divided by dots, at most 16 and 255 bytes");
    static_assert(
        fully_described<T>,
        "an event's description misses a field: name every member in BOOST_DESCRIBE_STRUCT");
    static_assert(is_sound_expiry<T>(),
                  "an event expires by one of 'time_to_live', a duration of more than 0, and "
                  "'expires', a pointer to its member of type troupe::time_point");
    static_assert(constraints_are_sound<T>(),
                  "an event's constraints are made by troupe::constraints(...)");
    static_assert(std::is_default_constructible_v<T> && std::is_copy_constructible_v<T>,
                  "an event is a plain value: it can be made empty and copied");
  }
}

/// Compiles if `T` is a sound query; else says what to do.
template <class T>
constexpr void check_query() {
  static_assert(is_name<T>, "a query's name is made like a topic: tokens divided by dots");
  static_assert(fully_described<T>,
                "a query's description misses a field: name every member in BOOST_DESCRIBE_STRUCT");
  static_assert(
      requires { typename T::reply; }, "a query names its reply: add 'using reply = stock_level;'");
}

} // namespace detail
} // namespace troupe
