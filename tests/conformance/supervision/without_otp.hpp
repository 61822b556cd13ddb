// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "conformance/supervision/otp_player.hpp"

#include <cstdint>
#include <cstdlib>
#include <iostream>

namespace troupe::conformance {

/// Ends the program as skipped where there is no OTP to compare with: that is neither a success nor
/// a failure. A global fixture.
struct skipped_without_otp {
  static constexpr int skip_return_code = 77;

  skipped_without_otp() {
    if (otp_player::is_installed())
      return;
    std::cout << "There is no erl in PATH, so nothing is compared with OTP. Debian's package is "
                 "erlang-base; scripts/setup installs it.\n";
    std::exit(skip_return_code);
  }
};

inline std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

inline std::uint64_t seed_from_environment(std::uint64_t otherwise) {
  return number_from_environment("TROUPE_SEED", otherwise);
}

} // namespace troupe::conformance
