// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"

#include <string>
#include <utility>
#include <vector>

/// What a deployment says, as rows of key and text, to be compared and shown. Pure. Keys are those
/// of the file, with a dot for each step inwards, and `module`, which tells the versions of a
/// service's module apart; secrets are "***" and never in a text.
namespace troupe::deploy {

using said_value = std::pair<std::string, std::string>;
using said_values = std::vector<said_value>;

/// Of a service but for its id and its `start`, which counts once.
said_values said_by(const service&);
/// Of a supervisor but for its id and its children. The root says less.
said_values said_by(const supervisor&);
/// All that stands outside of the tree, but for what its children take from there: modules and
/// defaults.
said_values said_around_the_tree(const deployment&);

} // namespace troupe::deploy
