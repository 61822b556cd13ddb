// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/uuid.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

/// How numbers become the bytes of a UUID.
namespace troupe {

/// The finalizer of SplitMix64: every bit of the input moves every bit of the output, and no two
/// inputs have the same output.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

inline std::uint64_t big_endian(std::uint64_t x) {
  if constexpr (std::endian::native == std::endian::little)
    x = __builtin_bswap64(x);
  return x;
}

/// The eight bytes from there, as a number.
inline std::uint64_t bytes_from(const uuid& id, std::size_t first) {
  std::uint64_t x;
  std::memcpy(&x, id.bytes.data() + first, sizeof x);
  return big_endian(x);
}

/// A UUID of version 7: 48 bits of milliseconds since 1970, and then 12 and 62 bits of what else
/// tells it from others.
inline uuid version_7(std::uint64_t millisecond, std::uint64_t high12, std::uint64_t low62) {
  constexpr std::uint64_t version = 7;
  constexpr std::uint64_t variant = 2;
  const auto first = big_endian((millisecond << 16) | (version << 12) | (high12 & 0xfff));
  const auto second = big_endian((variant << 62) | (low62 & (~std::uint64_t{0} >> 2)));
  uuid id;
  std::memcpy(id.bytes.data(), &first, sizeof first);
  std::memcpy(id.bytes.data() + 8, &second, sizeof second);
  return id;
}

} // namespace troupe
