// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/crash.hpp"
#include "execution/exit_class.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace troupe::supervision {

using execution::exit_class;

/// One link of a chain of causes: who ended, and why.
struct cause {
  /// The ids from the root down, as in "shop/fulfilment/payment".
  std::string path;
  std::string reason;
  /// Of a leaf that crashed; else null.
  std::shared_ptr<const execution::crash> crash{};

  /// The crash is what the reason tells.
  friend bool operator==(const cause& a, const cause& b) {
    return a.path == b.path && a.reason == b.reason;
  }
};

/// A chain of causes begins at the leaf that failed first and ends with who ended last.
using cause_chain = std::vector<cause>;

/// One line a link, the leaf first, each deeper than the one that caused it.
std::string to_string(const cause_chain& chain);

/// How a child ended.
struct exit_info {
  exit_class how = exit_class::normal;
  /// At least one link: the child itself, behind what ended it.
  cause_chain causes;
};

/// The end of a child whose start took longer than it may.
exit_info late_start(const std::string& path, std::chrono::nanoseconds limit);

/// It ended as one does that is done: a transient child is not restarted for that.
constexpr bool is_clean(exit_class how) noexcept {
  return how == exit_class::normal || how == exit_class::shutdown;
}

/// Why a supervisor ended.
enum class end_reason {
  /// It was asked to.
  stopped,
  /// A child did not start.
  start_failed,
  /// Its children failed too often.
  escalated,
  /// Its significant children ended, as `auto_shutdown` says.
  auto_shutdown,
};

constexpr const char* to_string(end_reason x) noexcept {
  switch (x) {
  case end_reason::stopped:
    return "stopped";
  case end_reason::start_failed:
    return "start_failed";
  case end_reason::escalated:
    return "escalated";
  case end_reason::auto_shutdown:
    return "auto_shutdown";
  }
  return "unknown";
}

/// The end of a supervisor. The chain is empty if it was asked to end.
struct supervisor_end {
  end_reason why = end_reason::stopped;
  cause_chain causes;
  /// Whose end or failed start it was.
  std::string child{};
};

} // namespace troupe::supervision
