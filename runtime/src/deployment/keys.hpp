// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <span>
#include <string_view>
#include <vector>

/// Every key that a deployment may hold, in one table: the reader refuses all others, and a test
/// asks config/troupe.yaml for each of them.
namespace troupe::deploy {

enum class key_kinds {
  optional,     ///< has a default
  required,     ///< must be there
  no_default,   ///< may be missing, which means what no value means
  not_built_yet ///< refused as such
};

struct key {
  std::string_view name;
  key_kinds kind = key_kinds::optional;
};

/// The keys of one kind of map.
struct key_set {
  std::string_view of; ///< "a service"
  std::span<const key> keys;

  const key* find(std::string_view name) const;

  /// The names that may be written.
  std::vector<std::string> names() const;
};

namespace keys {

extern const key_set root;
extern const key_set journal;
extern const key_set duplicates;
extern const key_set journal_retention;
extern const key_set orphans;
extern const key_set defaults;
extern const key_set retry;
extern const key_set failure_class;
extern const key_set backoff;
extern const key_set breaker;
extern const key_set tree;
extern const key_set supervisor;
extern const key_set service;
extern const key_set topic;
extern const key_set limits;
extern const key_set dead_letters;
extern const key_set letter_retention;
extern const key_set guard;
extern const key_set check;

} // namespace keys
} // namespace troupe::deploy
