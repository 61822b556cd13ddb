// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/breaker.hpp"

#include "troupe/duration.hpp"

#include <utility>

namespace troupe::bus {

breaker::breaker(breaker_policy policy, listener changed)
    : policy_(policy), changed_(std::move(changed)), lately_(policy.window) {}

void breaker::handled(std::uint64_t count, time now) {
  const std::lock_guard guard{mutex_};
  if (count == 0 || state_ != state::closed)
    return;
  in_a_row_ = 0;
  if (policy_.share > 0)
    lately_.add({count, 0}, now);
}

bool breaker::settled(result how, std::optional<probe_number> probe, const std::string& error,
                      time now) {
  const std::lock_guard one_at_a_time{telling_};
  std::optional<change> made;
  {
    const std::lock_guard guard{mutex_};
    if (state_ == state::probing && probe == probe_)
      made = decide_probe(how, error, now);
    else if (state_ == state::closed && how == result::failed)
      made = count_failure(error, now);
  }
  if (how == result::handled)
    handled(1, now);
  if (made && changed_)
    changed_(*made);
  return made && made->what != change::kind::probe_failed;
}

std::optional<breaker::change> breaker::count_failure(const std::string& error, time now) {
  ++in_a_row_;
  if (policy_.share > 0)
    lately_.add({0, 1}, now);
  if (policy_.failures > 0 && in_a_row_ >= policy_.failures)
    return opened(std::to_string(in_a_row_) + (in_a_row_ == 1 ? " failure" : " failures in a row"),
                  error, now);
  if (!(policy_.share > 0))
    return std::nullopt;
  const auto seen = lately_.at(now);
  const auto all = seen.handled + seen.failed;
  if (all < static_cast<std::uint64_t>(policy_.minimum) ||
      static_cast<double>(seen.failed) < policy_.share * static_cast<double>(all))
    return std::nullopt;
  return opened(std::to_string(seen.failed) + " of " + std::to_string(all) +
                    " attempts failed within " + format_duration(policy_.window),
                error, now);
}

std::optional<breaker::change> breaker::opened(std::string why, const std::string& error,
                                               time now) {
  state_ = state::open;
  closed_.store(false, std::memory_order_release);
  why_ = std::move(why) + ", the last: " + error;
  since_ = now;
  pause_ = policy_.pause;
  until_ = now + pause_;
  return change{change::kind::opened, why_, pause_, {}};
}

std::optional<breaker::change> breaker::decide_probe(result how, const std::string& error,
                                                     time now) {
  probe_ = in_any_case;
  switch (how) {
  case result::handled:
    state_ = state::closed;
    in_a_row_ = 0;
    lately_.clear();
    closed_.store(true, std::memory_order_release);
    return change{change::kind::closed, {}, {}, now - since_};
  case result::failed:
    state_ = state::open;
    pause_ = policy_.pause_after(pause_);
    until_ = now + pause_;
    return change{change::kind::probe_failed, error, pause_, now - since_};
  case result::neither:
    state_ = state::open;
    until_ = now;
    break;
  }
  return std::nullopt;
}

std::optional<breaker::time> breaker::open_until() const {
  const std::lock_guard guard{mutex_};
  return state_ == state::open ? std::optional{until_} : std::nullopt;
}

breaker::probe_number breaker::begin_probe() {
  const std::lock_guard guard{mutex_};
  state_ = state::probing;
  return probe_ = ++probes_;
}

breaker::view breaker::look() const {
  const std::lock_guard guard{mutex_};
  return {state_, why_, since_, until_};
}

} // namespace troupe::bus
