// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/status_view.hpp"
#include "cli/deployment_source.hpp"
#include "cli/exit_codes.hpp"
#include "cli/known_deployment.hpp"
#include "control/status.hpp"

#include <optional>

/// How a deployment is, as a command sees it.
namespace troupe::cli {

/// The status, and the exit code that says whether it runs.
struct seen_status {
  std::optional<control::status> value;
  int exit_code = exit_done;
};

/// Of one that runs, what it says; else what its journal says.
seen_status look_at_deployment(const known_deployment&);

/// What a service's code says of it; one that cannot be used handles nothing.
assembly::service_activity activity_of(const deploy::service&, const loaded_deployment&);

} // namespace troupe::cli
