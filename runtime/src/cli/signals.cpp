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
volatile std::sig_atomic_t requests_needed = 1;

sigset_t stop_set(stop_signals::senders from) {
  auto set = guard::stop_requests();
  if (from == stop_signals::senders::guard)
    sigaddset(&set, guard::stop_signal());
  return set;
}

/// All that is taken when somebody asks.
sigset_t taken_set(stop_signals::senders from) {
  auto set = stop_set(from);
  if (guard::takes_hangups())
    sigaddset(&set, SIGHUP);
  if (from == stop_signals::senders::guard)
    sigaddset(&set, guard::reload_signal());
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

stop_signals::stop_signals(senders from, hangups how) : from_(from), how_(how) {
  const auto set = taken_set(from_);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

/// The signal that came; 0 for none. Sent to the whole group, one comes by way of the guard in a
/// moment, and is the same request.
int stop_signals::take(std::chrono::milliseconds time) {
  const auto set = taken_set(from_);
  const std::timespec most{time.count() / 1000, (time.count() % 1000) * 1'000'000};
  const int came = ::sigtimedwait(&set, nullptr, &most);
  if (came <= 0)
    return 0;
  const int passed_on = came == SIGHUP ? guard::reload_signal() : guard::stop_signal();
  if (from_ == senders::guard && came != guard::stop_signal() && came != guard::reload_signal()) {
    constexpr std::timespec moment{0, 100'000'000};
    const auto same = guard::set_of({passed_on});
    ::sigtimedwait(&same, nullptr, &moment);
  }
  return came;
}

bool stop_signals::arrived(std::chrono::milliseconds time) {
  const int came = take(time);
  const bool is_hangup = came == SIGHUP || (came != 0 && came == guard::reload_signal());
  if (is_hangup && how_ == hangups::reload && !terminal_.is_gone()) {
    wants_reload_ = true;
    return false;
  }
  arrived_ = arrived_ || came != 0;
  return came != 0;
}

void stop_signals::end_at_once(int exit_code) {
  code_at_once = exit_code;
  requests_needed = arrived_ ? 2 : 1;
  auto set = from_ == senders::guard ? guard::set_of({guard::stop_signal()}) : stop_set(from_);
  if (how_ == hangups::stop && guard::takes_hangups())
    sigaddset(&set, SIGHUP);
  struct sigaction action {};
  action.sa_sigaction = end_now;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  for (int each = 1; each <= SIGRTMAX; ++each)
    if (sigismember(&set, each) == 1)
      ::sigaction(each, &action, nullptr);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

signals_as_before::signals_as_before() {
  pthread_sigmask(SIG_BLOCK, nullptr, &before_);
}

signals_as_before::~signals_as_before() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

} // namespace troupe::cli
