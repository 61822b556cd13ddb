// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/behavior.hpp"

namespace troupe {

/// Calls a handler. What it published and let through because it breaks its constraints is as if it
/// had rejected what it was given: the same event would bring about the same.
inline outcome call_of(const event_handler& handler, const void* event, const delivery& d) {
  try {
    return handler.call(event, d);
  } catch (const broken_constraints& what) {
    return reject(what.what());
  }
}

} // namespace troupe
