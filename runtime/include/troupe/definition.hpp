// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"
#include "troupe/json/shape.hpp"
#include "troupe/versions.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is told of events beside their code: in the catalog of a deployment, and where two versions
/// of a definition are compared.
///
/// Beside its members an event may say these, each of which is optional:
///
///     static constexpr std::string_view description = "Somebody has ordered, and not paid yet.";
///     static constexpr std::string_view owner = "team-shop";
///     static std::vector<order_placed> examples() { return {{"order-1", {{"apple", 2}}}}; }
namespace troupe {

/// A definition, its type erased.
struct event_definition {
  std::string_view name;
  std::uint32_t version = 1;
  std::uint32_t oldest = 1; ///< that can be read
  std::string_view key;     ///< the member that is its key; "" where it has none
  std::string_view description;
  std::string_view owner;
  std::optional<std::chrono::nanoseconds> time_to_live;
  std::string_view expires; ///< the member that says until when it is of use; "" where none does
  json_shape shape;
  std::vector<std::string> examples; ///< as JSON
};

/// Makes a definition; called by whoever wants to see one.
using event_definer = event_definition (*)();

namespace detail {

template <event T>
constexpr void check_what_is_told() {
  if constexpr (requires { T::description; })
    static_assert(std::is_convertible_v<decltype(T::description), std::string_view>,
                  "an event's description is a text: 'static constexpr std::string_view "
                  "description = \"...\";'");
  if constexpr (requires { T::owner; })
    static_assert(
        std::is_convertible_v<decltype(T::owner), std::string_view>,
        "an event's owner is a text: 'static constexpr std::string_view owner = \"...\";'");
  if constexpr (requires { T::examples; })
    static_assert(
        requires {
          { T::examples() } -> std::same_as<std::vector<T>>;
        },
        "an event's examples are events: 'static std::vector<order_placed> examples()'");
}

} // namespace detail

template <event T>
event_definition define() {
  detail::check_what_is_told<T>();
  event_definition made;
  made.name = T::type.name;
  made.version = T::type.version;
  made.oldest = versions_of_event<T>().oldest;
  if constexpr (requires { T::key; })
    made.key = detail::name_of_member<T>(T::key);
  if constexpr (requires { T::description; })
    made.description = T::description;
  if constexpr (requires { T::owner; })
    made.owner = T::owner;
  made.time_to_live = time_to_live_of<T>();
  if constexpr (requires { T::expires; })
    made.expires = detail::name_of_member<T>(T::expires);
  made.shape = constrained_shape_of<T>();
  if constexpr (requires { T::examples; })
    for (const auto& example : T::examples())
      made.examples.push_back(to_json(example));
  return made;
}

} // namespace troupe
