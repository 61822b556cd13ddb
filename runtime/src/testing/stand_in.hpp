// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"
#include "troupe/module.hpp"

#include <optional>
#include <string>

namespace troupe::testing {

/// What a service is called that takes the place of this child alone, and not of all children with
/// its offer.
std::string stand_in_for(const deploy::service& child);

/// What is wrong with a stand-in that stands in for nobody, with the names that would; nothing
/// where there is none. Pure.
std::optional<std::string> stands_in_for_nobody(const deploy::supervisor& tree,
                                                const catalog& stand_ins);

/// Gives the children for whom there is one their stand-ins. Pure.
void put_in_place(deploy::supervisor& tree, const catalog& stand_ins);

} // namespace troupe::testing
