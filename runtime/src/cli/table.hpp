// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace troupe::cli {

/// A table whose first columns are words and whose others are numbers; lines need no blanks at
/// their end.
class table {
public:
  table(std::size_t words, std::vector<std::string> head) : words_(words) { add(std::move(head)); }

  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  std::string text() const;

private:
  std::size_t words_;
  std::vector<std::vector<std::string>> rows_;
};

} // namespace troupe::cli
