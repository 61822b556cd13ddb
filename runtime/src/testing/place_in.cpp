// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/place_in.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace troupe::testing {

std::optional<deploy::place> place_in(const deploy::node& x, std::string_view path) {
  std::optional<deploy::place> found;
  const auto* at = &x;
  while (!path.empty()) {
    const bool is_item = path.front() == '[';
    path.remove_prefix(1);
    const auto end = std::min(path.find_first_of(".["), path.size());
    const auto step = path.substr(0, end);
    path.remove_prefix(end);
    if (is_item) {
      std::size_t number = 0;
      std::from_chars(step.data(), step.data() + step.size(), number);
      if (number >= at->items.size())
        return found;
      at = &at->items[number];
      found = at->at;
    } else {
      const auto* m = at->find(step);
      if (m == nullptr)
        return found;
      at = &m->value;
      found = m->value.is_null() ? m->at : m->value.at;
    }
  }
  return found;
}

} // namespace troupe::testing
