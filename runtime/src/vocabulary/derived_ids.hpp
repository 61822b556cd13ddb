// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/uuid.hpp"

#include <cstdint>
#include <string_view>

namespace troupe {

/// Who derives ids: a subscription, by its name.
class id_author {
public:
  explicit id_author(std::string_view name);

private:
  friend class derived_ids;
  std::uint64_t high_;
  std::uint64_t low_;
};

/// The ids of what one author makes of one event: always the same from the same event, and
/// different from all others, so that whoever meets them twice knows them again.
///
/// They are UUIDs of version 7 that ascend by one: the millisecond is that of the event's own id,
/// so all that follows from one first event has the time of that; the rest is a hash. How they are
/// computed never changes, or what is handled once more would get other ids.
class derived_ids {
public:
  derived_ids(const id_author& by, const uuid& event);

  uuid next();

private:
  std::uint64_t millisecond_;
  std::uint64_t high_;
  std::uint64_t low_;
};

/// The id of the event that a recurring timer publishes at this time, where `before` is that of the
/// one before. A UUID of version 7 with that time.
uuid following_id(const uuid& before, time_point when);

} // namespace troupe
