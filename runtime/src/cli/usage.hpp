// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace troupe::cli {

/// What is wrong with a command line, with the nearest known word where one is near, and where help
/// is.
std::string usage_error(const CLI::App&, const CLI::ParseError&,
                        const std::vector<std::string>& arguments);

} // namespace troupe::cli
