// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/find_position.hpp"

#include "troupe/time.hpp"

#include <limits>

namespace troupe::journal {
namespace {

error beyond_the_end(sequence_number wanted, sequence_number head) {
  return {ec::invalid, "there is no event " + std::to_string(wanted) +
                           " yet, the journal ends at " + std::to_string(head) +
                           "; say 'now' for the events to come"};
}

result<sequence_number> find_time(reader& from, time_point when, time_point now) {
  if (when > now)
    return error{ec::invalid,
                 format_time(when) + " is still to come; say 'now' for the events to come"};
  event_query query;
  query.since = when;
  query.limit = 1;
  while (true) {
    const auto page = from.read(query);
    if (!page)
      return page.failure();
    if (!page->events->events.empty())
      return page->events->events.front().sequence - 1;
    if (page->upto >= page->head)
      return page->head;
    query.after = page->upto;
  }
}

} // namespace

error retention_took(sequence_number wanted, sequence_number first) {
  return {ec::invalid, "there is no event " + std::to_string(wanted) +
                           " any more: the retention took it, and the journal begins at " +
                           std::to_string(first) + "; say 'beginning' for all that is kept"};
}

std::optional<error> objection_to_start(sequence_number start, sequence_number head,
                                        sequence_number first) {
  if (start > head)
    return error{ec::invalid, "a subscription cannot start at " + std::to_string(start) +
                                  "; the journal ends at " + std::to_string(head)};
  if (is_before_what_is_kept(start, first))
    return retention_took(start + 1, first);
  return std::nullopt;
}

result<sequence_number> find_head(reader& from) {
  event_query nothing;
  nothing.after = std::numeric_limits<std::int64_t>::max();
  const auto page = from.read(nothing);
  if (!page)
    return page.failure();
  return page->head;
}

result<sequence_number> find_position(reader& from, const starting_point& where, time_point now) {
  using kinds = starting_point::kinds;
  if (where.kind == kinds::unsaid || where.kind == kinds::beginning)
    return sequence_number{0};
  if (where.kind == kinds::time)
    return find_time(from, where.time, now);
  const auto head = find_head(from);
  if (!head || where.kind == kinds::now)
    return head;
  if (where.sequence > *head + 1)
    return beyond_the_end(where.sequence, *head);
  const auto first = from.first();
  if (!first)
    return first;
  if (where.sequence < *first)
    return retention_took(where.sequence, *first);
  return where.sequence - 1;
}

} // namespace troupe::journal
