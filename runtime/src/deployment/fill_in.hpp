// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "deployment/complaint.hpp"
#include "deployment/node.hpp"

/// Fills in `${env:NAME}`, `${env:NAME:-default}` and `${file:path}`.
namespace troupe::deploy {

/// Looks up a variable of the environment.
using environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The process's environment.
environment process_environment();

/// The longest file that `${file:}` takes, in bytes.
inline constexpr std::size_t longest_secret = 64 * 1024;

/// Fills in all scalars below `x`, keys excepted. It works on the parsed tree and makes strings
/// only, so no variable's content can become structure. The default is taken where the variable is
/// unset or empty. A file's last newline is dropped, and text that holds a file's is secret. `$${`
/// is a literal `${`.
void fill_in(node& x, const environment& variables, complaints& to);

} // namespace troupe::deploy
