// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/recorded_journal.hpp"

#include "journal/reason.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::testing {
namespace {

using kinds = incident::kinds;

template <class T>
void append(std::vector<T>& to, std::vector<T> more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

/// Letters of the commit that were not there before.
std::vector<journal::dead_letter_record> new_letters(const journal::commit& c) {
  std::vector<journal::dead_letter_record> made;
  for (const auto& each : c.dead_letters)
    if (std::find(c.dead_letters_removed.begin(), c.dead_letters_removed.end(), each.id) ==
        c.dead_letters_removed.end())
      made.push_back(each);
  return made;
}

bool stays(const journal::commit& c, journal::sequence_number sequence) {
  return std::any_of(c.parks.begin(), c.parks.end(),
                     [&](const auto& x) { return x.sequence == sequence; }) ||
         std::any_of(c.dead_letters.begin(), c.dead_letters.end(),
                     [&](const auto& x) { return x.event && x.event->sequence == sequence; });
}

} // namespace

/// What a commit does besides its events, which have no sequences yet.
chronicle recorded_journal::seen_in(const journal::commit& c) const {
  chronicle seen;
  const auto now = time_.now();
  const auto named = names_.find(c.subscription);
  const auto service = named == names_.end() ? std::string{} : named->second;
  auto& all = seen.incidents;
  for (const auto& row : c.parks) {
    if (!row.letter.is_nil() || row.replay)
      continue;
    if (row.attempts.empty())
      all.push_back({kinds::waits_behind, row.sequence, service, now});
    else
      all.push_back({kinds::failed, row.sequence, service, now, row.attempts.size(),
                     row.attempts.back().error, row.due});
  }
  for (const auto& row : c.reparks)
    all.push_back(
        {kinds::failed, row.sequence, service, now, row.expected + 1, row.failed.error, row.due});
  for (const auto& row : c.unparks)
    if (!stays(c, row.sequence))
      all.push_back({kinds::came_through, row.sequence, service, now, row.attempts + 1});
  seen.letters = new_letters(c);
  for (const auto& letter : seen.letters)
    all.push_back({kinds::dead_letter, letter.event ? letter.event->sequence : 0, letter.service,
                   now, letter.attempts.size(),
                   std::string{journal::name_of(letter.reason)} + ": " + letter.error});
  return seen;
}

result<std::vector<journal::verdict>> recorded_journal::write(std::span<journal::commit> group) {
  // Before it is written, for that takes the commits apart.
  std::vector<chronicle> seen;
  seen.reserve(group.size());
  for (const auto& each : group)
    seen.push_back(seen_in(each));
  auto written = behind_->write(group);
  if (!written)
    return written;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (!(*written)[i].accepted())
      continue;
    into_.events.insert(into_.events.end(), group[i].events.begin(), group[i].events.end());
    for (auto& each : seen[i].incidents)
      each.after = into_.events.size();
    append(into_.incidents, std::move(seen[i].incidents));
    append(into_.letters, std::move(seen[i].letters));
  }
  return written;
}

result<journal::subscription_number> recorded_journal::subscribe(std::string_view name,
                                                                 journal::sequence_number start) {
  auto number = behind_->subscribe(name, start);
  if (number)
    names_.insert_or_assign(*number, std::string{name});
  return number;
}

} // namespace troupe::testing
