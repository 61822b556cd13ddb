// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/uuid.hpp"

#include "vocabulary/hex.hpp"
#include "vocabulary/uuid_layout.hpp"

#include <algorithm>
#include <utility>

namespace troupe {

namespace {

/// What SplitMix64 adds to its state for each number.
constexpr std::uint64_t step = 0x9e3779b97f4a7c15;

} // namespace

void text_form<uuid>::append(std::string& out, const uuid& id) {
  std::size_t from = 0;
  for (const std::size_t to : {4u, 6u, 8u, 10u, 16u}) {
    if (from > 0)
      out += '-';
    hex::append(out, id.bytes, from, to);
    from = to;
  }
}

std::string to_string(const uuid& id) {
  std::string text;
  text.reserve(36);
  text_form<uuid>::append(text, id);
  return text;
}

result<uuid> parse_uuid(std::string_view text) {
  const error malformed{ec::malformed,
                        '"' + std::string{text.substr(0, 60)} +
                            "\" is not a UUID; it has 8-4-4-4-12 hexadecimal digits"};
  if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
    return malformed;
  std::array<char, 32> digits;
  const auto end =
      std::copy_if(text.begin(), text.end(), digits.begin(), [](char c) { return c != '-'; });
  uuid id;
  if (end != digits.end() ||
      !hex::parse({digits.data(), digits.size()}, id.bytes, hex::capitals::allowed))
    return malformed;
  return id;
}

uuid_source::uuid_source(const clock& time, std::uint64_t seed)
    : time_(time), random_state_(mix(seed)) {}

uuid uuid_source::next() {
  return take(1).next();
}

uuid_source::series uuid_source::take(std::size_t count) {
  // The state is a counter, so that threads share it with one atomic addition.
  return {take_ticks(count), random_state_.fetch_add(count * step, std::memory_order_relaxed)};
}

uuid uuid_source::series::next() {
  const auto tick = tick_++;
  const auto random = mix(std::exchange(random_, random_ + step));
  return version_7(tick >> 12, tick, random >> 2);
}

/// Milliseconds in 48 bits and their 4096th parts in 12 (RFC 9562, 6.2, method 3); the first of as
/// many as are asked for.
std::uint64_t uuid_source::take_ticks(std::uint64_t count) {
  const auto since = std::max<std::int64_t>(time_.now().time_since_epoch().count(), 0);
  const auto micros = static_cast<std::uint64_t>(since);
  const auto now = (micros / 1000 << 12) | (micros % 1000 * 4096 / 1000);
  auto last = last_tick_.load(std::memory_order_relaxed);
  std::uint64_t first;
  do
    first = std::max(now, last + 1);
  while (!last_tick_.compare_exchange_weak(last, first + count - 1, std::memory_order_relaxed));
  return first;
}

} // namespace troupe
