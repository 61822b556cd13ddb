// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace troupe::supervision {

/// Which children of a tree are ready, for those that depend on others, by paths.
///
/// Pure, and without locks: all supervisors of a tree share it on their thread. A child is ready
/// unless it is down, that is from its end until it is started again; one that has ended for good
/// is not down, for nobody could wait for it. That a child which has never been started is ready as
/// well does no harm: it starts before those that depend on it.
class readiness {
public:
  void started(const std::string& path);
  void went_down(const std::string& path);
  /// And all that was below it.
  void ended_for_good(const std::string& path);

  bool are_ready(const std::vector<std::string>& paths) const { return missing(paths).empty(); }
  /// Those of them that are not ready.
  std::vector<std::string> missing(const std::vector<std::string>& paths) const;

  /// Calls `then` once, when all of them are ready and are not yet; `then` only sends a message.
  void when_ready(std::vector<std::string> paths, std::function<void()> then);

private:
  struct waiting {
    std::vector<std::string> paths;
    std::function<void()> then;
  };

  void call_ready();

  std::set<std::string> down_;
  std::vector<waiting> waiting_;
};

} // namespace troupe::supervision
