// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/requests.hpp"
#include "control/status.hpp"
#include "journal/engine.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What replay and drop do to dead letters, beside a deployment that runs or without one.
namespace troupe::assembly {

/// The journal's subscriptions by name.
using subscription_numbers = std::map<std::string, journal::subscription_number>;

/// Why a letter cannot be replayed, and what to do instead; nothing where it can be.
std::optional<std::string> why_not_replayed(const journal::dead_letter_record&,
                                            const subscription_numbers&);

/// Sends a letter that can be replayed to the subscription that failed and to no other: the same
/// event, with no attempt spent, behind what waits for its key.
journal::commit replay_of(const journal::dead_letter_record&, const subscription_numbers&);

journal::commit drop_of(const journal::dead_letter_record&);

/// What a request comes to, by what the journal holds now.
struct letter_plan {
  /// One for each letter that can be moved; its id is the only one in `dead_letters_removed`.
  std::vector<journal::commit> commits;
  std::vector<std::string> services; ///< whose letters they are, likewise
  control::letters_moved told;       ///< those that stay, and those that are not there
};

result<letter_plan> plan_move(journal::reader&, const control::move_letters&);

/// Carries a request out in a journal that this process owns and in which nothing runs.
result<control::letters_moved> move_letters(journal::engine&, journal::reader&,
                                            const control::move_letters&);

} // namespace troupe::assembly
