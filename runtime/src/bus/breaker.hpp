// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/outcome_window.hpp"
#include "vocabulary/breaker_policy.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace troupe::bus {

/// The circuit breaker of a service, shared by its subscription and its instances.
///
/// While it is closed, instances tell what became of their attempts, and may open it. From then on
/// an instance begins no attempt but a probe, which the subscription chooses: a probe that is
/// handled closes it, one that fails keeps it open for longer, and one that tells nothing, as one
/// that was rejected, is followed by another. What other attempts come to that had begun before
/// counts for nothing. It is not durable: a new process begins with a closed one.
///
/// It decides without a clock: the time is passed in, as `clock::elapsed` tells it. May be used
/// from any thread; the listener is called on that of whoever made the change, and not by two at a
/// time.
class breaker {
public:
  using time = std::chrono::nanoseconds;
  using probe_number = std::uint64_t;

  /// Of a delivery that is handled whatever the breaker says, and is no probe.
  static constexpr probe_number in_any_case = 0;

  enum class state { closed, open, probing };
  enum class result {
    handled,
    failed,
    neither, ///< it says nothing of what the service stands on
  };

  struct change {
    enum class kind { opened, probe_failed, closed };
    kind what = kind::opened;
    std::string why{}; ///< "5 failures in a row, the last: gateway timeout"
    time pause{};      ///< until the next probe
    time lasted{};     ///< since it was opened
  };
  using listener = std::function<void(const change&)>;

  explicit breaker(breaker_policy, listener changed = {});

  bool is_closed() const noexcept { return closed_.load(std::memory_order_acquire); }

  /// So many attempts were handled, none of them a probe.
  void handled(std::uint64_t count, time now);
  /// What became of one attempt. Whether that changed whether it is closed.
  bool settled(result, std::optional<probe_number>, const std::string& error, time now);

  /// Until when it is open; nothing while it is closed or a probe is under way.
  std::optional<time> open_until() const;
  /// A probe is chosen: the number by which its result is told.
  probe_number begin_probe();

  /// For who looks.
  struct view {
    state is = state::closed;
    std::string why; ///< why it was opened
    time since{};
    time until{}; ///< while it is open
  };
  view look() const;

private:
  std::optional<change> count_failure(const std::string& error, time now);
  std::optional<change> decide_probe(result, const std::string& error, time now);
  std::optional<change> opened(std::string why, const std::string& error, time now);

  breaker_policy policy_;
  listener changed_;
  std::mutex telling_; ///< taken before the other one
  mutable std::mutex mutex_;
  std::atomic<bool> closed_{true};
  state state_ = state::closed;
  int in_a_row_ = 0;
  outcome_window lately_;
  std::string why_;
  time since_{};
  time pause_{};
  time until_{};
  probe_number probes_ = 0;          ///< so many were begun
  probe_number probe_ = in_any_case; ///< the one that is under way
};

} // namespace troupe::bus
