// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// A text in UTF-8 as its characters, which are code points. What is not UTF-8 is U+FFFD, once for
/// each byte that begins nothing, as it becomes in JSON or is near to it.
namespace troupe {

std::size_t count_characters(std::string_view text);
std::wstring characters_of(std::string_view text);

} // namespace troupe
