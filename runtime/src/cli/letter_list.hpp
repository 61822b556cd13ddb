// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>

namespace troupe::cli {

/// Dead letters as a list for a person: how many of each kind, and the latest of them a line each.
class letter_list {
public:
  /// Shows at most `rows` letters; 0 for all.
  explicit letter_list(std::size_t rows) : most_(rows) {}

  void add(journal::dead_letter_record&&);

  std::string text() const;

private:
  struct group {
    std::uint64_t count = 0;
    std::string error; ///< of the latest
  };
  using kind = std::pair<std::string, journal::dead_letter_reason>; ///< service and reason

  std::string groups_text() const;
  std::string rows_text() const;

  std::size_t most_;
  std::uint64_t count_ = 0;
  std::map<kind, group> groups_;
  std::deque<journal::dead_letter_record> latest_;
};

} // namespace troupe::cli
