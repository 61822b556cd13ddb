// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/keys_seen.hpp"

namespace troupe::journal {
namespace {

/// Of an entry beside its text, about.
constexpr std::size_t entry_bytes = 72;

} // namespace

keys_seen::place keys_seen::see(std::string_view topic, std::string_view key) {
  auto name = std::string{topic}.append(1, ' ').append(key);
  if (keys_.contains(name))
    return place::older;
  // One is kept in any case, or no look would ever come to an end.
  if (bytes_ >= memory_ && !keys_.empty())
    return place::untold;
  bytes_ += entry_bytes + name.size();
  keys_.insert(std::move(name));
  return place::newest;
}

void keys_seen::forget() {
  keys_.clear();
  bytes_ = 0;
}

} // namespace troupe::journal
