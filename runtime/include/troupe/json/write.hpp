// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/json/kinds.hpp"

#include <boost/json/fwd.hpp>

#include <array>
#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>

/// Writing JSON straight into a string, without a value in between. Included by troupe/json.hpp.
namespace troupe {

template <class T>
void write_json(std::string& out, const T& x);

namespace detail {

[[gnu::visibility("default")]] void write_text(std::string& out, std::string_view text);
[[gnu::visibility("default")]] void write_number(std::string& out, double number);
[[gnu::visibility("default")]] void write_number(std::string& out, float number);
[[gnu::visibility("default")]] void write_any(std::string& out, const boost::json::value& any);

template <class T>
void write_integer(std::string& out, T number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

template <described_enum T>
void write_enum(std::string& out, T x) {
  bool written = false;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
    if (!written && enumerator.value == x) {
      out.append(1, '"').append(enumerator.name).append(1, '"');
      written = true;
    }
  });
  if (!written)
    throw std::invalid_argument{"an enum holds a value that its description does not name"};
}

/// `,"name":`, made by the compiler.
template <class Member>
inline constexpr auto member_key = [] {
  constexpr std::string_view name{Member::name};
  std::array<char, name.size() + 4> key{',', '"'};
  for (std::size_t i = 0; i < name.size(); ++i)
    key[i + 2] = name[i];
  key[name.size() + 2] = '"';
  key[name.size() + 3] = ':';
  return key;
}();

template <described_struct T>
void write_struct(std::string& out, const T& x) {
  static_assert(fully_described<T>,
                "troupe: the description of this struct does not name all of its fields; complete "
                "its BOOST_DESCRIBE_STRUCT, for what it omits would be lost");
  out += '{';
  std::size_t comma = 1;
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    constexpr auto& key = member_key<decltype(member)>;
    out.append(key.data() + comma, key.size() - comma);
    comma = 0;
    write_json(out, x.*member.pointer);
  });
  out += '}';
}

template <class T>
void write_sequence(std::string& out, const T& items) {
  out += '[';
  bool first = true;
  for (const typename T::value_type& item : items) {
    if (!first)
      out += ',';
    first = false;
    write_json(out, item);
  }
  out += ']';
}

template <class T>
void write_map(std::string& out, const T& map) {
  out += '{';
  bool first = true;
  for (const auto& [name, item] : map) {
    if (!first)
      out += ',';
    first = false;
    write_text(out, name);
    out += ':';
    write_json(out, item);
  }
  out += '}';
}

template <class T>
void write_variant(std::string& out, const T& variant) {
  static_assert(check_variant<T>::ok);
  std::visit(
      [&]<class Alternative>(const Alternative& x) {
        out.append("{\"").append(alternative_name<Alternative>()).append("\":");
        write_json(out, x);
        out += '}';
      },
      variant);
}

} // namespace detail

template <class T>
void write_json(std::string& out, const T& x) {
  using namespace detail;
  if constexpr (std::same_as<T, bool>)
    out += x ? "true" : "false";
  else if constexpr (json_integer<T>)
    write_integer(out, x);
  else if constexpr (json_number<T>)
    write_number(out, x);
  else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>)
    write_text(out, x);
  else if constexpr (std::same_as<T, boost::json::value>)
    write_any(out, x);
  else if constexpr (has_text_form<T>) {
    out += '"';
    text_form<T>::append(out, x);
    out += '"';
  } else if constexpr (described_enum<T>)
    write_enum(out, x);
  else if constexpr (is_optional<T>) {
    if (x)
      write_json(out, *x);
    else
      out += "null";
  } else if constexpr (is_vector<T>)
    write_sequence(out, x);
  else if constexpr (is_text_map<T>)
    write_map(out, x);
  else if constexpr (is_variant<T>)
    write_variant(out, x);
  else if constexpr (described_struct<T>)
    write_struct(out, x);
  else
    static_assert(always_false<T>,
                  "troupe: JSON does not know this type; describe it with BOOST_DESCRIBE_STRUCT or "
                  "BOOST_DESCRIBE_ENUM, or give it a troupe::text_form");
}

template <class T>
std::string to_json(const T& x) {
  std::string out;
  out.reserve(128); // Most events fit, and need no second allocation.
  write_json(out, x);
  return out;
}

} // namespace troupe
