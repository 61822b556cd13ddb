// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/in_hand.hpp"
#include "service/patience.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace troupe {

/// Decides which handlers take too long, from looks at what all threads have in hand.
///
/// Pure: no threads, no clock. A call is timed from the first look that saw it, so the handlers
/// themselves read no clock, and a call is found late by at most the time between two looks.
class handler_watch {
public:
  using time = std::chrono::nanoseconds;

  /// A call of a handler, since it was first seen.
  struct call {
    execution::hand_view what;
    time since{};
  };
  struct finding {
    enum class kind {
      late,  ///< it has taken longer than its timeout
      stuck, ///< and has used up its grace: it is to be left behind
      back,  ///< a late one returned, or one that was left behind
    };
    kind what;
    execution::hand_view call;
    time lasted{};
    bool left_behind = false; ///< for `back`

    friend bool operator==(const finding&, const finding&) = default;
  };

  /// One look at all hands, in their order. `patience_of` is asked with a hand's owner.
  std::vector<finding> look(const std::vector<execution::hand_view>& hands, time now,
                            const std::function<patience(std::uint64_t)>& patience_of);

  /// Somebody else has left the owner behind: the call that the last look saw counts as such from
  /// now on. Nothing where it had nothing in hand, or is left behind already.
  std::optional<call> leave_behind(std::uint64_t owner);

  /// Those that were left behind and have not come back, in the order of their hands.
  std::vector<call> left_behind() const;

private:
  enum class stage { quick, late, left };
  struct known {
    call is;
    stage at = stage::quick;
  };

  void note(std::size_t hand, const execution::hand_view&, time now, std::vector<finding>& out);

  std::vector<known> hands_;
};

} // namespace troupe
