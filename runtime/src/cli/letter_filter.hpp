// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

/// Which dead letters a command is about, as it was told on its command line.
namespace troupe::cli {

/// The options as they were said; every one that is given narrows it.
struct letter_filter {
  std::optional<std::string> service;
  std::vector<std::string> topics;
  std::optional<std::string> key;
  std::string reason;
  std::string since;
  std::string age;
  std::string group;

  /// Whether one of them was given.
  bool says_anything() const;
};

/// Adds `--service --topic --key --reason --since --age --group` to a command; `reason` where that
/// one has another name.
void add_letter_filter(CLI::App&, letter_filter&, const char* reason = "--reason");

/// What a filter looks for.
struct letter_search {
  journal::dead_letter_query query;
  std::string group; ///< its name; empty for all

  bool wants(const journal::dead_letter_record&) const;
  bool wants(const journal::dead_letter_kind&) const;
};

/// Errors name the option, and what would be good.
result<letter_search> search_of(const letter_filter&, time_point now);

/// Calls `each` for all letters that are found, in order of their ids, whatever the query's limit.
result<void> for_each_letter(journal::reader&, letter_search,
                             const std::function<void(journal::dead_letter_record&&)>& each);

} // namespace troupe::cli
