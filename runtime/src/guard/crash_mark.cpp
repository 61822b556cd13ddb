// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/crash_mark.hpp"

#include <array>
#include <csignal>

#include <unistd.h>

namespace troupe::guard {
namespace {

constexpr std::array<int, 5> crashes{SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

// A signal's handler gets no argument of ours.
page* mark = nullptr;
std::atomic<const std::atomic<std::uint64_t>*> handled_so_far{nullptr};
std::array<struct sigaction, crashes.size()> former;
std::atomic_flag is_written = ATOMIC_FLAG_INIT;

/// A fault of the thread itself, or abort().
bool is_own(const siginfo_t& came) {
  return came.si_code > 0 || (came.si_code == SI_TKILL && came.si_pid == ::getpid());
}

void write_down(int number) {
  auto& said = mark->said;
  if (auto* hand = execution::hand_of_this_thread()) {
    const auto seen = hand->look();
    // Who was left behind has been charged.
    if (!hand->is_left() && seen.work.kind() == execution::work_kind::event) {
      said.subscription = seen.subscription;
      said.sequence = seen.work.number();
      said.epoch = seen.owner;
    }
    // A process may take its time to die, as for a sanitizer's report: the watch over handlers must
    // not take that for a handler that does not return, and charge it again.
    hand->put_down();
  }
  if (const auto* handled = handled_so_far.load())
    said.handled = handled->load();
  said.crashed_by = number;
}

/// Calls nothing but what may be called in a signal's handler.
extern "C" void on_crash(int number, siginfo_t* came, void*) {
  if (is_own(*came) && !is_written.test_and_set())
    write_down(number);
  for (std::size_t i = 0; i < crashes.size(); ++i)
    if (crashes[i] == number)
      ::sigaction(number, &former[i], nullptr);
  // A fault happens again when this returns; what was sent has to be sent again.
  if (came->si_code <= 0)
    ::raise(number);
}

} // namespace

void mark_crashes(page& to, const std::atomic<std::uint64_t>& handled) {
  mark = &to;
  handled_so_far = &handled;
  struct sigaction action {};
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < crashes.size(); ++i)
    ::sigaction(crashes[i], &action, &former[i]);
}

void forget_handled() {
  handled_so_far = nullptr;
}

} // namespace troupe::guard
