// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/event_text.hpp"
#include "journal/record.hpp"

#include <string>

/// Dead letters, shown.
namespace troupe::cli {

/// What it is: "orders.placed 536365", or the beginning of its text.
std::string subject_of(const journal::dead_letter_record&);

/// How an event stands in a letter's JSON.
using event_shape = std::string (*)(const journal::event_record&);

/// One JSON object.
std::string letter_json(const journal::dead_letter_record&, event_shape = event_json);

/// All of it, for a person.
std::string letter_text(const journal::dead_letter_record&);

} // namespace troupe::cli
