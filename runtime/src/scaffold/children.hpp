// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <vector>

namespace troupe::scaffold {

/// A service that a new deployment has as a child.
struct offered_service {
  std::string module;
  std::string name;    ///< within the module
  std::string options; ///< with their defaults, as JSON; "{}" where it has none
};

/// The children as they stand in a deployment's `tree`, indented by four blanks. A child is called
/// as its service, unless another one or one of `taken` is; then also as its module. Options are
/// shown as comments, with their defaults.
std::string children_of(const std::vector<offered_service>&, const std::vector<std::string>& taken);

/// Topics that the services leave to others.
struct loose_ends {
  std::vector<std::string> unfed;     ///< handled, and nobody publishes them
  std::vector<std::string> unhandled; ///< published, and nobody handles them
  std::vector<std::string> unsaid{};  ///< children that do not say what they publish
};

/// The deployment's `check`, that nothing is warned of these; empty where there are none.
std::string check_of(const loose_ends&);

} // namespace troupe::scaffold
