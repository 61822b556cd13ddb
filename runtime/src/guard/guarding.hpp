// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "guard/child_process.hpp"
#include "guard/heartbeat_watch.hpp"
#include "guard/notify_socket.hpp"
#include "guard/page.hpp"
#include "guard/plan.hpp"
#include "guard/signals.hpp"
#include "troupe/clock.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::guard {

/// What the guard works with.
struct surroundings {
  const clock& time;
  std::function<void(std::string_view)> say;   ///< a line of the log
  std::function<void(std::string_view)> print; ///< to standard output
  std::vector<std::string> arguments;          ///< of this program, and so of the child
  std::string notify;                          ///< $NOTIFY_SOCKET
  std::chrono::nanoseconds watchdog{0};
};

/// The guard's work, on the main thread of a process that has no other: it starts the child, passes
/// signals on, listens to its heartbeat, tells the service manager, and starts the child anew as
/// `plan` decides.
class guarding {
public:
  explicit guarding(surroundings);

  /// Until the child's end is the guard's own. Errors: no memory can be shared.
  result<int> run();

private:
  void start();
  void take(const siginfo_t&);
  void stop();
  void hang_up();
  void look();
  void hear();
  void watch(std::chrono::nanoseconds now);
  void ended(child_end);
  void find_suspects(child_end&);
  void tell_suspects();
  void end(const next_step&, const child_end&);
  void restart_after(const next_step&, const child_end&);
  void tell(const std::string& lines);
  std::chrono::nanoseconds wait_time() const;
  std::chrono::nanoseconds silence_limit() const;

  surroundings around_;
  std::optional<shared_memory> memory_;
  std::optional<child_process> child_;
  notify_socket manager_;
  options options_;
  plan plan_;
  suspicions suspicions_;
  heartbeat_watch heartbeat_;
  terminal terminal_;
  std::optional<std::chrono::nanoseconds> restart_at_;
  std::optional<int> exit_code_;
  std::uint64_t starts_ = 0;
  std::uint64_t reloads_done_ = 0; ///< so many hangups need no reload any more
  int stops_ = 0;
  bool is_ready_ = false; ///< the child, and the manager was told
  bool says_of_manager_ = true;
};

} // namespace troupe::guard
