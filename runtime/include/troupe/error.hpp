// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <utility>
#include <variant>

/// An error is a code that programs decide by and a sentence that people act on.
///
/// A function whose caller decides what a failure means returns `result<T>`. Exceptions are left to
/// handlers, where throwing means that the attempt failed and the actor crashed.
namespace troupe {

/// What kind of failure it is. The numbers are stable; new codes are added at the end.
enum class ec {
  /// Text that should have a form does not have it: JSON, a topic, a time, a number.
  malformed = 1,
  /// A value is of the right form and not allowed.
  invalid = 2,
  /// The named thing does not exist.
  not_found = 3,
  /// The named thing exists already.
  exists = 4,
  /// Another process or a newer owner holds the thing.
  busy = 5,
  /// The operating system refused: a full disk, a missing permission.
  io = 6,
  /// A file is not what it should be, or was written by a newer version.
  damaged = 7,
  /// A precondition of a commit no longer holds.
  refused = 8,
  /// The thing was built by another compiler or for another version.
  incompatible = 9,
  /// The program is ending.
  stopped = 10,
  /// A bug in Troupe or in a module.
  internal = 11,
};

/// `what` is a sentence: what is wrong, and what to do. `where` is a place that the reader can
/// find: a path in a value (`.lines[0].quantity`), a file with line and column, or nothing.
struct error {
  ec code = ec::internal;
  std::string what;
  std::string where{};

  friend bool operator==(const error&, const error&) = default;
};

/// "where: what", or "what" where there is no place.
inline std::string to_string(const error& x) {
  return x.where.empty() ? x.what : x.where + ": " + x.what;
}

/// A value or the error that took its place.
template <class T>
class [[nodiscard]] result {
public:
  result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  result(troupe::error failure) : content_(std::in_place_index<1>, std::move(failure)) {}

  bool has_value() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & { return std::get<0>(content_); }
  const T& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const troupe::error& failure() const& { return std::get<1>(content_); }
  troupe::error&& failure() && { return std::get<1>(std::move(content_)); }

private:
  std::variant<T, troupe::error> content_;
};

/// Success that has nothing to tell, or an error.
template <>
class [[nodiscard]] result<void> {
public:
  result() = default;
  result(troupe::error failure) : failure_(std::move(failure)), failed_(true) {}

  bool has_value() const noexcept { return !failed_; }
  explicit operator bool() const noexcept { return !failed_; }
  const troupe::error& failure() const& { return failure_; }
  troupe::error&& failure() && { return std::move(failure_); }

private:
  troupe::error failure_;
  bool failed_ = false;
};

} // namespace troupe
