// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/report_book.hpp"

#include "troupe/duration.hpp"
#include "troupe/supervision_events.hpp"

#include <utility>

namespace troupe::supervision {
namespace {

reports::ends end_of(exit_class how) {
  switch (how) {
  case exit_class::normal:
    return reports::ends::normal;
  case exit_class::shutdown:
    return reports::ends::shutdown;
  case exit_class::killed:
    return reports::ends::killed;
  case exit_class::delivery_crash:
    return reports::ends::delivery_crash;
  case exit_class::error:
    break;
  }
  return reports::ends::error;
}

reports::restarts restart_of(restart_type x) {
  switch (x) {
  case restart_type::transient:
    return reports::restarts::transient;
  case restart_type::temporary:
    return reports::restarts::temporary;
  case restart_type::permanent:
    break;
  }
  return reports::restarts::permanent;
}

std::string text_of(const shutdown_policy& x) {
  switch (x.how) {
  case shutdown_policy::way::brutal:
    return "brutal";
  case shutdown_policy::way::infinity:
    return "infinity";
  case shutdown_policy::way::time:
    break;
  }
  return format_duration(x.time);
}

reports::offender offender_of(const known_child& x) {
  return {x.id,
          x.instance,
          restart_of(x.spec.restart),
          text_of(shutdown_of(x.spec)),
          x.spec.type == child_type::supervisor ? reports::kinds::supervisor
                                                : reports::kinds::worker,
          x.spec.significant};
}

const execution::crash* crash_of(const cause_chain& causes) {
  return causes.empty() ? nullptr : causes.front().crash.get();
}

std::string reason_of(const cause_chain& causes) {
  return causes.empty() ? std::string{} : causes.back().reason;
}

/// What all reports of a failure tell.
template <class Event>
void tell_failure(Event& into, const cause_chain& causes) {
  into.reason = reason_of(causes);
  for (const auto& x : causes)
    into.causes.push_back({x.path, x.reason});
  const auto* crash = crash_of(causes);
  if (!crash)
    return;
  auto& told = into.exception.emplace();
  told.type = crash->exception;
  told.text = crash->text;
  if (crash->event.is_nil())
    return;
  told.event = crash->event;
  told.sequence = crash->sequence;
  told.attempt = crash->attempt;
  told.topic = crash->topic;
  told.key = crash->key;
  told.traceparent = crash->way;
}

template <class Event>
Event about(const known_child& who, const cause_chain& causes) {
  Event made;
  made.supervisor = who.supervisor;
  made.child = who.path;
  made.offender = offender_of(who);
  tell_failure(made, causes);
  return made;
}

/// It was stopped as its spec says.
bool stopped_well(const known_child& who, exit_class how) {
  if (how == exit_class::shutdown)
    return true;
  if (shutdown_of(who.spec).how == shutdown_policy::way::brutal)
    return how == exit_class::killed;
  return how == exit_class::normal && who.spec.restart != restart_type::permanent;
}

bool is_quiet(const execution::crash* crash) {
  return crash && follows_from_a_report(crash->correlation);
}

} // namespace

// Version 8 of a UUID is for whoever makes it; those of all other events are of version 7.
uuid report_correlation(uuid id) noexcept {
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x80);
  return id;
}

bool follows_from_a_report(const uuid& correlation) noexcept {
  return correlation.bytes[6] >> 4 == 8;
}

template <class Event>
std::optional<report> report_book::pass(Event what, const execution::crash* crash, bool urgent,
                                        std::chrono::nanoseconds now) {
  if (!limit_.lets_through(urgent, now))
    return std::nullopt;
  what.held_back = limit_.take_held_back();
  report made{encode(std::move(what))};
  if (crash) {
    made.causation = crash->event;
    made.way = crash->way;
  }
  return made;
}

/// Its restart, if there is one, is held back too.
void report_book::hold_back(const known_child& who) {
  limit_.hold_back();
  if (who.spec.restart != restart_type::temporary)
    quiet_.insert(who.path);
}

std::optional<report> report_book::child_ended(const known_child& who, const exit_info& how,
                                               end_stage when, std::chrono::nanoseconds now) {
  if (when == end_stage::abandoned)
    return std::nullopt; // Its leaving behind was reported.
  const auto* crash = crash_of(how.causes);
  if (when != end_stage::stopping)
    last_is_quiet_ = is_quiet(crash);
  if (last_is_quiet_) {
    hold_back(who);
    return std::nullopt;
  }
  quiet_.erase(who.path);
  if (when == end_stage::starting)
    return pass(about<reports::child_start_failed>(who, how.causes), crash, true, now);
  if (when == end_stage::stopping) {
    if (stopped_well(who, how.how))
      return std::nullopt;
    auto made = about<reports::child_stop_failed>(who, how.causes);
    made.how = end_of(how.how);
    return pass(std::move(made), crash, true, now);
  }
  if (is_clean(how.how) && who.spec.restart != restart_type::permanent)
    return std::nullopt;
  auto made = about<reports::child_ended>(who, how.causes);
  made.how = end_of(how.how);
  return pass(std::move(made), crash, false, now);
}

std::optional<report> report_book::child_restarted(const known_child& who,
                                                   std::chrono::nanoseconds downtime,
                                                   std::chrono::nanoseconds now) {
  if (quiet_.erase(who.path) > 0) {
    limit_.hold_back();
    return std::nullopt;
  }
  reports::child_restarted made;
  made.supervisor = who.supervisor;
  made.child = who.path;
  made.down_us = std::chrono::duration_cast<std::chrono::microseconds>(downtime).count();
  made.offender = offender_of(who);
  return pass(std::move(made), nullptr, false, now);
}

std::optional<report> report_book::child_abandoned(const known_child& who,
                                                   std::chrono::nanoseconds now) {
  if (last_is_quiet_) {
    hold_back(who);
    return std::nullopt;
  }
  reports::child_abandoned made;
  made.supervisor = who.supervisor;
  made.child = who.path;
  made.offender = offender_of(who);
  return pass(std::move(made), nullptr, true, now);
}

std::optional<report> report_book::gave_up(const std::string& path, const supervisor_end& why,
                                           const known_child& who, std::chrono::nanoseconds now) {
  // A failed start was reported when it happened.
  if (why.why != end_reason::escalated)
    return std::nullopt;
  const auto* crash = crash_of(why.causes);
  if (is_quiet(crash)) {
    limit_.hold_back();
    return std::nullopt;
  }
  reports::gave_up made;
  made.supervisor = path;
  made.offender = offender_of(who);
  tell_failure(made, why.causes);
  return pass(std::move(made), crash, true, now);
}

} // namespace troupe::supervision
