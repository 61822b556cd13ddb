// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/guarding.hpp"

#include "guard/signals.hpp"
#include "supervision/backoff.hpp"
#include "troupe/duration.hpp"
#include "vocabulary/exit_codes.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace troupe::guard {
namespace {

using namespace std::literals;

/// What the guard waits for.
sigset_t awaited() {
  auto set = stop_requests();
  if (takes_hangups())
    sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGCHLD);
  sigaddset(&set, news_signal());
  return set;
}

/// A stream that is closed would be the next file that is opened, and be written to.
void open_missing_streams() {
  for (const int each : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(each, F_GETFD) < 0 && errno == EBADF)
      static_cast<void>(::open("/dev/null", O_RDWR)); // the lowest free number, which is `each`
}

/// Blocks what the guard waits for, and returns the mask for a child: what was blocked before, and
/// what may arrive before it is ready to take it.
sigset_t prepare_signals() {
  // Where they are ignored, the end of a child cannot be waited for.
  std::signal(SIGCHLD, SIG_DFL);
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t before;
  auto set = awaited();
  // A child that is not executed yet has the guard's mask, and may be asked to stop already.
  sigaddset(&set, stop_signal());
  sigaddset(&set, reload_signal());
  ::sigprocmask(SIG_BLOCK, &set, &before);
  auto for_child = before;
  for (const int each : {SIGTERM, SIGINT, stop_signal(), reload_signal()})
    sigaddset(&for_child, each);
  if (takes_hangups())
    sigaddset(&for_child, SIGHUP);
  return for_child;
}

/// Whoever signals a process and then its group, as timeout(1) does, asks once: what comes in the
/// same moment is the same request.
void take_duplicates() {
  constexpr timespec moment{0, 10'000'000};
  const auto set = stop_requests();
  for (int most = 10; most > 0 && ::sigtimedwait(&set, nullptr, &moment) > 0; --most) {
  }
}

timespec timespec_of(std::chrono::nanoseconds x) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(x);
  return {seconds.count(), (x - seconds).count()};
}

/// It did not end by itself, and no handler is known to be the cause: a handler that ends the
/// process by calling exit() looks like that, too.
bool is_kill(const child_end& end) {
  return end.how == child_end::kinds::signalled ||
         (end.how == child_end::kinds::exited && end.number != exit_internal);
}

std::vector<held_delivery> in_hand(const shared_memory& memory) {
  std::vector<held_delivery> found;
  for (std::size_t i = 0; i < page::hands; ++i) {
    const auto& hand = memory.hands()[i];
    const auto seen = hand.look();
    if (seen.thread != 0 && !hand.is_left() && seen.work.kind() == execution::work_kind::event)
      found.push_back({{seen.subscription, seen.work.number()}, seen.owner});
  }
  return found;
}

template <class What, class Call>
void for_each_settled(const page::told_list<What>& list, const Call& call) {
  for (std::uint32_t i = 0; i < list.count; ++i)
    if (list.entries[i].settled)
      call(list.entries[i].what);
}

template <class What>
void write_to(page::told_list<What>& list, const std::vector<What>& from) {
  list.count = static_cast<std::uint32_t>(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    list.entries[i].what = from[i];
    list.entries[i].settled = false;
  }
}

std::string in_words(const child_end& x) {
  return x.how == child_end::kinds::signalled ? "died of " + to_string(x)
         : x.how == child_end::kinds::exited  ? "ended with " + to_string(x)
                                              : to_string(x);
}

} // namespace

guarding::guarding(surroundings around)
    : around_(std::move(around)), manager_(around_.notify), plan_(options_.restart) {}

result<int> guarding::run() {
  open_missing_streams();
  const auto for_child = prepare_signals();
  auto made = shared_memory::make();
  if (!made)
    return std::move(made).failure();
  memory_.emplace(*std::move(made));
  (*memory_)->watchdog = around_.watchdog;
  child_.emplace(around_.arguments, *memory_, for_child);
  start();
  const auto set = awaited();
  while (!exit_code_) {
    siginfo_t came{};
    const auto most = timespec_of(wait_time());
    if (::sigtimedwait(&set, &came, &most) > 0)
      take(came);
    if (!exit_code_)
      look();
  }
  return *exit_code_;
}

void guarding::start() {
  restart_at_.reset();
  memory_->begin_anew();
  tell_suspects();
  ++starts_;
  (*memory_)->starts = starts_;
  const auto now = around_.time.elapsed();
  heartbeat_.child_started(now);
  plan_.started(now);
  if (const int failed = child_->start())
    ended({child_end::kinds::not_started, failed});
}

void guarding::take(const siginfo_t& came) {
  if (came.si_signo == SIGCHLD) {
    if (const auto end = child_->reap())
      ended(*end);
  } else if (came.si_signo == SIGHUP) {
    hang_up();
  } else if (came.si_signo != news_signal()) {
    take_duplicates();
    stop();
  }
}

/// Nobody is left whom a program could tell anything that lost its terminal.
void guarding::hang_up() {
  if (terminal_.is_gone())
    return stop();
  ++(*memory_)->hangups;
  if (is_ready_)
    child_->reload();
  else if (!child_->runs())
    around_.say("the process is down; it starts anew as it ran last, and reloads then");
}

