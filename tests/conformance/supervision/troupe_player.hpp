// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "conformance/supervision/scenario.hpp"
#include "conformance/supervision/trace.hpp"
#include "supervision/exit_info.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <cstddef>
#include <map>

namespace troupe::conformance {

/// How often what happened: by "one_for_one permanent error", "escalated", "failed restart" and the
/// like.
using coverage = std::map<std::string, std::size_t>;

/// When a child says that it is started. OTP knows the first way only; the second must not be told
/// from it.
enum class readiness {
  /// Within its start function.
  at_once,
  /// When it runs: its supervisor handles what arrives meanwhile.
  later,
};

/// Plays scenarios against our supervisor actors, on one thread and a clock moved by hand.
class troupe_player {
public:
  trace play(const scenario&, readiness);
  /// Now the one way, then the other, by the name.
  trace play(const scenario&);

  const coverage& covered() const { return covered_; }

private:
  caf::actor_system_config config_;
  caf::actor_system system_{config_};
  coverage covered_;
};

} // namespace troupe::conformance
