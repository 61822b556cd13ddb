// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::testing {

/// In what two JSON texts differ, field by field: ".lines[0].quantity: expected 3, was 2". The
/// order of an object's members is no difference, nor is how a number is written.
std::vector<std::string> json_differences(std::string_view expected, std::string_view actual);

} // namespace troupe::testing
