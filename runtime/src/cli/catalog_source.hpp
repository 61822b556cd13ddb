// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"
#include "definitions/catalog.hpp"

#include <optional>
#include <string>
#include <vector>

namespace troupe::cli {

/// The definitions of a deployment, and where its children do not mean the same by an event.
struct gathered_catalog {
  definitions::catalog what;
  std::vector<std::string> conflicts; ///< a sentence each
};

/// What the children's code says; one whose behavior cannot be listed adds what it publishes only,
/// and `troupe check` tells what is wrong with it.
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
