// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/complaint.hpp"
#include "deployment/offers.hpp"
#include "deployment/section.hpp"
#include "deployment/values.hpp"

namespace troupe::deploy {

/// Reads the `options` of a child whose service is known, and has the service check them. Each
/// error is complained about at the value that it is about.
void read_options(const section& child, const offers& known, service& into, complaints& to);

} // namespace troupe::deploy
