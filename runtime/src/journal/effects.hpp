// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/commit.hpp"

namespace troupe::journal {

/// Whether a commit does more than to claim partitions and to say what is settled. One that does
/// not costs no sync of its own.
bool has_effects(const commit&);

} // namespace troupe::journal
