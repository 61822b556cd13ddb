// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/guarded.hpp"

#include "guard/child_process.hpp"
#include "guard/crash_mark.hpp"
#include "guard/signals.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <sys/prctl.h>
#include <unistd.h>

namespace troupe::guard {
namespace {

constexpr int beats_within_limit = 4;

std::optional<int> descriptor_of(const char* text) {
  if (text == nullptr)
    return std::nullopt;
  const std::string_view all{text};
  int number = -1;
  const auto read = std::from_chars(all.data(), all.data() + all.size(), number);
  if (read.ec != std::errc{} || read.ptr != all.data() + all.size() || number < 0)
    return std::nullopt;
  return number;
}

} // namespace

result<std::optional<guarded>> guarded::find() {
  const auto descriptor = descriptor_of(std::getenv(guard_variable));
  // What this process starts in turn has no guard.
  ::unsetenv(guard_variable);
  if (!descriptor)
    return std::optional<guarded>{};
  auto memory = shared_memory::open(*descriptor);
  if (!memory)
    return std::move(memory).failure();
  // Once more, for the kernel forgets it where the program's file gives rights of its own.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != (*memory)->guard)
    return error{ec::stopped, "the guard has died", {}};
  // A program that is executed as /proc/self/exe is called "exe" in `ps` and `top`.
  ::prctl(PR_SET_NAME, "troupe");
  return std::optional<guarded>{guarded{*std::move(memory)}};
}

void guarded::tell(const options& with) const {
  memory_->said.with = with;
  memory_->said.told = true;
  news();
}

void guarded::ready() const {
  memory_->said.ready = true;
  news();
}

void guarded::beat() const {
  ++memory_->said.beats;
  news();
}

void guarded::reloads() const {
  memory_->said.hangups = memory_->hangups.load();
}

void guarded::ending(bool finished) const {
  memory_->said.finished = finished;
  memory_->said.ending = true;
  news();
}

std::optional<std::chrono::nanoseconds> guarded::beat_every(const options& with) const {
  const auto limit = heartbeat_limit(with, memory_->watchdog);
  if (limit.count() == 0)
    return std::nullopt;
  return limit / beats_within_limit;
}

std::shared_ptr<execution::in_hand> guarded::hands() const {
  // A thread may be left behind with one, so they are never given back.
  const std::shared_ptr<execution::hand> kept{memory_.hands(), [](execution::hand*) {}};
  return std::make_shared<execution::in_hand>(kept, page::hands);
}

void guarded::mark_crashes(const std::atomic<std::uint64_t>& handled) const {
  guard::mark_crashes(*memory_, handled);
}

void guarded::forget_handled() const {
  guard::forget_handled();
}

bool guarded::is_restart() const {
  return memory_->starts > 1;
}

void guarded::keep_generation(const std::string& journal) const {
  if (journal.size() >= page::path_max)
    return; // The system takes no such path.
  std::copy(journal.begin(), journal.end(), memory_->journal.begin());
  memory_->journal.at(journal.size()) = '\0';
  memory_->keeps_generation = true;
}

std::optional<std::string> guarded::kept_generation() const {
  if (!memory_->keeps_generation)
    return std::nullopt;
  return std::string{memory_->journal.data()};
}

std::vector<suspect> guarded::charged() const {
  std::vector<suspect> out;
  for (std::uint32_t i = 0; i < memory_->charged.count; ++i)
    out.push_back(memory_->charged.entries[i].what);
  return out;
}

std::optional<delivery_id> guarded::alone() const {
  return memory_->alone.count > 0 ? std::optional{memory_->alone.entries[0].what} : std::nullopt;
}

void guarded::settled(const delivery_id& what) const {
  if (alone() == what)
    memory_->alone.entries[0].settled = true;
  for (std::uint32_t i = 0; i < memory_->charged.count; ++i)
    if (memory_->charged.entries[i].what.what == what)
      memory_->charged.entries[i].settled = true;
}

void guarded::news() const {
  // Its number may be another's once it has died, and this process is about to.
  if (::getppid() == memory_->guard)
    ::kill(memory_->guard, news_signal());
}

} // namespace troupe::guard
