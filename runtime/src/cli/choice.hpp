// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "vocabulary/nearest.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe::cli {

/// Adds an option whose value is one of a few words, and anything else a wrong usage that says
/// which they are. Letters may be large ones.
template <class Value>
void add_choice(CLI::App& to, const std::string& name, Value& into, const std::string& description,
                const std::vector<std::pair<std::string_view, Value>>& words) {
  const auto find = [words](const std::string& typed) -> const Value* {
    for (const auto& [word, value] : words)
      if (word == CLI::detail::to_lower(typed))
        return &value;
    return nullptr;
  };
  std::vector<std::string_view> known;
  std::string shown;
  for (const auto& each : words) {
    known.push_back(each.first);
    shown += (shown.empty() ? "" : "|") + std::string{each.first};
  }
  to.add_option_function<std::string>(
        name, [&into, find](const std::string& typed) { into = *find(typed); }, description)
      ->type_name(shown)
      ->check([find, known](const std::string& typed) {
        return find(typed) != nullptr
                   ? ""
                   : '\'' + typed + "' is not among what it takes" + suggestion(typed, known);
      });
}

} // namespace troupe::cli
