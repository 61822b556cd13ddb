// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <vector>

#include "deployment/fill_in.hpp"
#include "deployment/override.hpp"

namespace troupe::deploy {

/// Where a deployment is found while it runs, as far as its file says, whatever else is wrong with
/// the file. What is empty could not be told for sure.
struct whereabouts {
  std::string name;
  std::string journal; ///< the path

  friend bool operator==(const whereabouts&, const whereabouts&) = default;
};

/// Also of a text that is no YAML: then of its sections `name` and `journal`, each by itself.
whereabouts find_whereabouts(const std::string& text, const std::vector<override_value>& overrides,
                             const environment& variables);

} // namespace troupe::deploy
