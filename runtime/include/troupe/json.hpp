// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/duration.hpp"
#include "troupe/error.hpp"
#include "troupe/json/read.hpp"
#include "troupe/json/write.hpp"
#include "troupe/time.hpp"
#include "troupe/uuid.hpp"

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

/// JSON is how events, state, queries, options and reports leave the program and come back.
///
/// - `bool` and `std::string` are the same; text is UTF-8.
/// - Integers of 8 to 64 bits are numbers without point or exponent, all 64 bits exact.
/// - `double` and `float` are the shortest number that reads back as the same.
/// - A described enum is its enumerator's name.
/// - A `std::optional` is null or the value.
/// - A `std::vector` is an array.
/// - A `std::map` or `std::unordered_map` of text is an object.
/// - A described struct is an object; members of bases come first.
/// - A `std::variant` of described structs is `{"card": {...}}`: the struct's name without
///   namespaces, or its `static constexpr std::string_view json_name`.
/// - A `time_point` is `"2026-11-22T17:43:18.123456Z"`, a duration of `std::chrono` `"1h30m"`.
/// - A `uuid`, a `trace`, a `currency` is text: whatever has a `troupe::text_form`.
/// - A `boost::json::value` is itself.
///
/// Reading: a member that is missing keeps its default; one that is unknown is ignored or refused,
/// as the caller says; of two with one name the last counts. Deeper than 32 levels is an error.
/// Writing throws `std::invalid_argument` for what could not be read back: a number that is not
/// finite, an enum without a name, a time or duration out of range. Bytes that are not UTF-8 become
/// U+FFFD. All functions may be called from any thread.
namespace troupe {

/// Appends x as JSON, without blanks.
template <class T>
void write_json(std::string& out, const T& x);

template <class T>
std::string to_json(const T& x);

/// Parses text into a value, with exact doubles (Boost.JSON 1.81's own parser rounds them).
[[gnu::visibility("default")]] result<boost::json::value> parse_json(std::string_view text);

/// Reads a value into `into`, whose members keep what they have where the value says nothing.
/// Appends all problems, each with its path behind `path`; then `into` is partly read.
template <class T>
void read_json(const boost::json::value& from, T& into, const std::string& path,
               unknown_members unknown, std::vector<error>& problems) {
  detail::reading r{unknown, problems, 1000};
  detail::read_value(from, into, detail::place{path}, r);
}

/// The value that the text holds, or the first problem with its path: `.lines[0].quantity`.
template <class T>
result<T> from_json(std::string_view text, unknown_members unknown = unknown_members::ignore) {
  T into{};
  std::vector<error> problems;
  detail::reading r{unknown, problems, 1};
  detail::read_document(
      text,
      [](const boost::json::value& from, void* target, const detail::place& at,
         detail::reading& reader) {
        detail::read_value(from, *static_cast<T*>(target), at, reader);
      },
      &into, r);
  if (!problems.empty())
    return std::move(problems.front());
  return into;
}

template <class T, std::same_as<boost::json::value> Value>
result<T> from_json(const Value& from, unknown_members unknown = unknown_members::ignore) {
  T into{};
  std::vector<error> problems;
  detail::reading r{unknown, problems, 1};
  detail::read_value(from, into, detail::place{""}, r);
  if (!problems.empty())
    return std::move(problems.front());
  return into;
}

} // namespace troupe
