// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/variation.hpp"

#include <algorithm>
#include <random>

namespace troupe::testing {
namespace {

/// Half of the bounds stay as they are.
void vary(int& bound, int most, std::mt19937_64& random) {
  const auto drawn = random();
  if (drawn % 2 == 0)
    bound = std::min(bound, 1 + static_cast<int>(drawn / 2 % static_cast<std::uint64_t>(most)));
}

void vary(deploy::supervisor& tree, std::mt19937_64& random) {
  for (auto& each : tree.children)
    if (auto* nested = std::get_if<deploy::supervisor>(&each.is))
      vary(*nested, random);
    else
      vary(std::get<deploy::service>(each.is).credit, 4, random);
}

} // namespace

deploy::deployment varied(deploy::deployment what, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  vary(what.limits.commit, 8, random);
  vary(what.tree, random);
  return what;
}

} // namespace troupe::testing
