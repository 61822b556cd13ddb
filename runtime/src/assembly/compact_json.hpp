// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <string_view>

namespace troupe::assembly {

/// JSON without the white space between its tokens, so that it is one line.
std::string compact_json(std::string_view text);

} // namespace troupe::assembly
