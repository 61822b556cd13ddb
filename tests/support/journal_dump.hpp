// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_columns.hpp"
#include "support/journal_values.hpp"

#include <sstream>

namespace troupe::journal::trial {

inline void put(std::ostream& out, const event_record& x) {
  out << "event " << x.sequence << ' ' << to_string(x.id) << ' '
      << x.time.time_since_epoch().count() << ' ' << x.source << ' ' << x.topic << ' ' << x.version
      << ' ' << x.key << ' ' << to_string(x.correlation) << ' ' << to_string(x.causation) << ' '
      << to_traceparent(x.way) << ' ' << x.payload.text() << ' '
      << (x.expires ? x.expires->time_since_epoch().count() : 0) << '\n';
}

inline void put(std::ostream& out, const timer_record& x) {
  out << "timer " << to_string(x.id) << ' ' << x.due.time_since_epoch().count() << ' ' << x.owner
      << ' ' << x.name << ' ' << x.recurrence << ' ' << static_cast<int>(x.missed) << ' ';
  put(out, x.event);
}

inline void put(std::ostream& out, const parked_head& x) {
  const auto& row = x.row;
  out << "parked " << row.place << ' ' << row.sequence << ' ' << int{row.partition} << ' '
      << row.key << ' ' << row.due.time_since_epoch().count() << ' ' << attempts_text(row.attempts)
      << ' ' << to_string(row.letter) << ' ' << row.replay << row.late << ' '
      << row.payload.value_or("") << ' ' << x.waiting << '\n';
}

inline void put(std::ostream& out, const dead_letter_record& x) {
  out << "letter " << to_string(x.id) << ' ' << name_of(x.reason) << ' ' << x.service << ' '
      << x.instance << ' ' << x.error << ' ' << x.first_seen.time_since_epoch().count() << ' '
      << x.last_seen.time_since_epoch().count() << ' ' << attempts_text(x.attempts) << ' '
      << x.delivery_key << ' ' << x.text << ' ' << x.holds << ' ' << x.error_type << ' ' << x.module
      << ' ' << x.module_version << ' ' << x.original.value_or("") << '\n';
  if (x.event)
    put(out, *x.event);
}

/// All that a reader shows of a journal, as text, with the states of these keys; throws where it
/// refuses something.
inline std::string dump(reader& from, const std::vector<std::string>& keys) {
  std::ostringstream out;
  event_query query;
  for (bool at_end = false; !at_end;) {
    const auto page = value_of(from.read(query));
    for (const auto& x : page.events->events)
      put(out, x);
    at_end = page.upto >= page.head || page.upto <= query.after;
    query.after = page.upto;
    out << "up to " << page.upto << " of " << page.head << '\n';
  }
  for (const auto& x : value_of(from.topics()))
    out << "topic " << x.name << ' ' << x.last << ' ' << x.transient << '\n';
  for (const auto& x : value_of(from.subscriptions())) {
    out << "subscription " << x.number << ' ' << x.name << ' ' << x.settled << ' ' << x.parked
        << ' ' << x.held << '\n';
    for (const auto& each : value_of(from.positions(x.number)))
      out << each.epoch << '/' << each.position << ' ';
    for (const auto& each : value_of(from.parked(x.number)))
      put(out, each);
    for (const auto& key : keys)
      out << "state " << key << ' ' << value_of(from.state(x.number, key)).value_or("-") << '\n';
  }
  for (const auto by : {timer_measure::steady, timer_measure::wall}) {
    timer_query all;
    all.by = by;
    for (const auto& x : value_of(from.timers(all)))
      put(out, x);
  }
  for (const auto& x : value_of(from.dead_letters({})))
    put(out, x);
  for (const auto& x : value_of(from.audits(0, 100)))
    out << "audit " << x.number << ' ' << x.at.time_since_epoch().count() << ' '
        << static_cast<int>(x.what) << ' ' << x.who << ' ' << to_string(x.letter) << ' '
        << x.service << ' ' << x.topic << ' ' << x.key << ' ' << x.sequence << ' ' << x.error << ' '
        << x.reason << '\n';
  out << "wall " << value_of(from.wall_moved()).count() << '\n';
  return out.str();
}

} // namespace troupe::journal::trial
