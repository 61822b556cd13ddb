// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"
#include "definitions/catalog.hpp"

#include <optional>
#include <string>

namespace troupe::cli {

/// Of the deployment that a command names; where the children contradict each other all is told on
/// standard error, and the exit code is that of a deployment that is not sound.
struct catalog_result {
  std::optional<definitions::catalog> value;
  int exit_code = exit_done;
};
catalog_result load_catalog(const deployment_source&);

} // namespace troupe::cli
