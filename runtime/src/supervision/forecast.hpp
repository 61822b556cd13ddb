// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"
#include "supervision/spec_check.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What becomes of a child that fails whenever it has started: for `describe` and `check`.
namespace troupe::supervision {

struct escalation_forecast {
  /// The failure at which its supervisor gives up.
  std::uint32_t failure = 0;
  std::chrono::nanoseconds at_least{0};
  /// None if its waits, as chance lengthens them, may keep the supervisor from ever giving up.
  std::optional<std::chrono::nanoseconds> at_most{};

  friend bool operator==(const escalation_forecast&, const escalation_forecast&) = default;
};

/// Nothing if the supervisor never gives up on it. `lives` is for a child that is a supervisor:
/// when that gives up, after each of its starts. Any other fails as soon as it has started.
std::optional<escalation_forecast>
forecast_escalation(const supervisor_spec&, const backoff_policy&,
                    const escalation_forecast& lives = {0, {}, std::chrono::nanoseconds{0}});

/// "escalates at its 11th failure, after 51 to 62 s".
std::string to_string(const std::optional<escalation_forecast>&);

/// What in these specs can never act: an intensity that such a child cannot exceed, a backoff
/// before which the supervisor gives up. Warnings; such specs are allowed.
std::vector<spec_complaint> check_effect(const supervisor_spec&, const child_spec&);

} // namespace troupe::supervision
