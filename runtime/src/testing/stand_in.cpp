// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/stand_in.hpp"

#include <algorithm>
#include <variant>

namespace troupe::testing {

std::string stand_in_for(const deploy::service& child) {
  return child.offer + '#' + child.id;
}

void put_in_place(deploy::supervisor& tree, const catalog& stand_ins) {
  const auto& known = stand_ins.services();
  for (auto& each : tree.children) {
    if (auto* nested = std::get_if<deploy::supervisor>(&each.is)) {
      put_in_place(*nested, stand_ins);
      continue;
    }
    auto& child = std::get<deploy::service>(each.is);
    auto name = stand_in_for(child);
    if (std::any_of(known.begin(), known.end(), [&](const auto& x) { return x.name == name; }))
      child.offer = std::move(name);
  }
}

} // namespace troupe::testing
