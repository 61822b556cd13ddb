// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lifecycle {

/// A connection to a database. Used by one handler at a time, and may block.
///
/// Of errors, `ec::invalid` says that the database will never take these values; all others may
/// pass. After an error the connection is closed, and what was begun on it is undone.
class sql_connection {
public:
  /// Text, or null.
  using values = std::vector<std::optional<std::string>>;

  virtual ~sql_connection() = default;

  /// Says how many rows were changed. Values stand for $1, $2, ..., which come in that order in the
  /// text of the statement: then they mean the same to all databases. None takes a NUL character,
  /// at which some would cut the text.
  troupe::result<std::int64_t> execute(const std::string& statement, const values& given);
  /// Begins a transaction, once no other that began so is under way.
  virtual troupe::result<void> begin_alone() = 0;

private:
  virtual troupe::result<std::int64_t> carry_out(const std::string& statement,
                                                 const values& given) = 0;
};

} // namespace lifecycle
