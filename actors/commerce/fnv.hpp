// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <string_view>

namespace commerce {

inline constexpr std::uint64_t fnv1a_start = 0xcbf29ce484222325;

/// The 64-bit FNV-1a hash of a text, or of a text that goes on from `hash`. It is part of the
/// format of an intake's position: it never changes.
constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = fnv1a_start) {
  for (auto character : text)
    hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
  return hash;
}

} // namespace commerce
