// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/json/kinds.hpp"
#include "troupe/json/reading.hpp"

#include <boost/json/value.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// Reading parsed JSON into C++ values. Included by troupe/json.hpp.
namespace troupe::detail {

template <class T>
void read_value(const boost::json::value& from, T& into, const place& at, reading& r);

template <has_text_form T>
void read_text_form(const boost::json::value& from, T& into, const place& at, reading& r) {
  const auto* text = from.if_string();
  if (!text)
    return r.expected(text_form<T>::expected, from, at);
  auto parsed = text_form<T>::parse({text->data(), text->size()});
  if (parsed)
    into = *std::move(parsed);
  else
    r.refuse(std::move(parsed).failure(), at);
}

template <described_enum T>
void read_enum(const boost::json::value& from, T& into, const place& at, reading& r) {
  using enumerators = boost::describe::describe_enumerators<T>;
  const auto* text = from.if_string();
  bool found = false;
  if (text)
    boost::mp11::mp_for_each<enumerators>([&](auto enumerator) {
      if (!found && std::string_view{text->data(), text->size()} == enumerator.name) {
        into = enumerator.value;
        found = true;
      }
    });
  if (found)
    return;
  std::vector<std::string_view> names;
  boost::mp11::mp_for_each<enumerators>(
      [&](auto enumerator) { names.emplace_back(enumerator.name); });
  r.expected_one_of(names, from, at);
}

template <class T>
void read_sequence(const boost::json::value& from, T& into, const place& at, reading& r) {
  const auto* items = from.if_array();
  if (!items)
    return r.expected("an array", from, at);
  into.clear();
  into.reserve(items->size());
  std::size_t index = 0;
  for (const auto& each : *items) {
    typename T::value_type item{};
    read_value(each, item, at.item(index++), r);
    if (r.stopped())
      return;
    into.push_back(std::move(item));
  }
}

template <class T>
void read_map(const boost::json::value& from, T& into, const place& at, reading& r) {
  const auto* object = from.if_object();
  if (!object)
    return r.expected("an object", from, at);
  into.clear();
  for (const auto& each : *object) {
    const std::string_view name{each.key().data(), each.key().size()};
    read_value(each.value(), into[std::string{name}], at.member(name), r);
    if (r.stopped())
      return;
  }
}

template <class... Alternative>
void read_variant(const boost::json::value& from, std::variant<Alternative...>& into,
                  const place& at, reading& r) {
  static_assert(check_variant<std::variant<Alternative...>>::ok);
  const auto* object = from.if_object();
  if (!object || object->size() != 1)
    return r.expected("an object with one member, the name of the kind", from, at);
  const auto& only = *object->begin();
  const std::string_view name{only.key().data(), only.key().size()};
  const auto read_if_named = [&]<class T>(std::type_identity<T>) {
    if (name != alternative_name<T>())
      return false;
    if (!std::holds_alternative<T>(into))
      into.template emplace<T>();
    read_value(only.value(), std::get<T>(into), at.member(name), r);
    return true;
  };
  if (!(read_if_named(std::type_identity<Alternative>{}) || ...))
    r.unknown_name(name, {alternative_name<Alternative>()...}, at.member(name));
}

template <described_struct T>
std::vector<std::string_view> member_names() {
  std::vector<std::string_view> names;
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) { names.emplace_back(member.name); });
  return names;
}

template <described_struct T>
void read_struct(const boost::json::value& from, T& into, const place& at, reading& r) {
  static_assert(fully_described<T>,
                "troupe: the description of this struct does not name all of its fields; complete "
                "its BOOST_DESCRIBE_STRUCT, for what it omits would be lost");
  const auto* object = from.if_object();
  if (!object)
    return r.expected("an object", from, at);
  // Our own writer keeps the order of the description: then each member is found where the last
  // ended.
  auto next = object->begin();
  std::size_t known = 0;
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    if (r.stopped())
      return;
    constexpr std::string_view name{decltype(member)::name};
    auto found = next;
    if (next == object->end() || std::string_view{next->key().data(), next->key().size()} != name)
      found = object->find({name.data(), name.size()});
    if (found == object->end())
      return;
    ++known;
    next = found + 1;
    read_value(found->value(), into.*member.pointer, at.member(name), r);
  });
  if (known < object->size() && r.refuses_unknown())
    r.refuse_others(*object, member_names<T>(), at);
}

template <class T>
void read_value(const boost::json::value& from, T& into, const place& at, reading& r) {
  if constexpr (std::same_as<T, bool>)
    r.read_bool(from, into, at);
  else if constexpr (json_integer<T> && std::signed_integral<T>)
    into = static_cast<T>(r.read_signed(from, std::numeric_limits<T>::min(),
                                        std::numeric_limits<T>::max(), into, at));
  else if constexpr (json_integer<T>)
    into = static_cast<T>(r.read_unsigned(from, std::numeric_limits<T>::max(), into, at));
  else if constexpr (json_number<T>)
    into = static_cast<T>(r.read_number(from, std::numeric_limits<T>::max(), into, at));
  else if constexpr (std::same_as<T, std::string>)
    r.read_text(from, into, at);
  else if constexpr (std::same_as<T, boost::json::value>)
    into = boost::json::value(from, into.storage());
  else if constexpr (has_text_form<T>)
    read_text_form(from, into, at, r);
  else if constexpr (described_enum<T>)
    read_enum(from, into, at, r);
  else if constexpr (is_optional<T>) {
    if (from.is_null())
      return into.reset();
    if (!into)
      into.emplace();
    read_value(from, *into, at, r);
  } else if constexpr (is_vector<T>)
    read_sequence(from, into, at, r);
  else if constexpr (is_text_map<T>)
    read_map(from, into, at, r);
  else if constexpr (is_variant<T>)
    read_variant(from, into, at, r);
  else if constexpr (described_struct<T>)
    read_struct(from, into, at, r);
  else
    static_assert(always_false<T>,
                  "troupe: JSON does not know this type; describe it with BOOST_DESCRIBE_STRUCT or "
                  "BOOST_DESCRIBE_ENUM, or give it a troupe::text_form");
}

} // namespace troupe::detail
