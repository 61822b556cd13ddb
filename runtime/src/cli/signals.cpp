// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/signals.hpp"

#include <csignal>
#include <ctime>

#include <pthread.h>
#include <unistd.h>

namespace troupe::cli {
namespace {

volatile std::sig_atomic_t code_at_once = 0;

sigset_t stop_set() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

extern "C" void end_now(int) {
  constexpr char text[] = "\na second signal: ended at once; what was accepted is in the journal\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, sizeof text - 1);
  ::_exit(code_at_once);
}

} // namespace

stop_signals::stop_signals() {
  const auto set = stop_set();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool stop_signals::arrived(std::chrono::milliseconds time) {
  const auto set = stop_set();
  const std::timespec most{time.count() / 1000, (time.count() % 1000) * 1'000'000};
  return ::sigtimedwait(&set, nullptr, &most) > 0;
}

void stop_signals::end_at_once(int exit_code) {
  code_at_once = exit_code;
  struct sigaction action {};
  action.sa_handler = end_now;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  const auto set = stop_set();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace troupe::cli
