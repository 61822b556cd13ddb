// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace commerce {

/// A set of ids of any length that keeps 128 bits of each, so that a million takes some 30 MB.
///
/// Two different ids are taken for one with a chance of 1 to 10^26 in a million: never, in
/// practice. It lives in memory only, so the hashes may change between builds.
class id_set {
public:
  /// Returns false if the id is there already.
  bool insert(std::string_view id) { return marks_.insert(mark_of(id)).second; }
  bool contains(std::string_view id) const { return marks_.contains(mark_of(id)); }
  std::size_t size() const { return marks_.size(); }

private:
  struct mark {
    std::uint64_t first;
    std::uint64_t second;
    friend bool operator==(const mark&, const mark&) = default;
  };
  struct mark_hash {
    using is_avalanching = void;
    std::size_t operator()(const mark& x) const { return x.first; }
  };
  static mark mark_of(std::string_view id);

  boost::unordered_flat_set<mark, mark_hash> marks_;
};

} // namespace commerce
