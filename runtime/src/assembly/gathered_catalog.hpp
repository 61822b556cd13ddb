// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "definitions/catalog.hpp"
#include "deployment/module_offers.hpp"
#include "deployment/values.hpp"

#include <string>
#include <vector>

namespace troupe::assembly {

/// The definitions of a deployment, and where its children do not mean the same by an event.
struct gathered_catalog {
  definitions::catalog what;
  std::vector<std::string> conflicts; ///< a sentence each
};

/// What the children's code says; one whose behavior cannot be listed adds what it publishes only,
/// and `troupe check` tells what is wrong with it.
gathered_catalog catalog_of(const deploy::deployment&, const deploy::module_offers&);

} // namespace troupe::assembly
