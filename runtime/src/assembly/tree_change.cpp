// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/tree_change.hpp"

#include <algorithm>

namespace troupe::assembly {
namespace {

const deploy::supervisor* supervisor_of(const deploy::supervisor& tree, const std::string& id) {
  for (const auto& each : tree.children)
    if (const auto* below = std::get_if<deploy::supervisor>(&each.is); below && below->id == id)
      return below;
  return nullptr;
}

/// Children of a tree that have no counterpart in the other, as wholes, in the order of their
/// start.
void collect_lone(const deploy::supervisor& tree, const deploy::supervisor& other,
                  const std::string& path, const std::set<std::string>& replaced,
                  std::vector<std::string>& into) {
  for (const auto& each : tree.children) {
    const auto own = path + '/' + each.id();
    if (std::holds_alternative<deploy::service>(each.is)) {
      if (replaced.count(each.id()) > 0)
        into.push_back(own);
    } else if (const auto* same = supervisor_of(other, each.id())) {
      collect_lone(std::get<deploy::supervisor>(each.is), *same, own, replaced, into);
    } else {
      into.push_back(own);
    }
  }
}

bool limits_others(const deploy::supervisor& from, const deploy::supervisor& to) {
  return from.intensity != to.intensity || from.period != to.period;
}

void collect_changed(const deploy::supervisor& from, const deploy::supervisor& to,
                     const std::string& path, const std::set<std::string>& replaced,
                     std::vector<std::string>& into) {
  if (from == to)
    return;
  into.push_back(path);
  for (const auto& each : to.children) {
    const auto own = path + '/' + each.id();
    if (const auto* one = std::get_if<deploy::service>(&each.is)) {
      if (one->instances > 1 && replaced.count(one->id) == 0 && limits_others(from, to))
        into.push_back(own);
    } else if (const auto* same = supervisor_of(from, each.id())) {
      collect_changed(*same, std::get<deploy::supervisor>(each.is), own, replaced, into);
    }
  }
}

} // namespace

tree_change change_tree(const deploy::deployment& from, const deploy::deployment& to,
                        const std::set<std::string>& replaced) {
  tree_change made;
  collect_lone(from.tree, to.tree, from.name, replaced, made.stops);
  std::reverse(made.stops.begin(), made.stops.end());
  collect_changed(from.tree, to.tree, from.name, replaced, made.replaces);
  collect_lone(to.tree, from.tree, to.name, replaced, made.starts);
  return made;
}

std::string path_above(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

std::string id_in(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

} // namespace troupe::assembly
