// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/heartbeat_watch.hpp"

#include <algorithm>

namespace troupe::guard {
namespace {

using namespace std::literals;

constexpr int looks = 8; ///< within a limit

std::chrono::nanoseconds look_every(std::chrono::nanoseconds limit) {
  return limit > 0ns ? std::clamp<std::chrono::nanoseconds>(limit / looks, 10ms, 15s) : 1h;
}

} // namespace

void heartbeat_watch::child_started(std::chrono::nanoseconds now) {
  *this = {};
  last_look_ = now;
}

void heartbeat_watch::child_ends(std::chrono::nanoseconds now, std::chrono::nanoseconds most) {
  if (ending_)
    return;
  ending_ = most;
  last_look_ = now;
  silence_ = {};
}

heartbeat_watch::finding heartbeat_watch::look(std::chrono::nanoseconds now, std::uint64_t beats,
                                               std::chrono::nanoseconds limit) {
  const auto most = ending_.value_or(limit);
  silence_ += std::min(now - last_look_, 2 * look_every(most));
  last_look_ = now;
  if (!ending_ && beats != beats_) {
    beats_ = beats;
    silence_ = {};
    return finding::beat;
  }
  const bool is_heard_of = ending_ || beats_ > 0;
  return is_heard_of && most > 0ns && silence_ >= most ? finding::silent : finding::nothing;
}

std::chrono::nanoseconds heartbeat_watch::look_within(std::chrono::nanoseconds limit) const {
  return look_every(ending_.value_or(limit));
}

} // namespace troupe::guard
