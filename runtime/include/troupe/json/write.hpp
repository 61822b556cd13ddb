// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/json/buffer.hpp"
#include "troupe/json/kinds.hpp"

#include <boost/json/fwd.hpp>

#include <array>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

/// Writing JSON straight into memory, without a value in between. Included by troupe/json.hpp.
namespace troupe {
namespace detail {

template <class T>
void write_value(json_buffer& out, const T& x);

[[gnu::visibility("default")]] void write_text(json_buffer& out, std::string_view text);
[[gnu::visibility("default")]] void write_number(json_buffer& out, double number);
[[gnu::visibility("default")]] void write_number(json_buffer& out, float number);
[[gnu::visibility("default")]] void write_any(json_buffer& out, const boost::json::value& any);

template <class T>
void write_integer(json_buffer& out, T number) {
  constexpr std::size_t most = 24;
  auto* begin = out.room(most);
  out.grow(static_cast<std::size_t>(std::to_chars(begin, begin + most, number).ptr - begin));
}

template <described_enum T>
void write_enum(json_buffer& out, T x) {
  bool written = false;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
    if (!written && enumerator.value == x) {
      out.append('"');
      out.append(std::string_view{enumerator.name});
      out.append('"');
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
void write_struct(json_buffer& out, const T& x) {
  static_assert(fully_described<T>,
                "troupe: the description of this struct does not name all of its fields; complete "
                "its BOOST_DESCRIBE_STRUCT, for what it omits would be lost");
  char before = '{';
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    constexpr auto& key = member_key<decltype(member)>;
    auto* at = out.room(key.size());
    std::memcpy(at, key.data(), key.size());
    *at = std::exchange(before, ',');
    out.grow(key.size());
    write_value(out, x.*member.pointer);
  });
  if (before == '{')
    out.append(before);
  out.append('}');
}

template <class T>
void write_sequence(json_buffer& out, const T& items) {
  char before = '[';
  for (const typename T::value_type& item : items) {
    out.append(std::exchange(before, ','));
    write_value(out, item);
  }
  if (before == '[')
    out.append(before);
  out.append(']');
}

template <class T>
void write_map(json_buffer& out, const T& map) {
  char before = '{';
  for (const auto& [name, item] : map) {
    out.append(std::exchange(before, ','));
    write_text(out, name);
    out.append(':');
    write_value(out, item);
  }
  if (before == '{')
    out.append(before);
  out.append('}');
}

template <class T>
void write_variant(json_buffer& out, const T& variant) {
  static_assert(check_variant<T>::ok);
  std::visit(
      [&]<class Alternative>(const Alternative& x) {
        out.append("{\"");
        out.append(alternative_name<Alternative>());
        out.append("\":");
        write_value(out, x);
        out.append('}');
      },
      variant);
}

template <has_text_form T>
void write_text_form(json_buffer& out, const T& x) {
  auto& text = out.spare();
  text_form<T>::append(text, x);
  out.append('"');
  out.append(std::string_view{text});
  out.append('"');
}

template <class T>
void write_value(json_buffer& out, const T& x) {
  if constexpr (std::same_as<T, bool>)
    out.append(x ? std::string_view{"true"} : std::string_view{"false"});
  else if constexpr (json_integer<T>)
    write_integer(out, x);
  else if constexpr (json_number<T>)
    write_number(out, x);
  else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>)
    write_text(out, x);
  else if constexpr (std::same_as<T, boost::json::value>)
    write_any(out, x);
  else if constexpr (has_text_form<T>)
    write_text_form(out, x);
  else if constexpr (described_enum<T>)
    write_enum(out, x);
  else if constexpr (is_optional<T>) {
    if (x)
      write_value(out, *x);
    else
      out.append("null");
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

} // namespace detail

template <class T>
void write_json(std::string& out, const T& x) {
  detail::lent_buffer buffer;
  detail::write_value(*buffer, x);
  out.append(buffer->text());
}

template <class T>
std::string to_json(const T& x) {
  detail::lent_buffer buffer;
  detail::write_value(*buffer, x);
  return std::string{buffer->text()};
}

} // namespace troupe
