// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace troupe::cli {

/// So many a second, evenly: how many may go by now, and when the next may. The first may go at
/// once. Pure.
class pace {
public:
  explicit pace(std::uint32_t per_second) : per_second_(per_second) {}

  /// How many more may go, `elapsed` after the beginning, when `gone` are gone.
  std::uint64_t room(std::chrono::nanoseconds elapsed, std::uint64_t gone) const {
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(elapsed);
    const auto rest = static_cast<std::uint64_t>((elapsed - whole).count());
    const auto all = static_cast<std::uint64_t>(whole.count()) * per_second_ +
                     rest * per_second_ / 1'000'000'000 + 1;
    return all > gone ? all - gone : 0;
  }

  /// When the next may go, after the beginning.
  std::chrono::nanoseconds next(std::uint64_t gone) const {
    const auto whole = gone / per_second_;
    const auto rest = gone % per_second_;
    return std::chrono::seconds{whole} +
           std::chrono::nanoseconds{(rest * 1'000'000'000 + per_second_ - 1) / per_second_};
  }

private:
  std::uint32_t per_second_;
};

} // namespace troupe::cli
