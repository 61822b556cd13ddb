// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/restart_window.hpp"

namespace troupe::supervision {

bool restart_window::add(std::chrono::nanoseconds now) {
  while (!restarts_.empty() && restarts_.front() < now - period_)
    restarts_.pop_front();
  restarts_.push_back(now);
  return restarts_.size() <= intensity_;
}

} // namespace troupe::supervision
