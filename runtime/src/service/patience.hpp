// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>

namespace troupe {

/// How long a handler may take.
struct patience {
  /// Then it is reported.
  std::chrono::nanoseconds timeout = std::chrono::seconds{30};
  /// And so much later it is left behind.
  std::chrono::nanoseconds grace = std::chrono::seconds{30};

  /// As long as it likes.
  static constexpr std::chrono::nanoseconds endless = std::chrono::nanoseconds::max();

  bool is_late(std::chrono::nanoseconds lasted) const { return lasted >= timeout; }
  bool is_over(std::chrono::nanoseconds lasted) const {
    return is_late(lasted) && lasted - timeout >= grace;
  }

  friend bool operator==(const patience&, const patience&) = default;
};

} // namespace troupe
