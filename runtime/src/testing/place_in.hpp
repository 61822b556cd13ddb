// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/node.hpp"

#include <optional>
#include <string_view>

namespace troupe::testing {

/// Where `.lines[0].quantity` is written in a value, or as much of the path as there is; nothing
/// where nothing of it is. Pure.
std::optional<deploy::place> place_in(const deploy::node&, std::string_view path);

} // namespace troupe::testing
