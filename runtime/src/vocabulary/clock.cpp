// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/clock.hpp"

namespace troupe {
namespace {

class system_clock final : public clock {
public:
  time_point now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
  }

  std::chrono::nanoseconds elapsed() const override {
    return std::chrono::steady_clock::now().time_since_epoch();
  }
};

} // namespace

const clock& system_time() {
  static const system_clock instance;
  return instance;
}

} // namespace troupe
