// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/trace.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

namespace troupe::conformance {

namespace {

bool is_end(const std::string& event) {
  return event.find(" ended ") != std::string::npos;
}

void sort_ends(std::vector<std::string>& events) {
  for (auto first = events.begin(); first != events.end();) {
    const auto last = std::find_if_not(first, events.end(), is_end);
    std::sort(first, last);
    first = last == events.end() ? last : last + 1;
  }
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const auto& x : all)
    text += (text.empty() ? "" : ", ") + x;
  return text;
}

std::string sorted_words(const std::string& text) {
  std::istringstream in{text};
  std::multiset<std::string> all{std::istream_iterator<std::string>{in}, {}};
  std::string sorted;
  for (const auto& x : all)
    sorted += (sorted.empty() ? "" : " ") + x;
  return sorted;
}

} // namespace

std::vector<std::string> to_lines(const scenario& of, trace what) {
  std::vector<std::string> lines;
  std::map<std::string, std::string> last;
  for (std::size_t i = 0; i < what.size(); ++i) {
    lines.push_back(i == 0 ? "begin" : i <= of.steps.size() ? to_text(of.steps[i - 1]) : "end");
    auto& part = what[i];
    for (auto& [supervisor, events] : part.events) {
      const auto* node = find_node(of.root, supervisor);
      if (node && node->is_dynamic())
        sort_ends(events);
      lines.push_back("  " + supervisor + ": " + joined(events));
    }
    if (!part.answers.empty())
      lines.push_back("  answers: " + joined(part.answers));
    for (auto& [supervisor, state] : part.states) {
      const auto* node = find_node(of.root, supervisor);
      if (node && node->is_dynamic())
        state = sorted_words(state);
      if (last[supervisor] != state)
        lines.push_back("  " + supervisor + " has " + state);
    }
    last = part.states;
  }
  return lines;
}

} // namespace troupe::conformance
