// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"
#include "journal/reader.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::assembly {

/// Decides which dead letters are deleted for their age, and because all of them are too large: the
/// oldest first, by when they were last seen.
///
/// Each is announced before: what one look announces, the next one gives, if it still is too old or
/// too much. Pure.
class letter_retention {
public:
  explicit letter_retention(const deploy::letter_retention& rules) : rules_(rules) {}

  /// Whether there is anything to look for.
  bool is_on() const { return rules_.age || rules_.size; }
  /// The time from one look to the next.
  std::chrono::nanoseconds interval() const;

  struct findings {
    std::vector<uuid> expired;               ///< to be deleted now: they were announced
    std::optional<std::string> announcement; ///< of those that the next look gives
  };
  findings look(const std::vector<journal::dead_letter_weight>&, time_point now);

private:
  deploy::letter_retention rules_;
  std::set<uuid> announced_;
};

} // namespace troupe::assembly
