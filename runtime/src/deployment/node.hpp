// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "deployment/complaint.hpp"

/// A YAML document as a tree in which every value and every key knows its place.
namespace troupe::deploy {

struct member;

/// A value. Only the fields of its kind mean anything.
struct node {
  enum class kinds { null, scalar, sequence, map };

  kinds kind = kinds::null;
  place at;

  std::string text;    ///< of a scalar
  bool plain = false;  ///< written without quotes, so it may be a number or a boolean
  bool filled = false; ///< some of the text came from `${env:}` or `${file:}`
  bool broken = false; ///< was complained about, so nobody needs to complain about its kind
  bool secret = false; ///< some of the text came from `${file:}` and is never shown

  std::vector<node> items;     ///< of a sequence
  std::vector<member> members; ///< of a map, in the order of the file

  bool is_null() const { return kind == kinds::null; }
  bool is_scalar() const { return kind == kinds::scalar; }
  bool is_sequence() const { return kind == kinds::sequence; }
  bool is_map() const { return kind == kinds::map; }

  /// The member with this key, or nullptr. The pointer holds until the map changes.
  const member* find(std::string_view key) const;
  member* find(std::string_view key);
};

/// A key and its value in a map.
struct member {
  std::string key;
  place at; ///< of the key
  node value;
};

/// "'text'" for complaints: the text of a scalar shortened to a line, "the secret" for a secret, "a
/// list", "a map" or "nothing" for the rest.
std::string shown(const node& x);

/// Whether this node, or any below it, is secret.
bool holds_secret(const node& x);

} // namespace troupe::deploy
