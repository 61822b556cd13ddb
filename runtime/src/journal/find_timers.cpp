// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/find_timers.hpp"

namespace troupe::journal {
namespace {

result<void> look_among(reader& from, timer_query query, const std::set<uuid>& ids,
                        std::map<uuid, timer_record>& into) {
  while (into.size() < ids.size()) {
    auto page = from.timers(query);
    if (!page)
      return std::move(page).failure();
    for (auto& timer : *page)
      if (ids.contains(timer.id))
        into.emplace(timer.id, timer);
    if (page->size() < query.limit)
      return {};
    query.after = timer_place{page->back().due, page->back().id};
  }
  return {};
}

} // namespace

result<std::map<uuid, timer_record>> find_timers(reader& from, const std::set<uuid>& ids) {
  std::map<uuid, timer_record> found;
  for (const auto by : {timer_measure::steady, timer_measure::wall})
    if (auto looked = look_among(from, {.by = by}, ids, found); !looked)
      return std::move(looked).failure();
  return found;
}

} // namespace troupe::journal
