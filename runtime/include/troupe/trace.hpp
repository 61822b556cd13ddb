// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"
#include "troupe/text_form.hpp"
#include "troupe/uuid.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// A trace names the chain of causes that an event belongs to, as W3C Trace Context does.
namespace troupe {

/// The nil trace, all zero, stands for "none".
struct trace {
  std::array<std::uint8_t, 16> trace_id{};
  std::array<std::uint8_t, 8> span_id{};
  /// 1 is "sampled", 2 is "the trace id is random"; nothing else is kept.
  std::uint8_t flags = 0;

  constexpr bool is_nil() const noexcept { return *this == trace{}; }

  friend constexpr bool operator==(const trace&, const trace&) = default;
};

/// Reads a `traceparent`, blanks around it allowed. A later version than 00 is read as far as 00
/// goes. Whoever gets an error starts a new trace, as the recommendation demands.
[[gnu::visibility("default")]] result<trace> parse_traceparent(std::string_view text);

/// `00-<trace id>-<span id>-<flags>`. The nil trace gives text that nobody accepts: ask `is_nil`
/// first.
[[gnu::visibility("default")]] std::string to_traceparent(const trace& x);

/// The trace of an event that nothing caused; its ids are made of the event's, which is a UUID of
/// version 7 and so has the random bits that the flags promise.
[[gnu::visibility("default")]] trace start_trace(const uuid& event);

/// The same trace as `cause`, one span further: that of `event`.
[[gnu::visibility("default")]] trace continue_trace(const trace& cause, const uuid& event);

/// Traces in JSON: the traceparent, and empty text for the nil trace.
template <>
struct [[gnu::visibility("default")]] text_form<trace> {
  static constexpr std::string_view expected = "a W3C traceparent";
  static void append(std::string & out, const trace& x);
  static result<trace> parse(std::string_view text);
};

} // namespace troupe
