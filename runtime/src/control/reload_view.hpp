// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/deployment_plan.hpp"

/// What a reload does or would do, as the control socket tells it.
namespace troupe::control {

using troupe::appearing_subscription;
using troupe::child_fate;
using troupe::deployment_plan;
using troupe::orphaned_subscription;
using troupe::planned_child;
using troupe::value_change;

} // namespace troupe::control
