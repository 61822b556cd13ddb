// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>

namespace troupe::execution {

/// How an actor ended: what its supervisor decides by.
enum class exit_class : std::uint8_t {
  /// It had nothing left to do.
  normal = 0,
  /// It was asked to end, and did.
  shutdown = 1,
  /// It was ended without being asked.
  killed = 2,
  /// It crashed, or gave up.
  error = 3,
  /// It crashed with a delivery in hand, and the crash is charged to that delivery.
  delivery_crash = 4,
};

/// The word for it in logs and reports.
constexpr const char* to_string(exit_class x) noexcept {
  switch (x) {
  case exit_class::normal:
    return "normal";
  case exit_class::shutdown:
    return "shutdown";
  case exit_class::killed:
    return "killed";
  case exit_class::error:
    return "error";
  case exit_class::delivery_crash:
    return "delivery_crash";
  }
  return "unknown";
}

} // namespace troupe::execution
