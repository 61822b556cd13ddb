// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace troupe::guard {

/// Tells a service manager such as systemd how things stand, in the protocol of sd_notify(3): a
/// datagram to the socket that $NOTIFY_SOCKET names, a path or, after an '@', an abstract name.
///
/// The guard is the one who speaks: it is the process that the manager started and keeps, so that
/// `NotifyAccess=main` will do and no MAINPID is told.
class notify_socket {
public:
  /// With an empty name nobody is told anything.
  explicit notify_socket(std::string name) : name_(std::move(name)) {}
  ~notify_socket();

  notify_socket(const notify_socket&) = delete;
  notify_socket& operator=(const notify_socket&) = delete;

  /// Lines of NAME=VALUE: "READY=1\nSTATUS=runs". Does not wait: a manager that does not read is no
  /// reason to stop.
  result<void> tell(std::string_view lines);

private:
  std::string name_;
  int descriptor_ = -1;
};

/// The time within which the manager wants a WATCHDOG=1 of this process, of $WATCHDOG_USEC and
/// $WATCHDOG_PID; 0 where it wants none.
std::chrono::nanoseconds watchdog_time(const char* usec, const char* pid, long own_pid);

} // namespace troupe::guard
