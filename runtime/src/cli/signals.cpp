// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/signals.hpp"

#include "guard/signals.hpp"

#include <csignal>
#include <ctime>

#include <pthread.h>
#include <unistd.h>

namespace troupe::cli {
namespace {

volatile std::sig_atomic_t code_at_once = 0;
volatile std::sig_atomic_t requests_needed = 1;

sigset_t stop_set(stop_signals::senders from) {
  auto set = guard::stop_requests();
  if (from == stop_signals::senders::guard)
    sigaddset(&set, guard::stop_signal());
  return set;
}

extern "C" void end_now(int number, siginfo_t* came, void*) {
  if (number == guard::stop_signal() && came->si_value.sival_int < requests_needed)
    return;
  constexpr char text[] = "\na second signal: ended at once; what was accepted is in the journal\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, sizeof text - 1);
  ::_exit(code_at_once);
}

} // namespace

stop_signals::stop_signals(senders from) : from_(from) {
  const auto set = stop_set(from_);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool stop_signals::arrived(std::chrono::milliseconds time) {
  const auto set = stop_set(from_);
  const std::timespec most{time.count() / 1000, (time.count() % 1000) * 1'000'000};
  const int came = ::sigtimedwait(&set, nullptr, &most);
  if (came > 0 && from_ == senders::guard && came != guard::stop_signal()) {
    // Sent to the whole group, it comes by way of the guard in a moment, and is the same request.
    constexpr std::timespec moment{0, 100'000'000};
    const auto passed_on = guard::set_of({guard::stop_signal()});
    ::sigtimedwait(&passed_on, nullptr, &moment);
  }
  arrived_ = arrived_ || came > 0;
  return came > 0;
}

void stop_signals::end_at_once(int exit_code) {
  code_at_once = exit_code;
  requests_needed = arrived_ ? 2 : 1;
  const auto set =
      from_ == senders::guard ? guard::set_of({guard::stop_signal()}) : stop_set(from_);
  struct sigaction action {};
  action.sa_sigaction = end_now;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  for (int each = 1; each <= SIGRTMAX; ++each)
    if (sigismember(&set, each) == 1)
      ::sigaction(each, &action, nullptr);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace troupe::cli
