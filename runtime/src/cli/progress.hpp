// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/running.hpp"
#include "cli/console.hpp"
#include "service/surroundings.hpp"

#include <chrono>
#include <string>

namespace troupe::cli {

/// Tells how far a run has come: on a terminal one line, rewritten four times a second; else a line
/// of the log every ten seconds.
class progress {
public:
  progress(assembly::running&, const clock&, console&, log_function);

  /// Called often, on one thread; does something when it is time.
  void tick();

private:
  assembly::running& what_;
  const clock& time_;
  console& out_;
  log_function log_;
  std::chrono::nanoseconds last_;
  std::uint64_t handled_ = 0;
};

/// "4 100/s, 42 123 handled, 1 200 left, 3 parked, 2 dead letters".
std::string progress_text(const assembly::progress_report&, double per_second);

} // namespace troupe::cli
