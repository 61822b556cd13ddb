// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <string_view>

namespace troupe::modules {

/// What this program was built with, as in "troupe 0.1.0; gcc 12; libstdc++ 20220819; caf 0.17.6".
/// A module with another stamp may lay out its values differently, so it is not asked for anything.
const std::string& own_stamp();

/// The version alone, as in "0.1.0".
std::string_view own_version();

} // namespace troupe::modules
