// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/watch_interval.hpp"

#include <algorithm>

namespace troupe::assembly {

std::chrono::nanoseconds watch_interval(const deploy::deployment& what) {
  constexpr std::chrono::nanoseconds least = std::chrono::milliseconds{5};
  constexpr std::chrono::nanoseconds most = std::chrono::seconds{1};
  auto shortest = deploy::endless;
  for (const auto* service : deploy::services(what.tree))
    shortest = std::min({shortest, service->handler_timeout, service->handler_grace});
  return std::clamp(shortest / 8, least, most);
}

} // namespace troupe::assembly
