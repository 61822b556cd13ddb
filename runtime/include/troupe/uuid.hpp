// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/error.hpp"
#include "troupe/text_form.hpp"

#include <array>
#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// A UUID is the identity of an event, a timer or a dead letter: 16 bytes, ordered as bytes are.
namespace troupe {

struct uuid {
  std::array<std::uint8_t, 16> bytes{};

  constexpr bool is_nil() const noexcept { return *this == uuid{}; }

  friend constexpr auto operator<=>(const uuid&, const uuid&) = default;
  friend constexpr bool operator==(const uuid&, const uuid&) = default;
};

/// The canonical form in lower case: `01936c5e-4f2a-7cc3-98a1-0123456789ab`.
[[gnu::visibility("default")]] std::string to_string(const uuid& id);

/// Reads the canonical form, in either case.
[[gnu::visibility("default")]] result<uuid> parse_uuid(std::string_view text);

template <>
struct [[gnu::visibility("default")]] text_form<uuid> {
  static constexpr std::string_view expected = "a UUID";
  static constexpr std::string_view format = "uuid"; ///< as JSON Schema calls it
  static void append(std::string & out, const uuid& id);
  static result<uuid> parse(std::string_view text) {
    return parse_uuid(text);
  }
};

/// Makes UUIDs of version 7 (RFC 9562) that grow strictly, whatever the clock does.
///
/// May be called from any number of threads without locks. The first 60 bits of content are the
/// time to a quarter of a microsecond, or one more than the last, whichever is later; the other 62
/// are random. Two sources with different seeds give different ids.
class [[gnu::visibility("default")]] uuid_source {
public:
  /// `time` must outlive the source. `seed` comes from `std::random_device` in production.
  uuid_source(const clock& time, std::uint64_t seed);

  uuid next();

  /// Ids that were set aside: as different as all others, and growing strictly among themselves.
  class series {
  public:
    /// At most as many times as were asked for.
    uuid next();

  private:
    friend uuid_source;
    series(std::uint64_t tick, std::uint64_t random) : tick_(tick), random_(random) {}

    std::uint64_t tick_;
    std::uint64_t random_;
  };

  /// Sets so many aside, with one look at the clock for all.
  series take(std::size_t count);

private:
  std::uint64_t take_ticks(std::uint64_t count);

  const clock& time_;
  std::atomic<std::uint64_t> last_tick_{0};
  std::atomic<std::uint64_t> random_state_;
};

} // namespace troupe

template <>
struct std::hash<troupe::uuid> {
  std::size_t operator()(const troupe::uuid& id) const noexcept {
    return std::hash<std::string_view>{}(
        {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
  }
};
