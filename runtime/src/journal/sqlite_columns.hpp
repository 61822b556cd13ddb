// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"
#include "journal/sqlite_connection.hpp"

#include <string_view>

/// How records stand in columns.
namespace troupe::journal {

/// An event in the columns id, time, source, topic, version, key, correlation, causation, trace,
/// payload, expires, in this order, in every table that holds one.
inline constexpr int event_columns = 11;

/// Binds them from number `at + 1` on; gives the number of the last. The topic is a number or a
/// name.
template <class Topic>
int bind_event(statement& to, int at, const event_record& event, const Topic& topic) {
  to.bind(++at, event.id);
  to.bind(++at, event.time);
  to.bind(++at, event.source);
  to.bind(++at, topic);
  to.bind(++at, event.version);
  to.bind(++at, event.key);
  to.bind(++at, event.correlation);
  to.bind(++at, event.causation);
  to.bind(++at, event.way);
  to.bind(++at, event.payload.text());
  to.bind(++at, event.expires);
  return at;
}

/// The event whose first column is `first`, with the topic's name where the column holds it.
event_record event_at(const statement& row, int first);

/// Failed attempts as the JSON array that the schema describes.
std::string attempts_text(const std::vector<attempt_record>&);
std::string append_attempt(std::string text, const attempt_record&);
result<std::vector<attempt_record>> parse_attempts(std::string_view text);

} // namespace troupe::journal
