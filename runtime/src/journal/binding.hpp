// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/trace.hpp"
#include "troupe/uuid.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

namespace troupe::journal {

/// How our values become those of a row, whoever takes them: `To` has `put_null(at)`,
/// `put_integer(at, x)`, `put_text(at, x)` and `put_blob(at, x)`, each with the number of the
/// column; the first is 1.
template <class To>
class binding {
public:
  void bind(int at, std::nullopt_t) { to().put_null(at); }
  void bind(int at, std::string_view value) { to().put_text(at, value); }
  void bind(int at, time_point value) { to().put_integer(at, value.time_since_epoch().count()); }
  template <std::integral Integer>
  void bind(int at, Integer value) {
    to().put_integer(at, static_cast<std::int64_t>(value));
  }
  /// NULL for the nil id.
  void bind(int at, const uuid& value) {
    if (value.is_nil())
      to().put_null(at);
    else
      to().put_blob(at, {reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()});
  }
  /// NULL for the nil trace.
  void bind(int at, const trace& value) {
    static_assert(sizeof(trace) == 25, "a trace is kept as its bytes");
    if (value.is_nil())
      to().put_null(at);
    else
      to().put_blob(at, {reinterpret_cast<const char*>(&value), sizeof(trace)});
  }
  template <class T>
  void bind(int at, const std::optional<T>& value) {
    if (value)
      bind(at, *value);
    else
      to().put_null(at);
  }

private:
  To& to() { return static_cast<To&>(*this); }
};

} // namespace troupe::journal
