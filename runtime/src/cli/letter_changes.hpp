// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/engine.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What replay and drop do to dead letters: commits of a command that owns the whole journal.
namespace troupe::cli {

/// The journal's subscriptions by name.
using subscription_numbers = std::map<std::string, journal::subscription_number>;

/// Why a letter cannot be replayed, and what to do instead; nothing where it can be.
std::optional<std::string> why_not_replayed(const journal::dead_letter_record&,
                                            const subscription_numbers&);

/// Sends a letter that can be replayed to the subscription that failed and to no other: the same
/// event, with no attempt spent, behind what waits for its key.
journal::commit replay_of(const journal::dead_letter_record&, const subscription_numbers&);

journal::commit drop_of(const journal::dead_letter_record&);

/// A letter that stayed where it is, and why.
struct left_letter {
  uuid id;
  std::string why;
};

/// Writes the commits, each of which is for one letter, in groups; returns what was refused. Takes
/// all of them from `all`.
result<std::vector<left_letter>> write_all(journal::engine&, std::vector<journal::commit>& all);

} // namespace troupe::cli
