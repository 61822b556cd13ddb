// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_watch.hpp"

#include "troupe/dead_letter_events.hpp"

#include <utility>

namespace troupe::assembly {

letter_watch::letter_watch(parts with) : parts_(std::move(with)), book_(parts_.events_per_second) {}

void letter_watch::added(const std::vector<journal::dead_letter_record>& letters) {
  const auto now = parts_.time.elapsed();
  for (const auto& x : letters) {
    letter_book::news what;
    {
      const std::lock_guard guard{mutex_};
      what = book_.added(x, now);
    }
    if (what.line)
      say(*what.line);
    if (what.event)
      parts_.publish(*std::move(what.event));
  }
  wait();
}

void letter_watch::moved(const control::move_letters& what, std::uint64_t count) {
  if (count == 0)
    return;
  supervision::report out;
  switch (what.how) {
  case control::letter_verb::replay:
    out.fact = encode(reports::dead_letters_replayed{count, what.who});
    break;
  case control::letter_verb::drop:
    out.fact = encode(reports::dead_letters_dropped{count, what.who, what.reason});
    break;
  case control::letter_verb::resolve:
    out.fact = encode(reports::dead_letters_resolved{count, what.who, what.reason});
    break;
  }
  parts_.publish(std::move(out));
}

void letter_watch::edited(const control::edit_letter& what) {
  supervision::report out;
  out.fact = encode(reports::dead_letter_edited{what.id, what.who});
  parts_.publish(std::move(out));
}

void letter_watch::expired(std::uint64_t count) {
  supervision::report out;
  out.fact = encode(reports::dead_letters_expired{count});
  parts_.publish(std::move(out));
}

void letter_watch::say(const letter_line& x) {
  parts_.log(log_level::warning, x.who.empty() ? parts_.name : x.who, x.text);
}

void letter_watch::wait() {
  const std::lock_guard guard{mutex_};
  const auto next = book_.next();
  if (!next || std::exchange(waits_, true))
    return;
  parts_.timers.at(*next, [this] { sum_up(); });
}

void letter_watch::sum_up() {
  std::vector<letter_line> due;
  {
    const std::lock_guard guard{mutex_};
    waits_ = false;
    due = book_.sum_up(parts_.time.elapsed());
  }
  for (const auto& x : due)
    say(x);
  wait();
}

void letter_watch::close() {
  std::vector<letter_line> rest;
  {
    const std::lock_guard guard{mutex_};
    rest = book_.close();
  }
  for (const auto& x : rest)
    say(x);
}

} // namespace troupe::assembly
