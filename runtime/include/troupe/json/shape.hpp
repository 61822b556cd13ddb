// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/constraints.hpp"
#include "troupe/json/kinds.hpp"

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

/// The shape of a type's JSON, from the same description by which it is written and read.
namespace troupe {

/// What the JSON of a type looks like, the type erased: what a schema is made from.
struct json_shape {
  enum class kinds {
    anything,
    boolean,
    integer,
    number,
    text,
    choice,    ///< one of the texts in `names`
    list,      ///< of `parts[0]`
    map,       ///< from text to `parts[0]`
    structure, ///< a member for each of `names`, like the one of `parts`
    variant,   ///< an object with one of the members in `names`
    again,     ///< the structure that is `outward` structures around it
  };
  kinds kind = kinds::anything;
  bool nullable = false;
  std::int64_t least = 0;     ///< of an integer, by its type and its constraints
  std::uint64_t most = 0;     ///< likewise
  constraint limits{};        ///< of a number, or how large a text, a list or a map may be
  std::string_view form{};    ///< of a text, as its `text_form` says: "a UUID"
  std::string_view format{};  ///< likewise, by JSON Schema's name: "uuid"; "" where it has none
  std::string_view pattern{}; ///< of a text; "" where any will do
  std::size_t outward = 0;
  std::vector<std::string_view> names{};
  std::vector<json_shape> parts{};
};

/// As JSON Schema, in the words that draft 7 and 2020-12 have in common. What `to_json` writes of
/// the type is valid by it, and so is what is taken from outside: none but the members of an
/// `std::optional` may be null, and none but those may be missing. `root` is where the schema
/// stands in its document, for structures that hold themselves: "#", or "#/components/schemas/x".
[[gnu::visibility("default")]] boost::json::object json_schema(const json_shape&,
                                                               const std::string& root = "#");

namespace detail {

/// Where one is in a type.
struct shape_places {
  std::vector<std::type_index> around{}; ///< structures, the innermost last
  bool is_constrained = false;           ///< constraints are looked at
};

/// Nothing is wider than the constraint says.
[[gnu::visibility("default")]] void narrow(json_shape&, const constraint&);

/// The member, or null where the structure is one that holds this and is described there.
[[gnu::visibility("default")]] json_shape* part_of(json_shape& structure, std::string_view member);

/// What a list or a map holds in the end, whatever is around it.
[[gnu::visibility("default")]] json_shape& held_by(json_shape&);

template <class T>
json_shape shape_at(shape_places& around);

template <class T>
json_shape integer_shape() {
  json_shape made{json_shape::kinds::integer};
  made.least = static_cast<std::int64_t>(std::numeric_limits<T>::min());
  made.most = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
  return made;
}

template <class T>
json_shape text_shape() {
  json_shape made{json_shape::kinds::text};
  if constexpr (has_text_form<T>)
    made.form = text_form<T>::expected;
  if constexpr (requires { text_form<T>::format; })
    made.format = text_form<T>::format;
  return made;
}

template <class T>
json_shape choice_shape() {
  json_shape made{json_shape::kinds::choice};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
      [&](auto enumerator) { made.names.emplace_back(enumerator.name); });
  return made;
}

template <class T, class Member>
void narrow_member(json_shape& structure, const member_constraint<T, Member>& rule,
                   std::string_view name) {
  if (auto* part = part_of(structure, name))
    narrow(*part, rule.what);
}

template <class T, class Member, class... Rules>
void narrow_member(json_shape& structure, const inner_constraints<T, Member, Rules...>& rule,
                   std::string_view name) {
  if (auto* part = part_of(structure, name))
    std::apply(
        [&](const auto&... each) {
          (narrow_member(*part, each, name_of_pointed(each.member)), ...);
        },
        rule.rules);
}

template <class T, class Member, std::size_t Count>
void narrow_member(json_shape& structure, const each_constraint<T, Member, Count>& rule,
                   std::string_view name) {
  if (auto* part = part_of(structure, name))
    for (const auto& what : rule.what)
      narrow(held_by(*part), what);
}

template <class T>
json_shape structure_shape(shape_places& places) {
  auto& around = places.around;
  for (std::size_t i = 0; i < around.size(); ++i)
    if (around[around.size() - 1 - i] == typeid(T)) {
      json_shape made{json_shape::kinds::again};
      made.outward = i;
      return made;
    }
  around.push_back(typeid(T));
  json_shape made{json_shape::kinds::structure};
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    using type = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    made.names.emplace_back(member.name);
    made.parts.push_back(shape_at<type>(places));
  });
  around.pop_back();
  if constexpr (declares_constraints<T>)
    if (places.is_constrained)
      std::apply(
          [&](const auto&... each) {
            (narrow_member(made, each, name_of_member<T>(each.member)), ...);
          },
          T::constraints.rules);
  return made;
}

template <class... Alternative>
json_shape variant_shape(shape_places& around, std::variant<Alternative...>*) {
  json_shape made{json_shape::kinds::variant};
  (made.names.push_back(alternative_name<Alternative>()), ...);
  (made.parts.push_back(shape_at<Alternative>(around)), ...);
  return made;
}

template <class Part>
json_shape shape_of(json_shape::kinds kind, shape_places& around) {
  json_shape made{kind};
  made.parts.push_back(shape_at<Part>(around));
  return made;
}

template <class T>
json_shape shape_at(shape_places& around) {
  if constexpr (std::same_as<T, bool>)
    return {json_shape::kinds::boolean};
  else if constexpr (json_integer<T>)
    return integer_shape<T>();
  else if constexpr (json_number<T>)
    return {json_shape::kinds::number};
  else if constexpr (std::same_as<T, std::string> || has_text_form<T>)
    return text_shape<T>();
  else if constexpr (std::same_as<T, boost::json::value>)
    return {};
  else if constexpr (described_enum<T>)
    return choice_shape<T>();
  else if constexpr (is_optional<T>) {
    auto made = shape_at<typename T::value_type>(around);
    made.nullable = true;
    return made;
  } else if constexpr (is_vector<T>)
    return shape_of<typename T::value_type>(json_shape::kinds::list, around);
  else if constexpr (is_text_map<T>)
    return shape_of<typename T::mapped_type>(json_shape::kinds::map, around);
  else if constexpr (is_variant<T>)
    return variant_shape(around, static_cast<T*>(nullptr));
  else
    return structure_shape<T>(around);
}

} // namespace detail

template <class T>
json_shape json_shape_of() {
  detail::shape_places around;
  return detail::shape_at<T>(around);
}

/// With its constraints, and those of what it is made of.
template <class T>
json_shape constrained_shape_of() {
  detail::shape_places around{{}, true};
  return detail::shape_at<T>(around);
}

} // namespace troupe
