// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/module_offers.hpp"
#include "deployment/silenced.hpp"
#include "deployment/values.hpp"
#include "troupe/deployment.hpp"

#include <string>
#include <vector>

namespace troupe {

/// What is behind a `troupe::deployment`: its values, the services that they speak of, and how it
/// was said.
struct deployment::content {
  deploy::deployment what;
  deploy::module_offers offers;
  std::string file; ///< from the root, or what stands for it
  std::vector<std::string> sets;
  std::string text; ///< of the file, with nothing filled in
  deploy::silenced_warnings silenced{};
};

} // namespace troupe
