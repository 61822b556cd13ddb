// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deployment/complaint.hpp"
#include "deployment/fill_in.hpp"
#include "deployment/offers.hpp"
#include "deployment/override.hpp"
#include "deployment/said_places.hpp"
#include "deployment/silenced.hpp"
#include "deployment/values.hpp"

/// Reads a deployment: YAML in, values or all complaints at once out.
namespace troupe::deploy {

/// The deployment, or why there is none, sorted by place.
struct reading {
  std::optional<deployment> value;
  std::vector<complaint> complaints;
  said_places places{};
  std::string text{}; ///< as it was read, with nothing filled in
  silenced_warnings silenced{};

  explicit operator bool() const { return value.has_value(); }
};

/// Reads the text of a file called `file`. The modules that it lists are loaded into `known`, once
/// each and in order, for only they know their services and options.
reading read_deployment(const std::string& file, const std::string& text,
                        const std::vector<override_value>& overrides, const environment& variables,
                        offers& known);

/// Reads the file at `path`.
reading read_deployment_file(const std::string& path, const std::vector<override_value>& overrides,
                             const environment& variables, offers& known);

} // namespace troupe::deploy
