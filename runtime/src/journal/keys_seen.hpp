// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace troupe::journal {

/// Which keys of which topics came already, while events are looked at from the newest on: pure,
/// the same for every engine. It keeps each key once, and about so many bytes of them.
class keys_seen {
public:
  explicit keys_seen(std::size_t memory) : memory_(memory) {}

  enum class place {
    newest, ///< the first that came of its key
    older,
    untold, ///< it did not come before, and nothing more is kept; after `forget` it is newest
  };
  /// A topic is told by a word without blanks.
  place see(std::string_view topic, std::string_view key);

  void forget();

private:
  std::size_t memory_;
  std::size_t bytes_ = 0;
  std::unordered_set<std::string> keys_;
};

} // namespace troupe::journal
