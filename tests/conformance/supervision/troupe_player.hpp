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

/// Plays scenarios against our supervisor actors, on one thread and a clock moved by hand.
class troupe_player {
public:
  trace play(const scenario&);

  const coverage& covered() const { return covered_; }

private:
  caf::actor_system_config config_;
  caf::actor_system system_{config_};
  coverage covered_;
};

} // namespace troupe::conformance
