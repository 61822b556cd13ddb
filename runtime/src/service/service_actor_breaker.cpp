// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/service_actor.hpp"

#include <caf/send.hpp>

#include <utility>

/// What an instance has to do with the breaker of its service.
namespace troupe {

void service_actor::take_in(const bus::deliveries& more) {
  const bool is_transient = more.items.front().front().transient;
  if (!is_transient && more.round != round_)
    return; // Sent before it was known that it let go of what it had: it is to come again.
  if (!is_transient)
    probe_ = more.probe;
  todo_.insert(todo_.end(), more.items.begin(), more.items.end());
}

bool service_actor::is_held_up(const bus::item& x) const {
  return parts_.breaker && !parts_.breaker->is_closed() && !probe_ && !x.transient;
}

/// Nothing of it was begun, so it is as if it had never been here.
void service_actor::let_go() {
  std::erase_if(todo_, [](const bus::portion& each) { return !each.front().transient; });
  ++round_;
  flush();
  caf::anon_send(parts_.feeder,
                 bus::instance_let_go{parts_.index, epoch_, ledger_->settled_ever()});
}

void service_actor::tell_breaker(const bus::item& x, bus::breaker::result what,
                                 const std::string& error) {
  if (!parts_.breaker || x.transient)
    return;
  const auto probe = std::exchange(probe_, std::nullopt);
  if (!probe && what == bus::breaker::result::handled) {
    ++successes_; // They are many, and told together.
    return;
  }
  if (!probe && what == bus::breaker::result::neither)
    return;
  const auto now = parts_.around.time.elapsed();
  tell_successes(now);
  if (parts_.breaker->settled(what, probe, error, now))
    caf::anon_send(parts_.feeder, bus::look_at_parked{});
}

void service_actor::tell_successes(std::chrono::nanoseconds now) {
  parts_.breaker->handled(std::exchange(successes_, 0), now);
}

} // namespace troupe
