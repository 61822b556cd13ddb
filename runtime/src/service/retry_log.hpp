// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace troupe {

/// Why deliveries are tried again, for the log: once an attempt fails that is not the first ones,
/// which may be a hiccup, and a line in ten seconds, however many there are.
///
/// Pure: times come from a clock that never goes back.
class retry_log {
public:
  static constexpr std::size_t hiccups = 2; ///< attempts whose failure is not told
  static constexpr std::chrono::seconds pause{10};

  /// The line about an attempt that failed after `failed_before` others; nothing where it is not to
  /// be said.
  std::optional<std::string> line(const journal::event_record& event, std::size_t failed_before,
                                  std::string_view why, std::chrono::nanoseconds now) {
    if (failed_before < hiccups)
      return std::nullopt;
    if (said_ && now - *said_ < pause) {
      ++unsaid_;
      return std::nullopt;
    }
    auto out = event.topic + ' ' + std::to_string(event.sequence) + " failed " +
               std::to_string(failed_before + 1) +
               " times, and is tried again: " + std::string{why};
    if (unsaid_ > 0)
      out += " (since this was said last, " + std::to_string(unsaid_) + " more attempts failed)";
    said_ = now;
    unsaid_ = 0;
    return out;
  }

private:
  std::optional<std::chrono::nanoseconds> said_;
  std::uint64_t unsaid_ = 0;
};

} // namespace troupe
