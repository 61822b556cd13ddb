// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <string>

namespace troupe {

/// Bytes for people: "512 B", "3.4 MiB", "120 GiB".
std::string size_text(std::uint64_t bytes);

} // namespace troupe
