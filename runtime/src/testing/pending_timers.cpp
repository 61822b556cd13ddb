// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/pending_timers.hpp"

#include "vocabulary/derived_ids.hpp"
#include "vocabulary/recurrence.hpp"

#include <algorithm>
#include <utility>

namespace troupe::testing {

void pending_timers::set(std::vector<journal::timer_record> more) {
  for (auto& each : more) {
    const auto is_set = [&](const auto& x) { return x.id == each.id; };
    const auto before = std::find_if(all_.begin(), all_.end(), is_set);
    if (before == all_.end())
      all_.push_back(std::move(each));
    else if (!journal::is_set_so(*before, each))
      *before = std::move(each);
  }
}

std::vector<std::string> pending_timers::clear(const std::vector<uuid>& ids) {
  std::vector<std::string> names;
  for (const auto& id : ids) {
    const auto at =
        std::find_if(all_.begin(), all_.end(), [&](const auto& x) { return x.id == id; });
    if (at == all_.end())
      names.push_back("one that was not set, or has come");
    else
      names.push_back(at->name.empty() ? to_string(id) : at->name);
    if (at != all_.end())
      all_.erase(at);
  }
  return names;
}

std::optional<journal::event_record> pending_timers::take(time_point upto) {
  const auto first = std::min_element(all_.begin(), all_.end(),
                                      [](const auto& a, const auto& b) { return a.due < b.due; });
  if (first == all_.end() || first->due > upto)
    return std::nullopt;
  auto event = first->event;
  event.time = first->due;
  const auto rule = recurrence::parse(first->recurrence);
  const auto next = rule ? rule->next(first->due, first->due) : std::nullopt;
  if (!next) {
    all_.erase(first);
    return event;
  }
  first->due = first->event.time = *next;
  first->event.id = first->event.correlation = following_id(event.id, *next);
  return event;
}

} // namespace troupe::testing
