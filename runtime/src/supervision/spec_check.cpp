// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/spec_check.hpp"

#include <set>

namespace troupe::supervision {

namespace {

using complaints = std::vector<spec_complaint>;

constexpr std::chrono::nanoseconds none{0};

void check_supervisor(const supervisor_spec& x, complaints& out) {
  if (x.strategy > strategy::simple_one_for_one)
    out.push_back({"invalid_strategy",
                   {},
                   "there is no such strategy; use one_for_one, one_for_all, rest_for_one or "
                   "simple_one_for_one"});
  if (x.period <= none)
    out.push_back({"invalid_period", {}, "the period must be longer than 0"});
  if (x.auto_shutdown > auto_shutdown::all)
    out.push_back(
        {"invalid_auto_shutdown", {}, "there is no such auto_shutdown; use never, any or all"});
  if (x.kill_grace < none)
    out.push_back({"invalid_kill_grace", {}, "the grace after a kill must not be negative"});
}

void check_significant(const child_spec& x, auto_shutdown of_supervisor, complaints& out) {
  if (!x.significant)
    return;
  if (of_supervisor == auto_shutdown::never)
    out.push_back({"bad_combination", x.id,
                   "a child cannot be significant while auto_shutdown is never; say any or all, or "
                   "make it not significant"});
  if (x.restart == restart_type::permanent)
    out.push_back({"bad_combination", x.id,
                   "a permanent child never stays down, so it cannot be significant; make it "
                   "transient or temporary, or not significant"});
}

} // namespace

std::string to_string(const std::vector<spec_complaint>& all) {
  std::string text;
  for (const auto& x : all) {
    if (!text.empty())
      text += '\n';
    text += x.name + ": " + (x.child.empty() ? "" : "child \"" + x.child + "\": ") + x.text;
  }
  return text;
}

complaints check_child(const child_spec& x, auto_shutdown of_supervisor) {
  complaints out;
  if (x.id.empty())
    out.push_back({"missing_id", {}, "a child has no id; give it one that its siblings lack"});
  if (x.restart > restart_type::temporary)
    out.push_back({"invalid_restart_type", x.id,
                   "there is no such restart; use permanent, transient or temporary"});
  check_significant(x, of_supervisor, out);
  if (x.type > child_type::supervisor)
    out.push_back(
        {"invalid_child_type", x.id, "there is no such type of child; use worker or supervisor"});
  const auto shutdown = shutdown_of(x);
  if (shutdown.how > shutdown_policy::way::infinity)
    out.push_back(
        {"invalid_shutdown", x.id, "there is no such shutdown; use brutal, a time or infinity"});
  else if (shutdown.time < none)
    out.push_back({"invalid_shutdown", x.id, "the time for its shutdown must not be negative"});
  if (x.start_timeout && *x.start_timeout <= none)
    out.push_back({"invalid_start_timeout", x.id, "the time for its start must be longer than 0"});
  const auto& waits = x.backoff;
  if (waits.first < none || waits.factor < 1 || waits.max < waits.first || waits.jitter < 0 ||
      waits.healthy < none)
    out.push_back({"invalid_backoff", x.id,
                   "a backoff has times that are not negative, max not below first, a factor of 1 "
                   "or more and a jitter of 0 or more"});
  return out;
}

complaints check_specs(const supervisor_spec& supervisor, const std::vector<child_spec>& children) {
  complaints out;
  check_supervisor(supervisor, out);
  std::set<std::string> ids;
  for (const auto& x : children) {
    const auto of_child = check_child(x, supervisor.auto_shutdown);
    out.insert(out.end(), of_child.begin(), of_child.end());
    if (!ids.insert(x.id).second && !x.id.empty())
      out.push_back(
          {"duplicate_child_name", x.id, "another child has this id; rename one of them"});
  }
  if (supervisor.strategy == strategy::simple_one_for_one && children.size() != 1)
    out.push_back({"bad_start_spec",
                   {},
                   "a simple_one_for_one supervisor has one spec for all of its children, not " +
                       std::to_string(children.size())});
  if (supervisor.strategy == strategy::simple_one_for_one)
    for (const auto& x : children)
      if (!x.depends_on.empty())
        out.push_back({"bad_combination", x.id,
                       "the children of a simple_one_for_one supervisor cannot depend on others; "
                       "leave depends_on out"});
  return out;
}

} // namespace troupe::supervision
