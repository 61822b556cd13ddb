// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/stand_in.hpp"

#include "vocabulary/nearest.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <variant>

namespace troupe::testing {

std::string stand_in_for(const deploy::service& child) {
  return child.offer + '#' + child.id;
}

std::optional<std::string> stands_in_for_nobody(const deploy::supervisor& tree,
                                                const catalog& stand_ins) {
  std::set<std::string_view> offers;
  std::set<std::string> taken;
  for (const auto* child : deploy::services(tree)) {
    offers.insert(child->offer);
    taken.insert({child->offer, stand_in_for(*child)});
  }
  for (const auto& each : stand_ins.services())
    if (taken.count(each.name) == 0)
      return "'" + each.name + "' stands in for no service that it runs" +
             suggestion(each.name, {offers.begin(), offers.end()});
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
