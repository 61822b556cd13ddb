// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/idle.hpp"
#include "journal/reader.hpp"

namespace troupe::assembly {

/// Whose events the retention has to keep, up to the journal's head in this look: of the
/// deployment's own subscriptions, those that have one still before them; and all that no child
/// has, for nobody knows what these would want.
std::vector<journal::subscription_number>
retention_holders(const journal::standing&, const std::vector<journal::subscription_record>& known,
                  const std::vector<awaited>& own);

} // namespace troupe::assembly
