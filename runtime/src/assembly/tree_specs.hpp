// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"
#include "supervision/child_spec.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

/// A deployment's tree in the words of supervision. Pure.
namespace troupe::assembly {

supervision::supervisor_spec spec_of(const deploy::supervisor&);

/// As a child of its supervisor.
supervision::child_spec child_spec_of(const deploy::supervisor&);
supervision::child_spec child_spec_of(const deploy::service&);

/// Of a service with several instances: the supervisor that they are children of, with the
/// intensity of the service's own, and one of them. When each has ended for good it ends too, and
/// the service has.
supervision::supervisor_spec instances_spec_of(const deploy::service&,
                                               const deploy::supervisor& parent);
supervision::child_spec instance_spec_of(const deploy::service&, std::size_t index);

/// Where its children stand, by id: "shop/fulfilment/payment".
std::map<std::string, std::string> paths_of(const deploy::deployment&);

/// The ids of those that must be ready before a child is started: what it depends on itself, and
/// what those below it depend on elsewhere.
std::vector<std::string> needs_of(const deploy::child&);

} // namespace troupe::assembly
