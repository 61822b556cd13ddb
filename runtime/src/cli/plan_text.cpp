// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/plan_text.hpp"

#include "cli/columns.hpp"
#include "cli/output.hpp"

#include <algorithm>

namespace troupe::cli {
namespace {

using control::child_fate;
using control::value_change;

const char* verb_of(child_fate x) {
  switch (x) {
  case child_fate::started:
    return "start";
  case child_fate::stopped:
    return "stop";
  case child_fate::restarted:
    return "restart";
  case child_fate::changed:
    return "change";
  case child_fate::unchanged:
    break;
  }
  return "leave";
}

std::string text_of(const value_change& x) {
  if (x.from == "***" || x.to == "***")
    return x.key + ", where secrets are";
  return x.key + ' ' + (x.from.empty() ? "(none)" : x.from) + " -> " +
         (x.to.empty() ? "(none)" : x.to);
}

std::string text_of(const std::vector<value_change>& all) {
  std::string out;
  for (const auto& each : all)
    out += (out.empty() ? "" : "; ") + text_of(each);
  return out;
}

std::string head_of(const control::deployment_plan& x, const std::string& file) {
  const auto ran =
      x.generation == 0 ? std::string{} : " generation " + std::to_string(x.generation);
  if (x.runs)
    return x.deployment + " runs" + (ran.empty() ? "" : ", as" + ran) + "; 'troupe reload " + file +
           "' would:\n";
  return x.deployment + " does not run" + (ran.empty() ? "" : ", and ran last as" + ran) +
         "; 'troupe run " + file + "' will:\n";
}

std::size_t unchanged(const control::deployment_plan& x) {
  return static_cast<std::size_t>(
      std::count_if(x.children.begin(), x.children.end(), [](const auto& each) {
        return each.fate == child_fate::unchanged && each.kind == "service";
      }));
}

} // namespace

std::string changes_text(const std::vector<control::planned_child>& all) {
  std::size_t width = 0;
  for (const auto& each : all)
    if (each.fate != child_fate::unchanged)
      width = std::max(width, width_of(each.id));
  std::string out;
  for (const auto& each : all) {
    if (each.fate == child_fate::unchanged)
      continue;
    const auto what = each.changes.empty() ? "at " + each.path : text_of(each.changes);
    out += "  " + left(verb_of(each.fate), 7) + "  " + left(each.id, width) + "  " + what + '\n';
  }
  return out;
}

std::string subscription_changes_text(const control::deployment_plan& x) {
  std::string out;
  for (const auto& each : x.appearing)
    out += "  the subscription " + each.id +
           (each.position ? " goes on from its position, " + grouped(*each.position)
                          : " begins at: " + each.start) +
           '\n';
  for (const auto& each : x.orphaned)
    out += "  the subscription " + each.id + " is orphaned: it keeps its position, " +
           grouped(each.position) + ", its states" +
           (each.parked > 0 ? ", " + counted(each.parked, "parked delivery", "parked deliveries")
                            : "") +
           " and its timers, which are held; put back, it goes on from there\n";
  return out;
}

std::string reloaded_text(const control::deployment_plan& x) {
  const auto changed = changes_text(x.children) + subscription_changes_text(x);
  return x.deployment + " runs generation " + std::to_string(x.generation) +
         (changed.empty() ? ", in which nothing is different\n" : ":\n" + changed);
}

std::string plan_text(const control::deployment_plan& x, const std::string& file) {
  auto out = head_of(x, file) + changes_text(x.children);
  const auto still = unchanged(x);
  out += "  leave    " + counted(still, "service", "services") + " as " +
         (still == 1 ? "it is\n" : "they are\n");
  out += subscription_changes_text(x);
  if (!x.fixed.empty())
    out += x.runs ? "What cannot be changed while it runs; stop it and run it again:\n"
                  : "What changes beside:\n";
  for (const auto& each : x.fixed)
    out += "  " + text_of(each) + '\n';
  if (!x.objections.empty())
    out += x.runs ? "Why it would be refused:\n" : "Why it will be refused:\n";
  for (const auto& each : x.objections)
    out += "  " + each + '\n';
  return out;
}

} // namespace troupe::cli
