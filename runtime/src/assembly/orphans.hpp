// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/commit.hpp"
#include "journal/reader.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Subscriptions that no child of the deployment has: since when, and until when they hold events
/// back. Pure; all times are steady ones.
namespace troupe::assembly {

/// Whether a child of the deployment has this subscription.
using has_child = std::function<bool(const journal::subscription_record&)>;

/// The commits that write down, at a start, who has no child from now on and who has one again. A
/// time that is still to come was written by a clock that was wrong, and begins anew.
std::vector<journal::commit> note_orphans(const std::vector<journal::subscription_record>& known,
                                          const has_child&, time_point now);

/// Why a child cannot go on where its subscription stood: while it had no child, the retention took
/// events before it. `first` is the first that is kept.
error has_lost_events(const journal::subscription_record&, journal::sequence_number first);

/// Decides which of them hold no events back any more, as `journal.retain.orphans` says.
///
/// Each is announced before: what one look announces, the next one releases.
class orphan_release {
public:
  explicit orphan_release(std::optional<std::chrono::nanoseconds> keep) : keep_(keep) {}

  struct findings {
    std::vector<journal::subscription_number> released;
    std::vector<std::string> announced; ///< names of those that the next look releases
  };
  findings look(const std::vector<journal::subscription_record>&, const has_child&, time_point now);

  /// When this one is announced; nothing where it holds events back for ever.
  std::optional<time_point> end_of(const journal::subscription_record&) const;

private:
  std::optional<std::chrono::nanoseconds> keep_;
  std::set<journal::subscription_number> announced_;
};

} // namespace troupe::assembly
