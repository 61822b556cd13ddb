// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/complaint.hpp"

#include <algorithm>
#include <utility>

namespace troupe::deploy {

std::string first_at(const place& first) {
  if (first.source != 0)
    return "";
  return ", first at " + std::to_string(first.line) + ":" + std::to_string(first.column);
}

std::string to_string(const complaint& x) {
  auto result = x.file;
  if (x.line > 0)
    result += ":" + std::to_string(x.line) + ":" + std::to_string(x.column);
  result += ": " + x.what;
  if (!x.to_do.empty())
    result += "; " + x.to_do;
  return result;
}

void complaints::add(place at, std::string what, std::string to_do) {
  found_.push_back({at, std::move(what), std::move(to_do)});
}

void complaints::hide(const std::string& secret) {
  if (secret.size() >= 4)
    secrets_.push_back(secret);
}

std::vector<complaint> complaints::listed(const std::string& file,
                                          const std::vector<std::string>& overrides) const {
  auto sorted = found_;
  // A value that several places share through an alias is complained about once. What was found at
  // one place stays in the order in which it was found.
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const finding& a, const finding& b) { return a.at < b.at; });
  std::vector<complaint> result;
  for (const auto& x : sorted) {
    complaint next{file, x.at.line, x.at.column, without_secrets(x.what), without_secrets(x.to_do)};
    if (x.at.source > 0) {
      next.file = "--set " + overrides[static_cast<std::size_t>(x.at.source) - 1];
      next.line = next.column = 0;
    }
    if (std::find(result.begin(), result.end(), next) == result.end())
      result.push_back(std::move(next));
  }
  return result;
}

std::string complaints::without_secrets(std::string text) const {
  for (const auto& secret : secrets_)
    for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
      text.replace(at, secret.size(), "***");
  return text;
}

} // namespace troupe::deploy
