// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <csignal>
#include <initializer_list>

/// The signals between the guard and its child. They are real-time ones: each arrives, also where a
/// SIGTERM waits that the child got from somebody else.
namespace troupe::guard {

/// To the guard: there is something new on the page.
inline int news_signal() {
  return SIGRTMIN;
}

/// To the child: stop. It carries how often the guard was asked to, from 1.
inline int stop_signal() {
  return SIGRTMIN + 1;
}

inline sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int each : signals)
    sigaddset(&set, each);
  return set;
}

/// By which a person or a service manager asks to stop: SIGTERM, SIGINT, and SIGHUP unless it is
/// ignored, as below nohup.
inline sigset_t stop_requests() {
  auto set = set_of({SIGTERM, SIGINT});
  struct sigaction hangup {};
  ::sigaction(SIGHUP, nullptr, &hangup);
  if (hangup.sa_handler != SIG_IGN)
    sigaddset(&set, SIGHUP);
  return set;
}

} // namespace troupe::guard
