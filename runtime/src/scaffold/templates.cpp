// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "scaffold/templates.hpp"

#include <algorithm>

namespace troupe::scaffold {

std::string filled(std::string_view text, const words& with) {
  std::string out;
  while (!text.empty()) {
    const auto word = std::find_if(with.begin(), with.end(),
                                   [&](const auto& x) { return text.starts_with(x.first); });
    if (word == with.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += word->second;
      text.remove_prefix(word->first.size());
    }
  }
  return out;
}

std::vector<made_file> files_of(std::string_view kind, const words& with) {
  std::vector<made_file> made;
  for (const auto& each : all_templates())
    if (each.path.starts_with(kind) && each.path.substr(kind.size()).starts_with('/'))
      made.push_back({filled(each.path.substr(kind.size() + 1), with), filled(each.text, with)});
  std::sort(made.begin(), made.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return made;
}

} // namespace troupe::scaffold
