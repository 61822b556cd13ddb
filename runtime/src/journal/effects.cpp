// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/effects.hpp"

#include <boost/pfr/core.hpp>

#include <concepts>

// Over all members that there are, so that one which is added later is never forgotten here, and
// with it its sync.

namespace troupe::journal {
namespace {

template <class T>
bool says_something(const std::vector<T>& x) {
  return !x.empty();
}

template <class T>
bool says_something(const std::optional<T>& x) {
  return x.has_value();
}

bool says_something(bool x) {
  return x;
}

/// They say whose commit it is.
template <std::integral T>
requires(!std::same_as<T, bool>) bool says_something(T) {
  return false;
}

} // namespace

bool has_effects(const commit& c) {
  bool found = false;
  boost::pfr::for_each_field(c, [&](const auto& member) {
    const void* at = &member;
    if (at != &c.claims && at != &c.settled)
      found = found || says_something(member);
  });
  return found;
}

} // namespace troupe::journal
