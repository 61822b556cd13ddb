// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <string_view>

namespace commerce {

/// How many of 1000 orders meet with what at the payment provider; the rest is captured.
struct payment_chances {
  std::uint32_t decline_permille = 0;
  std::uint32_t retry_permille = 0;
  std::uint32_t crash_permille = 0;
};

/// What the simulated provider does with an attempt.
enum class payment_fate {
  captured,
  declined,
  /// The provider does not answer in time: on the first two attempts.
  timed_out,
  /// The service crashes: on the first attempt.
  crashed,
};

/// Decides by the order alone: the CRC-32 of its id modulo 1000 falls into one of the consecutive
/// ranges declined, timed out, crashed, captured. Attempts count from 1. Pure.
payment_fate fate_of(std::string_view order_id, std::uint32_t attempt,
                     const payment_chances& chances);

} // namespace commerce
