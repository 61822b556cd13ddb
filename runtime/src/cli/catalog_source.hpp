// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"
#include "definitions/catalog.hpp"

#include <optional>
#include <string>

namespace troupe::cli {

/// Where two children mean different things by one version of an event: all of it on standard
/// error; whether there is any.
bool tell_contradictions(const loaded_deployment&, const deployment_source&);

/// Of the deployment that a command names; where the children contradict each other all is told on
/// standard error, and the exit code is that of a deployment that is not sound.
struct catalog_result {
  std::optional<definitions::catalog> value;
  int exit_code = exit_done;
};
catalog_result load_catalog(const deployment_source&);

} // namespace troupe::cli
