// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"

#include <set>
#include <string>
#include <vector>

/// What changes between two deployments, as a list. Pure.
namespace troupe::deploy {

/// One value that is not what it was; a text is empty where nothing was said. Of a secret both
/// texts are "***".
struct changed_value {
  std::string key; ///< as in the file: "retry.attempts", "options.rate"
  std::string from;
  std::string to;

  friend bool operator==(const changed_value&, const changed_value&) = default;
};

enum class fates { started, stopped, restarted, unchanged };

/// A child that is there before or after; its id is unique in a deployment.
struct changed_child {
  std::string id;
  fates fate = fates::unchanged;
  bool is_supervisor = false;
  std::string from_path; ///< "shop/fulfilment/payment"; empty where it was not there
  std::string to_path;   ///< likewise where it is not there any more
  /// Of a restarted service, why. Of a supervisor that goes on, what it does otherwise from now on.
  std::vector<changed_value> changes;

  friend bool operator==(const changed_child&, const changed_child&) = default;
};

struct difference {
  /// In the order in which they start, those that are gone at the end.
  std::vector<changed_child> children;
  /// What a deployment that runs cannot change: it takes a stop and a run.
  std::vector<changed_value> fixed;

  bool changes_anything() const;
  /// The ids of services of which those that were there must go and others come, both where they
  /// were restarted.
  std::set<std::string> replaced_services() const;
};

/// A service goes on where its place in the tree, the version of its module and all that it says
/// are the same; `start` counts
/// only where it is new. A supervisor goes on where its place is the same, and what it does
/// otherwise is no reason to restart anybody. One that became a service, or the other way around,
/// is stopped and started.
difference compare(const deployment& from, const deployment& to);

} // namespace troupe::deploy
