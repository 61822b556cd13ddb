// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"
#include "service/call_surroundings.hpp"
#include "troupe/behavior.hpp"

namespace troupe::assembly {

/// What is checked in this deployment.
checked_constraints constraints_checked_by(const deploy::deployment&);

/// Whether an event that was read from JSON keeps the constraints of its type.
inline result<void> keeps_constraints(const event_handler& of, const void* event, bool is_checked) {
  if (!is_checked || of.broken == nullptr)
    return {};
  if (const auto broken = of.broken(event); !broken.empty())
    return error{ec::invalid, constraints_broken(of.topics, broken)};
  return {};
}

/// What is wrong with a pattern of these definitions, if something is.
result<void> check_patterns(const std::vector<event_definer>&);

} // namespace troupe::assembly
