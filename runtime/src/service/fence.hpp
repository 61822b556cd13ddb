// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <atomic>
#include <stdexcept>
#include <string>

namespace troupe {

/// What a handler's call throws into it once it was left behind.
class left_behind : public std::runtime_error {
public:
  explicit left_behind(const std::string& what)
      : std::runtime_error(what +
                           " was called by a handler that took too long and was left "
                           "behind; another has its place, and nothing that it does counts") {}
};

/// Stands between an instance that was left behind in its handler and all that it could still do.
/// Raised once, from any thread.
class fence {
public:
  void raise() noexcept { raised_.store(true, std::memory_order_release); }
  bool is_raised() const noexcept { return raised_.load(std::memory_order_acquire); }

private:
  std::atomic<bool> raised_{false};
};

} // namespace troupe
