// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/complaint.hpp"
#include "deployment/said_places.hpp"
#include "deployment/values.hpp"

namespace troupe::deploy {

/// The key of the n-th id of a `depends_on` among the places.
std::string dependency_key(std::size_t n);

/// Checks every `depends_on` of a tree: ids that nobody has, children that would wait for each
/// other, and an order that the tree, whose children start one after the other, contradicts. Pure.
void check_start_order(const supervisor& tree, const said_places& places, complaints& to);

} // namespace troupe::deploy
