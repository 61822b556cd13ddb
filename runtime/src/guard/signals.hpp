// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <csignal>
#include <initializer_list>

#include <unistd.h>

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

/// To the child: become what the file says now.
inline int reload_signal() {
  return SIGRTMIN + 2;
}

inline sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int each : signals)
    sigaddset(&set, each);
  return set;
}

/// By which a person or a service manager asks to stop.
inline sigset_t stop_requests() {
  return set_of({SIGTERM, SIGINT});
}

/// Whether a SIGHUP is of use: it is not where it is ignored, as below nohup.
inline bool takes_hangups() {
  struct sigaction hangup {};
  ::sigaction(SIGHUP, nullptr, &hangup);
  return hangup.sa_handler != SIG_IGN;
}

/// Tells the two meanings of a SIGHUP apart: that somebody asks for a reload, or that the terminal
/// is gone on which the program was started. Made when it starts.
class terminal {
public:
  terminal() {
    for (const int each : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      if (::isatty(each) != 0)
        stream_ = each;
  }
  bool is_gone() const { return stream_ >= 0 && ::isatty(stream_) == 0; }

private:
  int stream_ = -1; ///< one that is a terminal
};

} // namespace troupe::guard
