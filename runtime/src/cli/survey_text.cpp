// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/survey_text.hpp"

#include "cli/columns.hpp"
#include "cli/output.hpp"
#include "vocabulary/size_text.hpp"

#include <algorithm>

namespace troupe::cli {
namespace {

std::string owner_text(const std::optional<std::int64_t>& owner) {
  if (!owner)
    return "nobody has it open for writing";
  return *owner == 0 ? "a process has it open for writing"
                     : "process " + std::to_string(*owner) + " has it open for writing";
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
  return grouped(count) + ' ' + (count == 1 ? one : many);
}

std::string heading(const journal::survey& x) {
  auto text = x.path + ": format " + std::to_string(x.format) + ", " + size_text(x.bytes) +
              ", of which " + size_text(x.free_bytes) + " are free; log " + size_text(x.log_bytes) +
              "; sync " + x.sync + '\n' + owner_text(x.owner) + '\n';
  if (x.events == 0)
    text += x.head == 0 ? "no events" : "no events; the last was " + grouped(x.head);
  else
    text +=
        counted(x.events, "event", "events") + ", " + grouped(x.first) + " to " + grouped(x.head);
  return text + "; " + counted(x.dead_letters, "dead letter", "dead letters") + "; " +
         counted(x.timers, "timer", "timers") + '\n';
}

template <class All>
std::size_t longest_name(const All& all, std::size_t least) {
  for (const auto& each : all)
    least = std::max(least, width_of(each.name));
  return least;
}

std::string topics_table(const std::vector<journal::topic_survey>& all) {
  const auto width = longest_name(all, 5);
  auto text = '\n' + left("topic", width) + "      events       bytes        last\n";
  for (const auto& x : all)
    text += left(x.name, width) + right(grouped(x.events), 12) + right(size_text(x.bytes), 12) +
            right(grouped(x.last), 12) + (x.transient ? "  transient" : "") + '\n';
  return text;
}

std::string subscriptions_table(const std::vector<journal::subscription_survey>& all) {
  const auto width = longest_name(all, 12);
  auto text = '\n' + left("subscription", width) + "     settled  parked    held      states\n";
  for (const auto& x : all)
    text += left(x.name, width) + right(grouped(x.settled), 12) + right(grouped(x.parked), 8) +
            right(grouped(x.held), 8) + right(grouped(x.states), 12) + '\n';
  return text;
}

} // namespace

std::string survey_text(const journal::survey& x) {
  auto text = heading(x);
  if (!x.topics.empty())
    text += topics_table(x.topics);
  if (!x.subscriptions.empty())
    text += subscriptions_table(x.subscriptions);
  return text;
}

} // namespace troupe::cli
