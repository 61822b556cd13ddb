// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/retention_holders.hpp"

#include <algorithm>

namespace troupe::assembly {

std::vector<journal::subscription_number>
retention_holders(const journal::standing& now,
                  const std::vector<journal::subscription_record>& known,
                  const std::vector<awaited>& own) {
  std::vector<journal::subscription_number> holders;
  for (const auto& each : known) {
    const auto who = std::find_if(own.begin(), own.end(),
                                  [&](const awaited& x) { return x.number == each.number; });
    if (who == own.end() || left_for(now, *who) > 0)
      holders.push_back(each.number);
  }
  return holders;
}

} // namespace troupe::assembly
