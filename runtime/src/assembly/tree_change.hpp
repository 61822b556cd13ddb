// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"

#include <set>
#include <string>
#include <vector>

namespace troupe::assembly {

/// What supervisors must do so that one tree becomes another, by paths. Pure.
///
/// A child that is stopped or started as a whole stands alone: those below it are not named. The
/// way back is the change in the other direction.
struct tree_change {
  std::vector<std::string> stops;    ///< in this order: as a tree stops
  std::vector<std::string> replaces; ///< supervisors that get other specs, from the root down
  std::vector<std::string> starts;   ///< as a tree starts

  friend bool operator==(const tree_change&, const tree_change&) = default;
};

/// `replaced` are the ids of the services that must go, or come, or both. A supervisor goes on
/// where there is one at its path in both. The supervisor of a service's instances has other specs
/// where the one above it has.
tree_change change_tree(const deploy::deployment& from, const deploy::deployment& to,
                        const std::set<std::string>& replaced);

/// The path of whoever is above: "shop/fulfilment" of "shop/fulfilment/payment".
std::string path_above(const std::string& path);
/// The last part of a path.
std::string id_in(const std::string& path);

} // namespace troupe::assembly
