// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/nearest.hpp"

#include <algorithm>
#include <cstddef>

namespace troupe {

namespace {

/// Damerau and Levenshtein's distance, in which no letter is touched twice.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[b.size()];
}

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t errors_max = 2;
  std::string_view best;
  std::size_t best_distance = std::min(errors_max + 1, word.size());
  for (const auto candidate : candidates) {
    const auto longer = std::max(word.size(), candidate.size());
    if (longer - std::min(word.size(), candidate.size()) > errors_max)
      continue;
    if (const auto d = distance(word, candidate); d < best_distance) {
      best = candidate;
      best_distance = d;
    }
  }
  return std::string{best};
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (const auto meant = nearest(word, candidates); !meant.empty())
    return "; did you mean \"" + meant + "\"?";
  if (candidates.empty())
    return "; nothing is known here";
  std::string text = candidates.size() == 1 ? "; known is " : "; known are ";
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i > 0)
      text += i + 1 == candidates.size() ? " and " : ", ";
    text += candidates[i];
  }
  return text;
}

} // namespace troupe
