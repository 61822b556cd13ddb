// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/derived_ids.hpp"

#include "vocabulary/named_id.hpp"
#include "vocabulary/uuid_layout.hpp"

#include <algorithm>

namespace troupe {
namespace {

/// What stands for an author where a timer goes on by itself; made up once, part of the format.
constexpr std::uint64_t timer_high = 0x3c0a9be1d57f2486;
constexpr std::uint64_t timer_low = 0x91f6c84d0e2b7a53;

/// Two hashes of one id, which go through its halves in different orders and know nothing of each
/// other: together they miss a difference as seldom as one of 128 bits.
std::uint64_t hash_forwards(std::uint64_t seed, const uuid& id) {
  return mix(mix(seed ^ bytes_from(id, 0)) ^ bytes_from(id, 8));
}
std::uint64_t hash_backwards(std::uint64_t seed, const uuid& id) {
  return mix(mix(seed ^ bytes_from(id, 8)) ^ bytes_from(id, 0));
}

/// The upper bits of a hash.
std::uint64_t upper(std::uint64_t hash, int bits) {
  return hash >> (64 - bits);
}

constexpr int high_bits = 12;
constexpr int low_bits = 62;

} // namespace

id_author::id_author(std::string_view name) {
  const auto hashed = named_id(name, {});
  high_ = bytes_from(hashed, 0);
  low_ = bytes_from(hashed, 8);
}

derived_ids::derived_ids(const id_author& by, const uuid& event)
    : millisecond_(bytes_from(event, 0) >> 16),
      high_(upper(hash_forwards(by.high_, event), high_bits)),
      // One bit stays free, so that there is always room to count.
      low_(upper(hash_backwards(by.low_, event), low_bits - 1)) {}

uuid derived_ids::next() {
  return version_7(millisecond_, high_, low_++);
}

uuid following_id(const uuid& before, time_point when) {
  const auto micros = static_cast<std::uint64_t>(when.time_since_epoch().count());
  const auto since = std::max<std::int64_t>(when.time_since_epoch().count(), 0);
  return version_7(static_cast<std::uint64_t>(since) / 1000,
                   upper(hash_forwards(mix(timer_high ^ micros), before), high_bits),
                   upper(hash_backwards(mix(timer_low ^ micros), before), low_bits));
}

} // namespace troupe
