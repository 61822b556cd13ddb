// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/gathered_catalog.hpp"
#include "cli/deployment_source.hpp"

#include <string>
#include <vector>

namespace troupe::cli {

/// Where its children do not mean the same by an event, but for what its file silences. To find
/// them lists all behaviors, so who needs them twice keeps them.
std::vector<assembly::conflict> conflicts_of(const loaded_deployment&);

/// What is allowed in a deployment, and yet cannot be meant, its conflicts of versions among it: a
/// line each, as complaints are told, "shop.yaml:12:7: the child ...; what to do".
std::vector<std::string> warnings_of(const loaded_deployment&,
                                     const std::vector<assembly::conflict>&,
                                     const deployment_source&);

/// Where two children mean different things by one version of an event, which no deployment runs
/// with: lines as above.
std::vector<std::string> contradictions_of(const loaded_deployment&,
                                           const std::vector<assembly::conflict>&,
                                           const deployment_source&);
/// All of these on standard error; whether there are any.
bool tell_contradictions(const loaded_deployment&, const std::vector<assembly::conflict>&,
                         const deployment_source&);

/// Where its events do not flow as they could be meant to: each line says how it is silenced. And
/// what silences nothing; `conflicts` are all, with those that are silenced.
std::vector<std::string> flow_warnings_of(const loaded_deployment&,
                                          const std::vector<assembly::conflict>& conflicts,
                                          const deployment_source&);

} // namespace troupe::cli
