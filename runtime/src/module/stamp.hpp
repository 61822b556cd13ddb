// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace troupe::modules {

/// What this program was built with, as in "troupe 0.1.0; headers 3f2a9c01d5e7; gcc 12; libstdc++
/// 20220819; boost 1.81; caf 0.17.6". A module with another stamp may lay out its values
/// differently, so nothing of it is run.
const std::string& own_stamp();

/// The version alone, as in "0.1.0".
std::string_view own_version();

/// In what two stamps differ, as a part of a sentence; nothing where they are the same. Pure.
std::optional<std::string> difference_of(std::string_view module, std::string_view program);

/// In what the stamp of a module is not this program's.
std::optional<std::string> other_stamp(std::string_view module);

} // namespace troupe::modules
