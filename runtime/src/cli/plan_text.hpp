// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/reload_view.hpp"

#include <string>

namespace troupe::cli {

/// What will become of a deployment, for people; `file` is as they wrote it.
std::string plan_text(const control::deployment_plan&, const std::string& file);

/// What became of it.
std::string reloaded_text(const control::deployment_plan&);

/// A line for each child that does not go on as it is, with what changes of it.
std::string changes_text(const std::vector<control::planned_child>&);

/// What the journal gets to know, and what no child has any more.
std::string subscription_changes_text(const control::deployment_plan&);

} // namespace troupe::cli
