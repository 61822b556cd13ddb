// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace troupe::journal {

/// What was looked at in a journal's file, and what is wrong with it.
struct verification {
  std::int64_t format = 0;
  std::uint64_t rows = 0;            ///< of all tables
  bool rows_have_crcs = false;       ///< those of an older format have none
  std::vector<std::string> findings; ///< a sentence each; none in a sound file
};
BOOST_DESCRIBE_STRUCT(verification, (), (format, rows, rows_have_crcs, findings))

/// Looks at all of it, beside an owner or without one, as it is at one moment: SQLite's own check
/// of its pages and indexes, the CRC of every row, that no event is missing but those that the
/// retention and the compaction took, and that what rows refer to is there. Errors: what keeps the
/// file from being looked at.
result<verification> verify(const std::filesystem::path& journal);

} // namespace troupe::journal
