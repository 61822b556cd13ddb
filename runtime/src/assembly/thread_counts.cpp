// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/thread_counts.hpp"

#include <algorithm>
#include <thread>

namespace troupe::assembly {

std::size_t pool_size(std::size_t asked) {
  return asked != 0 ? asked : std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

std::size_t hand_count(const deploy::deployment& what, std::size_t pool) {
  auto count = pool;
  for (const auto* service : deploy::services(what.tree))
    if (service->thread == deploy::thread_uses::own)
      count += static_cast<std::size_t>(service->instances);
  return 2 * count + 64;
}

} // namespace troupe::assembly
