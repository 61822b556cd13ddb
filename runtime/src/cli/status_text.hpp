// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/status.hpp"

#include <string>
#include <vector>

/// A deployment's status for a person.
namespace troupe::cli {

std::string status_text(const control::status&, const std::string& file);

/// The tree alone: what `children list` prints.
std::string children_text(const std::vector<control::child_view>&);

/// "3 d 4 h", "12 min 5 s": the two largest units.
std::string rough_duration(double seconds);

} // namespace troupe::cli
