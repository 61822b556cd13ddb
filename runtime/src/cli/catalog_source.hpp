// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/gathered_catalog.hpp"
#include "cli/deployment_source.hpp"

#include <optional>
#include <string>

namespace troupe::cli {

using assembly::gathered_catalog;

gathered_catalog catalog_of(const loaded_deployment&);

/// All of them on standard error; whether there are any.
bool tell_conflicts(const gathered_catalog&, const std::string& file);

/// Of the deployment that a command names; where the children contradict each other all is told on
/// standard error, and the exit code is that of a deployment that is not sound.
struct catalog_result {
  std::optional<definitions::catalog> value;
  int exit_code = exit_done;
};
catalog_result load_catalog(const deployment_source&);

} // namespace troupe::cli
