// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

#include <functional>
#include <string>

/// Dead letters, found and shown.
namespace troupe::cli {

/// Calls `each` for all letters that the query finds, in order of their ids, whatever its limit.
result<void> for_each_letter(journal::reader&, journal::dead_letter_query,
                             const std::function<void(journal::dead_letter_record&&)>& each);

/// What it is: "orders.placed 536365", or the beginning of its text.
std::string subject_of(const journal::dead_letter_record&);

/// One JSON object.
std::string letter_json(const journal::dead_letter_record&);

/// All of it, for a person.
std::string letter_text(const journal::dead_letter_record&);

} // namespace troupe::cli
