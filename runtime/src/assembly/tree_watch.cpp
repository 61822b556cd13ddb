// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/tree_watch.hpp"

#include "troupe/duration.hpp"

namespace troupe::assembly {
namespace {

/// A child that crashes all the time would fill the log; after so many lines it is only counted.
constexpr std::uint64_t lines_per_child = 5;

} // namespace

bool tree_watch::is_loud(const std::string& what) {
  const std::lock_guard guard{mutex_};
  return ++said_[what] <= lines_per_child;
}

bool tree_watch::has_given_up(const std::string& path) {
  const std::lock_guard guard{mutex_};
  return gave_up_.erase(path) > 0;
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

void tree_watch::child_stopping(const std::string& path) noexcept {
  const std::lock_guard guard{mutex_};
  stopping_.insert(path);
}

void tree_watch::child_ended(const supervision::ended_child& what) noexcept {
  {
    const std::lock_guard guard{mutex_};
    if (what.abandoned) { // Its successor may be running.
      left_.erase(left_.find(what.path));
      return;
    }
    stopping_.erase(what.path);
    starting_.erase(what.path);
    down_.insert_or_assign(what.path, end{what.how, what.asked});
  }
  using execution::exit_class;
  const bool is_told = has_given_up(what.path);
  const bool clean = what.how == exit_class::normal || what.how == exit_class::shutdown;
  if (clean && !what.asked && !is_told && !what.causes.empty() && is_loud(what.path))
    log_(log_level::info, what.path, "ended by itself: " + what.causes.back().reason);
  const auto text = what.causes.empty() ? std::string{} : what.causes.front().reason;
  const bool charged = what.how == exit_class::delivery_crash;
  if (!clean && is_loud(what.path))
    log_(log_level::warning, what.path,
         (charged ? "crashed, charged to its delivery: " : "crashed: ") + text);
}

void tree_watch::restart_waits(const std::string& path, std::chrono::nanoseconds wait) noexcept {
  {
    const std::lock_guard guard{mutex_};
    starting_.insert(path);
  }
  using std::chrono::milliseconds;
  if (is_loud(path + " waits"))
    log_(log_level::info, path,
         "is started again in " + format_duration(std::chrono::ceil<milliseconds>(wait)));
}

void tree_watch::restart_held(const std::string& path,
                              const std::vector<std::string>& by) noexcept {
  {
    const std::lock_guard guard{mutex_};
    starting_.insert(path);
  }
  std::string names;
  for (const auto& each : by)
    names += (names.empty() ? "" : " and ") + each;
  if (is_loud(path + " is held"))
    log_(log_level::info, path, "is started again once it is ready: " + names);
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

void tree_watch::child_abandoned(const std::string& path, std::uint64_t) noexcept {
  {
    const std::lock_guard guard{mutex_};
    left_.insert(path);
    stopping_.erase(path);
  }
  log_(log_level::error, path,
       "does not return from its handler and is left behind; what it still does is refused");
}

void tree_watch::escalated(const std::string& path,
                           const supervision::supervisor_end& why) noexcept {
  {
    const std::lock_guard guard{mutex_};
    gave_up_.insert(path);
  }
  // What came before was said when it happened, and the end of the program tells the whole chain.
  log_(log_level::error, path,
       why.causes.empty() ? std::string{"gives up: "} + supervision::to_string(why.why)
                          : why.causes.back().reason);
}

void tree_watch::supervisor_ended(const std::string& path,
                                  const supervision::supervisor_end&) noexcept {
  {
    // Those that waited to be started again are not any more.
    const std::lock_guard guard{mutex_};
    const auto below = path + '/';
    auto x = starting_.lower_bound(below);
    while (x != starting_.end() && x->compare(0, below.size(), below) == 0)
      x = starting_.erase(x);
  }
  log_(log_level::debug, path, "ended");
}

bool tree_watch::any_child_starts() const {
  const std::lock_guard guard{mutex_};
  return !starting_.empty();
}

std::optional<tree_watch::end> tree_watch::end_of(const std::string& path) const {
  const std::lock_guard guard{mutex_};
  const auto known = down_.find(path);
  return known == down_.end() ? std::nullopt : std::optional{known->second};
}

std::size_t tree_watch::abandoned() const {
  const std::lock_guard guard{mutex_};
  return left_.size();
}

std::vector<std::string> tree_watch::still_there(const std::string& root) const {
  const auto is_below = [](const std::string& path, const std::string& above) {
    return path.size() > above.size() && path.compare(0, above.size(), above) == 0 &&
           path[above.size()] == '/';
  };
  const std::lock_guard guard{mutex_};
  auto all = stopping_;
  all.insert(left_.begin(), left_.end());
  std::vector<std::string> lowest;
  for (const auto& path : all) {
    const auto below = all.lower_bound(path + '/');
    if (is_below(path, root) && (below == all.end() || !is_below(*below, path)))
      lowest.push_back(path);
  }
  return lowest;
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
