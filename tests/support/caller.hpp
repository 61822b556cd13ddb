// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/placed_actor.hpp"

#include <functional>
#include <utility>

namespace troupe::support {

/// An actor that calls a test back for each number that it is sent.
struct caller final : execution::placed_actor {
  caller(caf::actor_config& config, execution::placement where, std::function<void()> what)
      : placed_actor(config, std::move(where)), call(std::move(what)) {}
  caf::behavior make_behavior() override {
    return {[this](int) { call(); }};
  }
  std::function<void()> call;
};

} // namespace troupe::support
