// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/troupe_player.hpp"

#include "conformance/supervision/played_tree.hpp"

namespace troupe::conformance {

trace troupe_player::play(const scenario& x) {
  // The last digit of a seed, as a rule.
  return play(x, x.name.back() % 2 == 0 ? readiness::at_once : readiness::later);
}

trace troupe_player::play(const scenario& x, readiness when) {
  played_tree tree{system_, x, when, covered_};
  trace all{tree.begin()};
  for (const auto& each : x.steps)
    all.push_back(tree.perform(each));
  all.push_back(tree.perform({step::kind::stop}));
  return all;
}

} // namespace troupe::conformance
