// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/tree_watch.hpp"

#include "troupe/duration.hpp"

#include <utility>

namespace troupe::assembly {
namespace {

using execution::exit_class;
using supervision::end_stage;
using supervision::known_child;

/// What the log says of an end; nothing where all went as it should.
std::string line_of(const known_child& who, const supervision::exit_info& how, end_stage when) {
  const bool clean = supervision::is_clean(how.how);
  const auto why = how.causes.empty() ? std::string{} : how.causes.front().reason;
  const auto policy = supervision::shutdown_of(who.spec);
  switch (when) {
  case end_stage::starting:
    return "did not start: " + why;
  case end_stage::running:
    if (clean)
      return how.causes.empty() ? std::string{} : "ended by itself: " + how.causes.back().reason;
    return (how.how == exit_class::delivery_crash ? "crashed, charged to its delivery: "
                                                  : "crashed: ") +
           why;
  case end_stage::stopping:
    if (clean ||
        (how.how == exit_class::killed && policy.how != supervision::shutdown_policy::way::time))
      return {};
    if (how.how == exit_class::killed)
      return "did not stop within " + format_duration(policy.time) + " and was killed";
    return "crashed while it was being stopped: " + why;
  case end_stage::abandoned:
    break;
  }
  return "the instance that was left behind has ended";
}

} // namespace

void tree_watch::say(line_limit& limit, log_level level, const std::string& path,
                     const std::string& text) {
  std::optional<std::uint64_t> left_out;
  {
    const std::lock_guard guard{mutex_};
    left_out = limit.ask(path, parts_.time.elapsed());
  }
  if (left_out)
    parts_.log(level, path,
               *left_out == 0
                   ? text
                   : text + " (" + std::to_string(*left_out) + " more like it were not shown)");
}

void tree_watch::tell(std::optional<supervision::report> what) {
  if (what)
    parts_.publish(*std::move(what));
}

bool tree_watch::has_given_up(const std::string& path) {
  const std::lock_guard guard{mutex_};
  return gave_up_.erase(path) > 0;
}

void tree_watch::child_starting(const known_child& who) noexcept {
  const std::lock_guard guard{mutex_};
  starting_.insert(who.path);
  down_.erase(who.path);
}

void tree_watch::child_started(const known_child& who) noexcept {
  {
    const std::lock_guard guard{mutex_};
    starting_.erase(who.path);
  }
  parts_.log(log_level::debug, who.path, "started, instance " + std::to_string(who.instance));
  if (parts_.started)
    parts_.started(who.path);
}

void tree_watch::child_stopping(const known_child& who) noexcept {
  const std::lock_guard guard{mutex_};
  stopping_.insert(who.path);
}

void tree_watch::child_ended(const known_child& who, const supervision::exit_info& how,
                             end_stage when) noexcept {
  {
    const std::lock_guard guard{mutex_};
    if (when == end_stage::abandoned) { // Its successor may be running.
      left_.erase(left_.find(who.path));
    } else {
      stopping_.erase(who.path);
      starting_.erase(who.path);
      down_.insert_or_assign(who.path, end{how.how, when == end_stage::stopping});
    }
  }
  const bool is_told = has_given_up(who.path) && supervision::is_clean(how.how);
  if (const auto line = line_of(who, how, when); !line.empty() && !is_told)
    say(end_lines_, supervision::is_clean(how.how) ? log_level::info : log_level::warning, who.path,
        line);
  tell(book_.child_ended(who, how, when, parts_.time.elapsed()));
  if (parts_.ended && when != end_stage::abandoned)
    parts_.ended();
}

void tree_watch::restart_waits(const known_child& who, std::chrono::nanoseconds wait) noexcept {
  {
    const std::lock_guard guard{mutex_};
    starting_.insert(who.path);
  }
  using std::chrono::milliseconds;
  say(wait_lines_, log_level::info, who.path,
      "is started again in " + format_duration(std::chrono::ceil<milliseconds>(wait)));
}

void tree_watch::restart_held(const known_child& who, const std::vector<std::string>& by) noexcept {
  {
    const std::lock_guard guard{mutex_};
    starting_.insert(who.path);
  }
  std::string names;
  for (const auto& each : by)
    names += (names.empty() ? "" : " and ") + each;
  say(wait_lines_, log_level::info, who.path, "is started again once it is ready: " + names);
}

void tree_watch::child_restarted(const known_child& who,
                                 std::chrono::nanoseconds downtime) noexcept {
  parts_.doings.restarts.fetch_add(1, std::memory_order_relaxed);
  {
    const std::lock_guard guard{mutex_};
    ++restarts_[who.path];
    last_downtime_ = downtime;
  }
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(downtime).count();
  say(restart_lines_, log_level::info, who.path, "restarted after " + std::to_string(us) + " us");
  tell(book_.child_restarted(who, downtime, parts_.time.elapsed()));
}

void tree_watch::child_abandoned(const known_child& who) noexcept {
  {
    const std::lock_guard guard{mutex_};
    left_.insert(who.path);
    starting_.erase(who.path);
    down_.insert_or_assign(who.path, end{exit_class::killed, stopping_.erase(who.path) > 0});
  }
  parts_.log(log_level::error, who.path,
             "does not return from its handler and is left behind; what it still does is refused");
  tell(book_.child_abandoned(who, parts_.time.elapsed()));
  if (left_behind_)
    left_behind_(who.path, who.instance);
  if (parts_.ended)
    parts_.ended();
}

void tree_watch::child_left_behind(const known_child& who,
                                   const supervision::exit_info& how) noexcept {
  {
    const std::lock_guard guard{mutex_};
    starting_.erase(who.path);
    down_.insert_or_assign(who.path, end{how.how, false});
  }
  if (parts_.ended)
    parts_.ended();
}

void tree_watch::escalated(const std::string& path, const supervision::supervisor_end& why,
                           const known_child& who) noexcept {
  {
    const std::lock_guard guard{mutex_};
    gave_up_.insert(path);
  }
  // What came before was said when it happened, and the end of the program tells the whole chain.
  parts_.log(log_level::error, path,
             why.causes.empty() ? std::string{"gives up: "} + supervision::to_string(why.why)
                                : why.causes.back().reason);
  tell(book_.gave_up(path, why, who, parts_.time.elapsed()));
}

void tree_watch::supervisor_ended(const std::string& path,
                                  const supervision::supervisor_end&) noexcept {
  {
    // Those that waited to be started again are not any more.
    const std::lock_guard guard{mutex_};
    forget_starts_below(path);
  }
  parts_.log(log_level::debug, path, "ended");
}

void tree_watch::start_is_off(const std::string& path) {
  const std::lock_guard guard{mutex_};
  starting_.erase(path);
  forget_starts_below(path);
}

void tree_watch::forget_starts_below(const std::string& path) {
  const auto below = path + '/';
  auto x = starting_.lower_bound(below);
  while (x != starting_.end() && x->compare(0, below.size(), below) == 0)
    x = starting_.erase(x);
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

std::uint64_t tree_watch::lines_left_out() const {
  const std::lock_guard guard{mutex_};
  return end_lines_.left_out() + restart_lines_.left_out() + wait_lines_.left_out();
}

std::chrono::nanoseconds tree_watch::last_downtime() const {
  const std::lock_guard guard{mutex_};
  return last_downtime_;
}

} // namespace troupe::assembly
