// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

#include <map>
#include <set>

namespace troupe::journal {

/// Those of these timers that are set. Looks at all timers, a page at a time, until it has found
/// them: for a person's command.
result<std::map<uuid, timer_record>> find_timers(reader&, const std::set<uuid>& ids);

} // namespace troupe::journal
