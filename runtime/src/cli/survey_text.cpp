// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/survey_text.hpp"

#include "cli/columns.hpp"
#include "cli/output.hpp"
#include "cli/subscription_text.hpp"
#include "cli/table.hpp"
#include "vocabulary/size_text.hpp"

namespace troupe::cli {
namespace {

std::string owner_text(const std::optional<std::int64_t>& owner) {
  if (!owner)
    return "nobody has it open for writing";
  return *owner == 0 ? "a process has it open for writing"
                     : "process " + std::to_string(*owner) + " has it open for writing";
}

std::string heading(const journal::survey& x) {
  auto text = x.path + ": format " + std::to_string(x.format) + ", " + size_text(x.bytes) +
              ", of which " + size_text(x.free_bytes) + " are free; log " + size_text(x.log_bytes) +
              (x.sync.empty() ? "" : "; sync " + x.sync) + '\n' + owner_text(x.owner) + '\n';
  if (x.events == 0)
    text += x.head == 0 ? "no events" : "no events; the last was " + grouped(x.head);
  else
    text += counted(x.events, "event", "events") + ", " + grouped(x.first) + " to " +
            grouped(x.head) +
            (x.compacted > 0 ? ", without " + grouped(x.compacted) + " that were compacted" : "");
  return text + "; " + counted(x.dead_letters, "dead letter", "dead letters") + "; " +
         counted(x.timers, "timer", "timers") + '\n';
}

std::string topics_table(const std::vector<journal::topic_survey>& all) {
  table made{1, {"topic", "events", "bytes", "last", ""}};
  for (const auto& x : all)
    made.add({x.name, grouped(x.events), size_text(x.bytes), grouped(x.last),
              x.transient ? "transient" : ""});
  return '\n' + made.text();
}

/// Of one that does not go on; else nothing.
std::string state_of(const journal::subscription_survey& x) {
  std::string out = x.orphaned_since ? "has no child since " + to_the_second(*x.orphaned_since)
                    : x.paused       ? "is paused"
                                     : "";
  if (x.paused && !x.orphaned_since)
    out += pause_text(control::pause_view{x.paused_since, x.paused_why});
  if (x.holds_events > 0)
    out += "; it holds back up to " + counted(x.holds_events, "event", "events") +
           " of all topics, about " + size_text(x.holds_bytes);
  if (x.lost_from > 0)
    out += "; the retention took events before it, from " + grouped(x.lost_from) + " on";
  return out;
}

std::string subscriptions_table(const std::vector<journal::subscription_survey>& all) {
  table made{1, {"subscription", "settled", "parked", "held", "states"}};
  for (const auto& x : all)
    made.add({x.name, grouped(x.settled), grouped(x.parked), grouped(x.held), grouped(x.states)});
  auto out = '\n' + made.text();
  for (const auto& x : all)
    if (const auto state = state_of(x); !state.empty())
      out += x.name + ' ' + state + '\n';
  return out;
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
