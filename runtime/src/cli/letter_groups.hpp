// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Dead letters that have the same trouble: of one service, for one reason, with errors that differ
/// in numbers and ids only. Pure.
namespace troupe::cli {

/// An error's text without what differs from letter to letter: each UUID, and each word of 8 or
/// more hexadecimal digits that has letters and digits, is `<id>`, each other run of digits `<n>`,
/// and white space is one blank.
std::string alike(std::string_view error);

/// The name by which a person names a group: 12 hexadecimal digits, the same for ever.
std::string group_name(const std::string& service, journal::dead_letter_reason,
                       std::string_view error);

struct letter_group {
  std::string name;
  std::string service;
  journal::dead_letter_reason reason = journal::dead_letter_reason::rejected;
  std::string error; ///< as it was said, where all said the same
  std::uint64_t count = 0;
  time_point first_seen;
  time_point last_seen;
};

/// The largest first.
std::vector<letter_group> groups_of(const std::vector<journal::dead_letter_kind>&);

/// A line each, for a person: "3f2a91c04b7e  1 204 x payment: gateway timeout (attempts_spent),
/// since 12:03, newest 1 s ago"; at most so many, 0 for all.
std::string groups_text(const std::vector<letter_group>&, time_point now, std::size_t most);

/// One JSON object.
std::string groups_json(const std::vector<letter_group>&);

/// How long ago: "1 s", "5 min", "3 h", "12 d".
std::string ago(std::chrono::nanoseconds);

} // namespace troupe::cli
