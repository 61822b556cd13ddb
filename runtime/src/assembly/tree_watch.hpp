// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/line_limit.hpp"
#include "service/activity.hpp"
#include "service/surroundings.hpp"
#include "supervision/report_book.hpp"
#include "supervision/supervision_listener.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::assembly {

/// What a tree's watch is made of. `publish` is called on the control thread, and so are `ended`, a
/// child is down, and `started` with the path of one.
struct watch_parts {
  log_function log;
  activity& doings;
  const clock& time;
  std::uint32_t reports_per_second = 20;
  std::function<void(supervision::report)> publish;
  std::function<void()> ended{};
  std::function<void(const std::string&)> started{};
};

/// Watches the tree: writes the log of what happens in it, hands its reports on, and knows which
/// children are up.
class tree_watch final : public supervision::supervision_listener {
public:
  explicit tree_watch(watch_parts parts)
      : parts_(std::move(parts)), book_(parts_.reports_per_second) {}

  /// Told of each child that is left behind; set before the tree starts.
  using left_behind_listener = std::function<void(const std::string& path, std::uint64_t start)>;
  void when_left_behind(left_behind_listener then) { left_behind_ = std::move(then); }

  void child_starting(const supervision::known_child&) noexcept override;
  void child_started(const supervision::known_child&) noexcept override;
  void child_stopping(const supervision::known_child&) noexcept override;
  void child_ended(const supervision::known_child&, const supervision::exit_info&,
                   supervision::end_stage) noexcept override;
  void restart_waits(const supervision::known_child&,
                     std::chrono::nanoseconds wait) noexcept override;
  void restart_held(const supervision::known_child&,
                    const std::vector<std::string>& by) noexcept override;
  void child_restarted(const supervision::known_child&,
                       std::chrono::nanoseconds downtime) noexcept override;
  void child_abandoned(const supervision::known_child&) noexcept override;
  void child_left_behind(const supervision::known_child&,
                         const supervision::exit_info&) noexcept override;
  void escalated(const std::string& path, const supervision::supervisor_end& why,
                 const supervision::known_child&) noexcept override;
  void supervisor_ended(const std::string& path,
                        const supervision::supervisor_end& why) noexcept override;

  /// How a child ended.
  struct end {
    supervision::exit_class how = supervision::exit_class::normal;
    bool asked = false; ///< its supervisor had asked it to
  };

  /// A child that waited to be started, or its children did, does not wait any more: somebody has
  /// terminated it.
  void start_is_off(const std::string& path);

  /// From any thread. One that waits to be started again counts.
  bool any_child_starts() const;
  /// Ended, and not started again so far.
  bool is_gone(const std::string& path) const { return end_of(path).has_value(); }
  std::optional<end> end_of(const std::string& path) const;
  /// Left behind in their handlers, and still there.
  std::size_t abandoned() const;
  /// Those below a root that have not ended though they were asked to, the abandoned ones as well;
  /// without the supervisors above them.
  std::vector<std::string> still_there(const std::string& root) const;
  /// How often each child was started again, by path.
  std::map<std::string, std::uint64_t> restarts() const;
  /// From start to `child_restarted`, of the last one; 0 before the first.
  std::chrono::nanoseconds last_downtime() const;
  /// Lines about ends and restarts that the log did not show.
  std::uint64_t lines_left_out() const;

private:
  void say(line_limit&, log_level, const std::string& path, const std::string& text);
  void tell(std::optional<supervision::report>);
  bool has_given_up(const std::string& path);
  void forget_starts_below(const std::string& path);

  watch_parts parts_;
  supervision::report_book book_; ///< only the control thread uses it
  left_behind_listener left_behind_;
  mutable std::mutex mutex_;
  std::set<std::string> starting_;
  std::map<std::string, end> down_;
  std::set<std::string> gave_up_; ///< supervisors that have not ended yet
  std::set<std::string> stopping_;
  std::multiset<std::string> left_; ///< abandoned
  std::map<std::string, std::uint64_t> restarts_;
  line_limit end_lines_;
  line_limit restart_lines_;
  line_limit wait_lines_;
  std::chrono::nanoseconds last_downtime_{};
};

} // namespace troupe::assembly
