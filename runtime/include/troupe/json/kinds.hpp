// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/described.hpp"
#include "troupe/text_form.hpp"

#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <variant>
#include <vector>

/// The kinds of types that JSON is made of, for the writer, the reader and whoever derives a
/// schema.
namespace troupe::detail {

template <class T>
concept json_integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
                       !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                       !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template <class T>
concept json_number = std::same_as<T, double> || std::same_as<T, float>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_vector = false;
template <class T, class Allocator>
inline constexpr bool is_vector<std::vector<T, Allocator>> = true;

template <class T>
inline constexpr bool is_text_map = false;
template <class T, class Less, class Allocator>
inline constexpr bool is_text_map<std::map<std::string, T, Less, Allocator>> = true;
template <class T, class Hash, class Equal, class Allocator>
inline constexpr bool is_text_map<std::unordered_map<std::string, T, Hash, Equal, Allocator>> =
    true;

template <class T>
inline constexpr bool is_variant = false;
template <class... Alternative>
inline constexpr bool is_variant<std::variant<Alternative...>> = true;

template <class T>
inline constexpr bool always_false = false;

/// The name of a type without its namespaces, cut from the text that the compiler has for it.
template <class T>
constexpr std::string_view plain_type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  text = text.substr(0, text.find_first_of(";]"));
  const auto colon = text.rfind(':');
  return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

template <class T>
constexpr std::string_view alternative_name() {
  if constexpr (requires { T::json_name; })
    return T::json_name;
  else
    return plain_type_name<T>();
}

constexpr bool is_identifier(std::string_view text) {
  for (const char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'))
      return false;
  return !text.empty();
}

template <class... Alternative>
consteval bool names_are_distinct() {
  const std::string_view names[] = {alternative_name<Alternative>()...};
  for (std::size_t i = 0; i < sizeof...(Alternative); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (names[i] == names[j])
        return false;
  return true;
}

template <class Variant>
struct check_variant;
template <class... Alternative>
struct check_variant<std::variant<Alternative...>> {
  static_assert((described_struct<Alternative> && ...),
                "troupe: every alternative of a variant in JSON must be a described struct; wrap a "
                "number or a text in one");
  static_assert((is_identifier(alternative_name<Alternative>()) && ...),
                "troupe: an alternative of a variant needs a name in JSON; add `static constexpr "
                "std::string_view json_name = \"...\";` to it");
  static_assert(names_are_distinct<Alternative...>(),
                "troupe: two alternatives of a variant have one name in JSON; give one of them a "
                "`static constexpr std::string_view json_name`");
  static constexpr bool ok = true;
};

} // namespace troupe::detail
