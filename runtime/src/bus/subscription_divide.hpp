// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/subscription.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace troupe::bus {

/// Each instance's part of a list, as far as it is wanted.
template <class Wanted, class To>
void subscription::divide(const items_ptr& all, Wanted is_wanted, To to) const {
  std::vector<item_list> parts(lanes_.size());
  for (const auto& x : all->items)
    if (is_wanted(x))
      parts[instance_of(x.partition)].items.push_back(x);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].items.empty())
      continue;
    mark_alike(parts[i].items);
    parts[i].owner = all;
    parts[i].bytes = all->bytes * parts[i].items.size() / all->items.size();
    to(i, portion{std::make_shared<const item_list>(std::move(parts[i]))});
  }
}

} // namespace troupe::bus
