// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "definitions/catalog.hpp"
#include "deployment/module_offers.hpp"
#include "deployment/silenced.hpp"
#include "deployment/values.hpp"

#include <string>
#include <vector>

namespace troupe::assembly {

/// Two children that do not mean the same by an event.
struct conflict {
  std::string child; ///< whoever reads it, or knows it in the older version
  std::string topic;
  std::string what; ///< a sentence
  /// The one reads what the other writes wrongly, and without a word. Where their versions differ,
  /// the older one's subscription pauses, and says so.
  bool in_one_version = false;
};

/// The definitions of a deployment, and where its children do not mean the same by an event.
struct gathered_catalog {
  definitions::catalog what;
  std::vector<conflict> conflicts;
};

/// What the children's code says; one whose behavior cannot be listed adds what it publishes only,
/// and `troupe check` tells what is wrong with it.
gathered_catalog catalog_of(const deploy::deployment&, const deploy::module_offers&);

/// Those that are not silenced, in their order.
std::vector<conflict> not_silenced(std::vector<conflict>, const deploy::silenced_warnings&);
/// The same of a deployment.
std::vector<conflict> conflicts_of(const deploy::deployment&, const deploy::module_offers&,
                                   const deploy::silenced_warnings&);

/// What to do about it, also how it is silenced.
std::string remedy_of(const conflict&);

} // namespace troupe::assembly
