// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/commit.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Which events from outside came before: one decision for all engines.
namespace troupe::journal {

/// How long the name of an event that was brought is known: until an event comes that is so much
/// later, or so many others were brought after it, whichever is first.
struct duplicate_window {
  std::chrono::microseconds age = std::chrono::hours{24};
  std::uint64_t count = 1'000'000;
};

/// The first event that was brought under a name.
struct known_origin {
  std::uint64_t number = 0; ///< counts those that were kept; given then
  time_point time;          ///< the event's
  sequence_number sequence = 0;
};

/// Whether it counts still, for an event of this time; `last` is the greatest number. A clock that
/// goes back makes no name unknown.
inline bool is_within(const duplicate_window& window, const known_origin& x, std::uint64_t last,
                      time_point now) {
  return last - x.number < window.count && now - x.time < window.age;
}

/// What a journal remembers, with the effects of the earlier commits of the same group.
class origins_seen {
public:
  virtual const duplicate_window& kept() const = 0;
  virtual std::uint64_t last() const = 0; ///< the greatest number; 0 where there was none
  /// The latest under this name, also where it does not count any more.
  virtual std::optional<known_origin> find(const std::string& source, const std::string& id) = 0;
  /// In place of the one that was found under this name, where one was.
  virtual void keep(const std::string& source, const std::string& id, known_origin,
                    const std::optional<known_origin>& found) = 0;

protected:
  ~origins_seen() = default;
};

/// Takes those events out of an admitted commit that were brought before, in it or earlier, and
/// keeps the names of the others, whose sequences follow `head`.
std::vector<verdict::duplicate> take_out_duplicates(commit&, sequence_number head, origins_seen&);

} // namespace troupe::journal
