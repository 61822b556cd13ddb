// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"

#include <boost/json/fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Definitions change, and what was written stays: events in the journal, timers, dead letters,
/// states. An upcast turns the JSON of an older version into that of the next when it is read.
///
///     struct order_placed {
///       static constexpr troupe::event_type type{"orders.placed", 3};
///       static constexpr troupe::upcast upcasts[] = {{1, &customer_is_an_object}, {2,
///       &troupe::as_it_was}};
///       ...
///
/// They are given in order, one for each version from the oldest that can be read to the last; an
/// event or a state of a version above 1 has some, and the compiler says so. A state has a version
/// once it says what it is called:
///
///     struct shelf {
///       static constexpr troupe::state_type type{"shop.shelf", 2};
///       static constexpr troupe::upcast upcasts[] = {{1, &on_hand_is_called_in_stock}};
///
/// What cannot be read in one of these ways, for it is newer than the module or older than its
/// upcasts, or because a state has a member that its struct has not, is never a failure of the
/// event at hand: the subscription is paused, and goes on where it was when a module that can is
/// there.
namespace troupe {

/// From this version to the next. It may throw, which is as if it were not there.
struct upcast {
  std::uint32_t from = 1;
  void (*change)(boost::json::object&) = nullptr;
};

/// For a version that only added optional members.
inline void as_it_was(boost::json::object&) {}

/// A state's name, and the version of its definition.
struct state_type {
  std::string_view name;
  std::uint32_t version = 1;
};

/// What is written, and how it is read.
struct version_range {
  std::string_view name; ///< "" for a state that has none
  std::uint32_t newest = 1;
  std::uint32_t oldest = 1; ///< that can be read
  std::span<const upcast> upcasts{};
};

namespace detail {

template <class T>
constexpr std::size_t count_upcasts() {
  if constexpr (requires { T::upcasts; })
    return std::size(T::upcasts);
  else
    return 0;
}

template <class T>
constexpr bool upcasts_reach(std::uint32_t version) {
  if constexpr (count_upcasts<T>() == 0) {
    return version == 1;
  } else {
    std::uint32_t next = T::upcasts[0].from;
    for (const auto& each : T::upcasts)
      if (each.from != next++) // With a sanitizer, no function is a constant to compare with.
        return false;
    return next == version && T::upcasts[0].from >= 1;
  }
}

template <class T>
version_range range_of_type(std::string_view name, std::uint32_t version) {
  version_range made{name, version, version, {}};
  if constexpr (count_upcasts<T>() > 0) {
    made.upcasts = T::upcasts;
    made.oldest = T::upcasts[0].from;
  }
  return made;
}

/// The JSON of an older version as that of the newest, or `ec::incompatible` with what to do.
[[gnu::visibility("default")]] result<boost::json::value>
upcast_json(std::string_view text, std::uint32_t version, const version_range& known);

/// The same of a state, which holds its version itself.
[[gnu::visibility("default")]] result<boost::json::value> upcast_state(std::string_view text,
                                                                       const version_range& known);

/// `{"$state":"shop.shelf","$version":2}`, put before the members of an object.
[[gnu::visibility("default")]] void mark_state(std::string& text, std::size_t from,
                                               const version_range& known);

/// A state that cannot be read whole must not be written over.
[[gnu::visibility("default")]] error state_does_not_fit(error);

} // namespace detail

template <class T>
concept versioned_state = std::same_as<std::remove_cvref_t<decltype(T::type)>, state_type>;

template <event T>
version_range versions_of_event() {
  static_assert(detail::upcasts_reach<T>(T::type.version),
                "an event of a version above 1 says how an older one is read: 'static constexpr "
                "troupe::upcast upcasts[] = {{1, &change}, {2, &troupe::as_it_was}};', in order, "
                "the last from the version before its own");
  return detail::range_of_type<T>(T::type.name, T::type.version);
}

template <class State>
version_range versions_of_state() {
  if constexpr (versioned_state<State>) {
    static_assert(is_topic(State::type.name),
                  "a state's name is made like a topic: tokens divided by dots");
    static_assert(detail::upcasts_reach<State>(State::type.version),
                  "a state of a version above 1 says how an older one is read: 'static constexpr "
                  "troupe::upcast upcasts[] = {{1, &change}, {2, &troupe::as_it_was}};', in order, "
                  "the last from the version before its own");
    return detail::range_of_type<State>(State::type.name, State::type.version);
  } else {
    static_assert(detail::count_upcasts<State>() == 0,
                  "a state with upcasts has a version: add 'static constexpr troupe::state_type "
                  "type{\"shop.shelf\", 2};'");
    return {};
  }
}

/// An event that was written in this version.
template <event T>
result<T> read_event(std::string_view payload, std::uint32_t version,
                     unknown_members unknown = unknown_members::ignore) {
  if (version == T::type.version)
    return from_json<T>(payload, unknown);
  auto value = detail::upcast_json(payload, version, versions_of_event<T>());
  if (!value)
    return std::move(value).failure();
  return from_json<T>(*value, unknown);
}

namespace detail {

/// The same of an event that somebody outside wrote: a member that it has not is an error, too. All
/// that is wrong is appended, each with its path; then the event is partly read.
template <event T>
T read_event_strictly(std::string_view payload, std::uint32_t version, std::vector<error>& wrong) {
  auto value = version == T::type.version ? parse_json(payload)
                                          : upcast_json(payload, version, versions_of_event<T>());
  T into{};
  if (value)
    read_json(*value, into, "", unknown_members::refuse, wrong);
  else
    wrong.push_back(std::move(value).failure());
  return into;
}

/// What to say of a query without its key, if it has none.
[[gnu::visibility("default")]] std::optional<error> key_missing_in(const boost::json::value& query,
                                                                   std::string_view key);

} // namespace detail

template <class State>
result<State> read_state(std::string_view text) {
  auto read = [&]() -> result<State> {
    if constexpr (versioned_state<State>) {
      auto value = detail::upcast_state(text, versions_of_state<State>());
      if (!value)
        return std::move(value).failure();
      return from_json<State>(*value, unknown_members::refuse);
    } else {
      return from_json<State>(text, unknown_members::refuse);
    }
  }();
  if (!read)
    return detail::state_does_not_fit(std::move(read).failure());
  return read;
}

template <class State>
void write_state(std::string& out, const State& x) {
  const auto from = out.size();
  write_json(out, x);
  if constexpr (versioned_state<State>)
    detail::mark_state(out, from, versions_of_state<State>());
}

} // namespace troupe
