// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"
#include "supervision/report_book.hpp"
#include "supervision/report_limit.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace troupe::assembly {

/// A line of the log.
struct letter_line {
  std::string who;
  std::string text;

  friend bool operator==(const letter_line&, const letter_line&) = default;
};

/// Decides what is told of dead letters that were added: lines of the log, and events
/// (troupe/dead_letter_events.hpp).
///
/// Of each service the first `lines` are shown; the rest are counted, and a line sums them up after
/// each `interval`. When an interval has passed in which none was counted, lines are shown again.
/// Nothing that follows from a report makes an event. Pure; `now` comes from a clock that never
/// goes back.
class letter_book {
public:
  static constexpr std::uint64_t lines = 10;
  static constexpr std::chrono::minutes interval{1};

  explicit letter_book(std::uint32_t events_per_second) : limit_(events_per_second) {}

  struct news {
    std::optional<letter_line> line;
    std::optional<supervision::report> event;
  };
  news added(const journal::dead_letter_record&, std::chrono::nanoseconds now);

  /// The sums that are due.
  std::vector<letter_line> sum_up(std::chrono::nanoseconds now);
  /// When to call `sum_up` next; nothing where there is nothing to wait for.
  std::optional<std::chrono::nanoseconds> next() const;
  /// All that is still only counted: for the end.
  std::vector<letter_line> close();

private:
  struct said {
    std::chrono::nanoseconds since{};
    std::uint64_t shown = 0;
    std::uint64_t counted = 0;
  };

  std::optional<letter_line> line_for(const journal::dead_letter_record&,
                                      std::chrono::nanoseconds now);
  std::optional<supervision::report> event_for(const journal::dead_letter_record&,
                                               std::chrono::nanoseconds now);

  supervision::report_limit limit_;
  std::map<std::string, said> services_;
};

} // namespace troupe::assembly
