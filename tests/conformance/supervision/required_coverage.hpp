// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "conformance/supervision/troupe_player.hpp"

namespace troupe::conformance {

/// What a run must have tried to prove anything, and how often it did.
inline coverage required_coverage(const coverage& covered) {
  coverage all;
  const auto take = [&](const std::string& what) {
    const auto known = covered.find(what);
    all[what] = known == covered.end() ? 0 : known->second;
  };
  for (const char* strategy : {"one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one"})
    for (const char* restart : {"permanent", "transient", "temporary"})
      for (const char* reason : {"normal", "shutdown", "error", "killed"})
        take(std::string{strategy} + ' ' + restart + ' ' + reason);
  for (const char* what : {"escalated", "auto_shutdown", "stopped", "start_failed", "failed start",
                           "failed restart", "ignored", "killed after its time"})
    take(what);
  return all;
}

} // namespace troupe::conformance
