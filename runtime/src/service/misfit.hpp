// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <stdexcept>

namespace troupe {

/// A state that is kept cannot be read by the module: thrown through a handler that asks for it. It
/// is no failure of the delivery; the subscription is paused until a module is there that can.
struct misfit : std::runtime_error {
  using runtime_error::runtime_error;
};

} // namespace troupe
