// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/row_change.hpp"
#include "control/requests.hpp"
#include "control/status.hpp"
#include "journal/engine.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What replay, drop and resolve do to dead letters, beside a deployment that runs or without one.
namespace troupe::assembly {

/// The journal's subscriptions by name.
using subscription_numbers = std::map<std::string, journal::subscription_number>;

/// Who did something to a letter, when, and what he said for it.
struct deed {
  time_point at;
  std::string who;
  std::string reason;
};

/// The line of the audit trail.
journal::audit_record audit_of(const journal::dead_letter_record&, journal::letter_deed,
                               const deed&);

/// Why a letter cannot be replayed, and what to do instead; nothing where it can be.
std::optional<std::string> why_not_replayed(const journal::dead_letter_record&,
                                            const subscription_numbers&);

/// Sends a letter that can be replayed to the subscription that failed and to no other: the same
/// event, marked as a replay, with the payload that somebody edited, with no attempt spent, behind
/// what waits for its key; one that holds its key is tried again at its place.
bus::row_change replay_of(const journal::dead_letter_record&, const subscription_numbers&,
                          const deed&);

/// A letter that holds nothing goes, with a line in the audit trail.
journal::commit removal_of(const journal::dead_letter_record&, journal::letter_deed, const deed&);

/// A letter that holds its key goes, and its key goes on.
bus::row_change resolve_of(const journal::dead_letter_record&, const subscription_numbers&,
                           const journal::parked_record&, const deed&);

/// What a request comes to, by what the journal holds now.
struct letter_plan {
  struct move {
    uuid letter;
    std::string service;
    journal::commit commit;
    std::optional<bus::row_change> change; ///< instead of the commit, where a parked row changes
  };
  /// One for each letter that can be moved, in order of their events' sequences.
  std::vector<move> moves;
  control::letters_moved told; ///< those that stay, and those that are not there
};

result<letter_plan> plan_move(journal::reader&, const control::move_letters&, time_point now);

/// Carries a request out in a journal that this process owns and in which nothing runs.
result<control::letters_moved> move_letters(journal::engine&, journal::reader&,
                                            const control::move_letters&, time_point now);

} // namespace troupe::assembly
