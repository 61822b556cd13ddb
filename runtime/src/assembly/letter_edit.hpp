// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/letter_changes.hpp"
#include "service/call_surroundings.hpp"
#include "troupe/behavior.hpp"

#include <functional>
#include <span>
#include <string>

/// How a dead letter gets another payload, beside a deployment that runs or without one.
///
/// The payload is read as the service that failed will read it, where its handler takes a typed
/// event; a member that the event does not have is refused then, unless the event had such members
/// before; so is one that is missing and may not be null, unless it was missing before, and what
/// breaks the event's constraints, where they are checked. Without a typed
/// handler it must be JSON. The key may not change, for it says behind what the event waits and
/// whose state it touches: with a typed handler it is compared, else each member that holds the key
/// must stay.
namespace troupe::assembly {

/// The commit that edits, and whether the payload was read as the service reads it.
struct letter_edit {
  journal::commit commit;
  control::letter_edited told;
};

/// `handlers` are those of the service that failed, empty where they are not known. Errors say what
/// is wrong with the payload, or why the letter has none. Pure.
result<letter_edit> edit_of(const journal::dead_letter_record&, const control::edit_letter&,
                            std::span<const event_handler> handlers, std::size_t payload_max,
                            time_point now, const checked_constraints& = {});

/// The event handlers of a child; called with its id.
using handlers_of = std::function<std::span<const event_handler>(const std::string&)>;

/// The same for the letter that the request names, by what the journal holds now.
result<letter_edit> plan_edit(journal::reader&, const control::edit_letter&, const handlers_of&,
                              std::size_t payload_max, time_point now,
                              const checked_constraints& = {});

/// Carries a request out in a journal that this process owns and in which nothing runs.
result<control::letter_edited> edit_letter(journal::engine&, journal::reader&,
                                           const control::edit_letter&, const handlers_of&,
                                           std::size_t payload_max, time_point now,
                                           const checked_constraints& = {});

} // namespace troupe::assembly
