// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/complaint.hpp"
#include "testing/scenario.hpp"
#include "troupe/deployment.hpp"

#include <vector>

namespace troupe::testing {

/// All that the scenarios say which this deployment does not know, in order of place: topics,
/// members of events, values that a member never has, services; and events that nobody would take.
/// For what is expected under a name that nobody has never comes, and what must not come under it
/// never does. Where a service does not say what it publishes, the file names such topics itself.
std::vector<deploy::complaint> check_scenarios(const scenario_file&, const deployment&);

} // namespace troupe::testing
