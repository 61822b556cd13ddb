// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>

#include <csignal>
#include <ctime>
#include <sys/wait.h>
#include <unistd.h>

namespace troupe::support {

/// Lets the kernel kill this process after a time, wherever it is then.
inline void die_after(std::chrono::microseconds time) {
  sigevent kill{};
  kill.sigev_notify = SIGEV_SIGNAL;
  kill.sigev_signo = SIGKILL;
  timer_t made;
  itimerspec when{};
  when.it_value.tv_sec = time.count() / 1'000'000;
  when.it_value.tv_nsec = time.count() % 1'000'000 * 1000 + 1;
  if (::timer_create(CLOCK_MONOTONIC, &kill, &made) != 0 ||
      ::timer_settime(made, 0, &when, nullptr) != 0)
    ::_exit(5);
}

/// Does the work in a process of its own, which is killed after this time; false where the work was
/// done before.
template <class Work>
bool kill_within(std::chrono::microseconds life, Work work) {
  const auto child = ::fork();
  if (child == 0) {
    try {
      die_after(life);
      work();
      ::_exit(0);
    } catch (const std::exception& e) {
      std::cerr << e.what() << std::endl;
      ::_exit(3);
    }
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child ||
      (WIFEXITED(status) ? WEXITSTATUS(status) != 0 : WTERMSIG(status) != SIGKILL))
    throw std::runtime_error("the work failed");
  return WIFSIGNALED(status);
}

} // namespace troupe::support
