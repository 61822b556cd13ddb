// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "deployment/complaint.hpp"
#include "deployment/node.hpp"
#include "deployment/offers.hpp"
#include "deployment/said_places.hpp"
#include "deployment/section.hpp"
#include "deployment/values.hpp"

namespace troupe::deploy {

/// What the reading of the tree knows of the rest of the deployment.
struct tree_surroundings {
  deploy::defaults defaults;
  std::set<std::string> modules;    ///< by name, as listed
  std::set<std::string> not_loaded; ///< those of them that failed, which was complained about
  const offers& known;
  said_places& places; ///< filled while it is read
};

/// Reads `tree`.
supervisor read_tree(const node& tree, const tree_surroundings& around, complaints& to);

void read_start_timeout(const section& in, std::chrono::nanoseconds& into);

/// A name of letters, digits, `_` and `-`, at most 64 long; complains and returns false otherwise.
bool check_name(const node& x, const std::string& what, complaints& to);

} // namespace troupe::deploy
