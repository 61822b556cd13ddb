// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/uuid.hpp"

#include <string_view>

namespace troupe {

/// The id of what has a name within a service: always the same (a UUID of version 5), so that to
/// set or to clear it nobody has to look it up.
uuid named_id(std::string_view service, std::string_view name);

} // namespace troupe
