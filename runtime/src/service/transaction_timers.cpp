// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/transaction.hpp"
#include "vocabulary/named_id.hpp"
#include "vocabulary/recurrence.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

/// Timers, as a handler sets and clears them.
namespace troupe {
namespace {

constexpr std::size_t longest_name = 255;

const char* call_of(const timer_setting& how) {
  static constexpr const char* calls[] = {"publish_after()", "publish_at()", "publish_every()",
                                          "publish_cron()"};
  return calls[how.when.index()];
}

std::invalid_argument cannot_set(const timer_setting& how, const std::string& why) {
  return std::invalid_argument{std::string{call_of(how)} + " cannot set timer \"" + how.name +
                               "\": " + why};
}

std::optional<recurrence> rule_of(const timer_setting& how) {
  std::optional<result<recurrence>> made;
  if (const auto* each = std::get_if<timer_setting::period>(&how.when))
    made = recurrence::every(each->length, how.options.from);
  else if (const auto* named = std::get_if<timer_setting::cron>(&how.when))
    made = recurrence::at_minutes(named->expression, named->zone, how.options.from);
  if (!made)
    return std::nullopt;
  if (how.name.empty())
    throw cannot_set(how, "what recurs needs a name, by which it is replaced and cancelled");
  if (!*made)
    throw cannot_set(how, made->failure().what);
  return **std::move(made);
}

/// Takes out the timer that has this id; false where there is none.
bool take_out(std::vector<journal::timer_record>& timers, const uuid& id) {
  return std::erase_if(timers, [&id](const auto& each) { return each.id == id; }) > 0;
}

/// How long an event is of use is counted from when it is published; until when it is, if a member
/// says it, is not moved with that.
void set_on_wall(journal::timer_record& timer, time_point when, bool expires_by_member) {
  if (timer.event.expires && !expires_by_member)
    *timer.event.expires += when - timer.event.time;
  timer.by = journal::timer_measure::wall;
  timer.due = timer.event.time = when;
}

} // namespace

uuid transaction::set_timer(timer_setting how, outgoing out) {
  touch_timers(call_of(how));
  if (how.name.size() > longest_name)
    throw cannot_set(how, "the name is longer than " + std::to_string(longest_name) + " bytes");
  const auto rule = rule_of(how);
  const auto said = out.expires;
  journal::timer_record timer;
  timer.event = make_event(std::move(out));
  const bool by_member = said && timer.event.expires == said;
  timer.owner = who_.subscription;
  timer.id = how.name.empty() ? next_id() : named_id(who_.service, how.name);
  if (rule) {
    const auto first = rule->first(around_.time.now());
    if (!first)
      throw cannot_set(how, "it would never come before the year 10000");
    set_on_wall(timer, *first, by_member);
    timer.recurrence = rule->text();
    timer.missed = how.options.missed;
    // What follows from one of its events is no part of what follows from another.
    timer.event.correlation = timer.event.id;
    timer.event.way = start_trace(timer.event.id);
  } else if (const auto* when = std::get_if<time_point>(&how.when)) {
    set_on_wall(timer, *when, by_member);
  } else {
    const auto wait = std::chrono::duration_cast<std::chrono::microseconds>(
        std::get<std::chrono::nanoseconds>(how.when));
    timer.due = around_.steady.now() + wait;
    if (by_member)
      *timer.event.expires -= wait; // All that expires is moved when the timer is due.
  }
  if (!how.name.empty())
    take_out(effects_.timers_set, timer.id);
  timer.name = std::move(how.name);
  effects_.timers_set.push_back(std::move(timer));
  return effects_.timers_set.back().id;
}

void transaction::cancel(const uuid& timer) {
  touch_timers("cancel()");
  if (!take_out(effects_.timers_set, timer))
    effects_.timers_cleared.push_back(timer);
}

void transaction::cancel(std::string_view timer) {
  touch_timers("cancel()");
  const auto id = named_id(who_.service, timer);
  take_out(effects_.timers_set, id);
  effects_.timers_cleared.push_back(id); // One that was set before may be there all the same.
}

} // namespace troupe
