// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "guard/page.hpp"
#include "guard/plan.hpp"

#include <csignal>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace troupe::guard {

/// The variable by which a child learns that it has a guard: the page's descriptor.
inline constexpr const char* guard_variable = "TROUPE_GUARD";

/// The process that runs the deployment: this program executed once more, with the same arguments.
///
/// It is in the guard's process group, so that a shell stops and continues both. It dies with the
/// guard.
class child_process {
public:
  /// `mask` is the signal mask that the child begins with.
  child_process(std::vector<std::string> arguments, const shared_memory& memory, sigset_t mask);

  /// 0, or the system's error where no process can be made. That the program cannot be executed
  /// shows at its end.
  int start();
  bool runs() const { return pid_ > 0; }
  pid_t pid() const { return pid_; }

  void stop(int times) const;
  void reload() const;
  void kill() const;

  /// Its end, once it has ended. Also takes note of the end of children that are none of ours.
  std::optional<child_end> reap();

private:
  [[noreturn]] void become(pid_t guard);

  std::vector<std::string> arguments_;
  std::vector<std::string> environment_;
  const shared_memory& memory_;
  sigset_t mask_;
  pid_t pid_ = -1;
};

} // namespace troupe::guard
