// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/stand_in.hpp"

#include "vocabulary/nearest.hpp"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

namespace troupe::testing {

std::string stand_in_for(const deploy::service& child) {
  return child.offer + '#' + child.id;
}

std::optional<std::string> stands_in_for_nobody(const deploy::supervisor& tree,
                                                const catalog& stand_ins) {
  std::vector<std::string> taken;
  for (const auto* child : deploy::services(tree)) {
    taken.push_back(stand_in_for(*child));
    taken.push_back(child->offer);
  }
  for (const auto& each : stand_ins.services())
    if (std::find(taken.begin(), taken.end(), each.name) == taken.end()) {
      std::vector<std::string_view> offers;
      for (const auto* child : deploy::services(tree))
        if (std::find(offers.begin(), offers.end(), child->offer) == offers.end())
          offers.push_back(child->offer);
      return "'" + each.name + "' stands in for no service that it runs" +
             suggestion(each.name, offers);
    }
  return std::nullopt;
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
