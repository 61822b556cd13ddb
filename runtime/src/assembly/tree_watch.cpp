// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/tree_watch.hpp"

namespace troupe::assembly {
namespace {

/// A child that crashes all the time would fill the log; after so many lines it is only counted.
constexpr std::uint64_t lines_per_child = 5;

} // namespace

bool tree_watch::is_loud(const std::string& what) {
  const std::lock_guard guard{mutex_};
  return ++said_[what] <= lines_per_child;
}

void tree_watch::child_starting(const std::string& path, std::uint64_t) noexcept {
  const std::lock_guard guard{mutex_};
  starting_.insert(path);
  down_.erase(path);
}

void tree_watch::child_started(const std::string& path, std::uint64_t instance) noexcept {
  {
    const std::lock_guard guard{mutex_};
    starting_.erase(path);
  }
  log_(log_level::debug, path, "started, instance " + std::to_string(instance));
}

void tree_watch::child_ended(const supervision::ended_child& what) noexcept {
  {
    const std::lock_guard guard{mutex_};
    if (what.abandoned) { // Its successor may be running.
      --abandoned_;
      return;
    }
    starting_.erase(what.path);
    down_.insert(what.path);
  }
  using execution::exit_class;
  const bool asked = what.how == exit_class::normal || what.how == exit_class::shutdown;
  const auto text = what.causes.empty() ? std::string{} : what.causes.front().reason;
  const bool charged = what.how == exit_class::delivery_crash;
  if (!asked && is_loud(what.path))
    log_(log_level::warning, what.path,
         (charged ? "crashed, charged to its delivery: " : "crashed: ") + text);
}

void tree_watch::child_restarted(const std::string& path,
                                 std::chrono::nanoseconds downtime) noexcept {
  doings_.restarts.fetch_add(1, std::memory_order_relaxed);
  bool is_loud = false;
  {
    const std::lock_guard guard{mutex_};
    is_loud = ++restarts_[path] <= lines_per_child;
    last_downtime_ = downtime;
  }
  if (is_loud)
    log_(log_level::info, path,
         "restarted after " +
             std::to_string(
                 std::chrono::duration_cast<std::chrono::microseconds>(downtime).count()) +
             " us");
}

void tree_watch::child_abandoned(const std::string& path, std::uint64_t start) noexcept {
  {
    const std::lock_guard guard{mutex_};
    ++abandoned_;
  }
  log_(log_level::error, path,
       "does not return from its handler and is left behind; what it still does is refused");
  if (left_behind_)
    left_behind_(path, start);
}

void tree_watch::escalated(const std::string& path,
                           const supervision::supervisor_end& why) noexcept {
  // What came before was said when it happened, and the end of the program tells the whole chain.
  log_(log_level::error, path,
       why.causes.empty() ? std::string{"gives up: "} + supervision::to_string(why.why)
                          : why.causes.back().reason);
}

void tree_watch::supervisor_ended(const std::string& path,
                                  const supervision::supervisor_end&) noexcept {
  log_(log_level::debug, path, "ended");
}

bool tree_watch::any_child_starts() const {
  const std::lock_guard guard{mutex_};
  return !starting_.empty();
}

bool tree_watch::is_gone(const std::string& path) const {
  const std::lock_guard guard{mutex_};
  return down_.count(path) > 0;
}

std::size_t tree_watch::abandoned() const {
  const std::lock_guard guard{mutex_};
  return abandoned_;
}

std::map<std::string, std::uint64_t> tree_watch::restarts() const {
  const std::lock_guard guard{mutex_};
  return restarts_;
}

std::chrono::nanoseconds tree_watch::last_downtime() const {
  const std::lock_guard guard{mutex_};
  return last_downtime_;
}

} // namespace troupe::assembly
