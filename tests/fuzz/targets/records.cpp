// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "fuzz/targets.hpp"
#include "journal/reason.hpp"
#include "journal/sqlite_columns.hpp"

namespace troupe::fuzz {

/// The failed attempts of a delivery, as a column of the journal holds them.
void records(std::string_view input) {
  static_cast<void>(journal::reason_named(input));
  static_cast<void>(journal::failure_named(input));
  const auto read = journal::parse_attempts(input);
  if (!read)
    return;
  const auto text = journal::attempts_text(*read);
  const auto again = journal::parse_attempts(text);
  check(again.has_value(), "what was written is read");
  check(journal::attempts_text(*again) == text, "and is the same");
}

} // namespace troupe::fuzz