void guarding::stop() {
  ++stops_;
  if (stops_ == 1)
    tell("STOPPING=1\nSTATUS=stops");
  if (child_->runs()) {
    child_->stop(stops_);
    heartbeat_.child_ends(around_.time.elapsed(), options_.ending);
  } else {
    around_.say("stopped while the process was down; all that was accepted is in the journal");
    exit_code_ = exit_done;
  }
}

void guarding::look() {
  const auto now = around_.time.elapsed();
  if (restart_at_ && now >= *restart_at_)
    start();
  if (!child_->runs())
    return;
  hear();
  if ((*memory_)->said.ending)
    heartbeat_.child_ends(now, options_.ending);
  watch(now);
}

void guarding::hear() {
  const auto& said = (*memory_)->said;
  reloads_done_ = std::max(reloads_done_, said.hangups.load());
  if (said.told) {
    options_ = said.with;
    plan_.limit(options_.restart);
  }
  if (!is_ready_ && said.ready && stops_ == 0) {
    is_ready_ = true;
    tell("READY=1\nSTATUS=runs");
    if ((*memory_)->hangups > reloads_done_)
      child_->reload();
  }
}

void guarding::watch(std::chrono::nanoseconds now) {
  using enum heartbeat_watch::finding;
  switch (heartbeat_.look(now, (*memory_)->said.beats, silence_limit())) {
  case nothing:
    break;
  case beat:
    if (around_.watchdog > 0ns)
      tell("WATCHDOG=1");
    break;
  case silent:
    around_.say((*memory_)->said.ending || stops_ > 0
                    ? "the process did not end within " + format_duration(options_.ending) +
                          " and is killed"
                    : "no heartbeat for " + format_duration(silence_limit()) +
                          "; the process is killed, and no event is charged");
    child_->kill();
    heartbeat_.child_started(now); // Not again, while it dies.
    break;
  }
}

void guarding::ended(child_end end) {
  hear();
  is_ready_ = false;
  end.was_ending = stops_ > 0 || (*memory_)->said.finished;
  find_suspects(end);
  const auto now = around_.time.elapsed();
  const auto next = plan_.ended(end, now, supervision::chance_of("guard", "child", starts_));
  if (next.what == next_step::kinds::restart)
    restart_after(next, end);
  else
    this->end(next, end);
}

void guarding::find_suspects(child_end& end) {
  for_each_settled((*memory_)->charged, [this](const suspect& x) { suspicions_.settled(x.what); });
  for_each_settled((*memory_)->alone, [this](const delivery_id& x) { suspicions_.settled(x); });
  const auto& said = (*memory_)->said;
  end.handled_some = said.handled > 0;
  const int signal = said.crashed_by;
  const held_delivery crasher{{said.subscription, said.sequence}, said.epoch};
  if (signal != 0 && crasher.what.sequence != 0) {
    // The attempts of one delivery are few, also where there is nothing else to do.
    end.handled_some = end.handled_some || suspicions_.knows(crasher.what);
    end.has_suspect = suspicions_.crashed(crasher, signal, around_.time.now());
  } else if (signal != 0 || is_kill(end)) {
    // Also where a thread died that had nothing in hand: some handler may have started it.
    const auto& alone = (*memory_)->alone;
    suspicions_.killed(in_hand(*memory_),
                       alone.count > 0 && !alone.entries[0].settled
                           ? std::optional{alone.entries[0].what}
                           : std::nullopt,
                       around_.time.now());
  }
}

void guarding::tell_suspects() {
  write_to((*memory_)->charged, suspicions_.charged());
  std::vector<delivery_id> alone;
  if (const auto what = suspicions_.alone())
    alone.push_back(*what);
  write_to((*memory_)->alone, alone);
}

void guarding::restart_after(const next_step& next, const child_end& end) {
  restart_at_ = around_.time.elapsed() + next.wait;
  const auto what = next.wait > 0ns ? "starts it anew in " + format_duration(next.wait)
                                    : "starts it anew at once"s;
  around_.say("the process " + in_words(end) + "; " + what);
  tell("STATUS=the process " + in_words(end) + "; " + what);
}

void guarding::end(const next_step& next, const child_end& end) {
  exit_code_ = next.exit_code;
  if (next.gave_up) {
    around_.say("the process " + in_words(end) + "; gives up after more than " +
                std::to_string(options_.restart.intensity) + " restarts within " +
                format_duration(options_.restart.period));
  } else if (end.how != child_end::kinds::exited) {
    around_.say("the process " + in_words(end) + " when it was about to end");
  }
  const auto words = memory_->last_words();
  if (!words)
    around_.say(words.failure().what);
  else
    around_.print(*words);
  tell("STOPPING=1\nSTATUS=ended with exit code " + std::to_string(next.exit_code));
}

void guarding::tell(const std::string& lines) {
  const auto told = manager_.tell(lines);
  if (!told && says_of_manager_)
    around_.say(to_string(told.failure()));
  says_of_manager_ = static_cast<bool>(told);
}

std::chrono::nanoseconds guarding::silence_limit() const {
  return heartbeat_limit(options_, around_.watchdog);
}

std::chrono::nanoseconds guarding::wait_time() const {
  const auto now = around_.time.elapsed();
  if (restart_at_)
    return std::max(*restart_at_ - now, 0ns);
  return heartbeat_.look_within(silence_limit());
}

} // namespace troupe::guard
