// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reason.hpp"
#include "journal/record.hpp"
#include "journal/sqlite_connection.hpp"
#include "journal/sqlite_tables.hpp"

#include <initializer_list>
#include <string_view>

/// How records stand in columns.
namespace troupe::journal {

/// Of a row of `subscriptions`.
std::optional<pause_note> pause_note_at(const statement&);

/// An event in the columns id, time, source, topic, version, key, correlation, causation, trace,
/// payload, expires, in this order, in every table that holds one.
inline constexpr int event_columns = 11;

/// Binds them from number `at + 1` on; gives the number of the last. The topic is a number or a
/// name. `To` is a statement, or the CRC of the row.
template <class To, class Topic>
int bind_event(To& to, int at, const event_record& event, const Topic& topic) {
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

template <class To>
void bind_timer(To& to, const timer_record& timer) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string_view>{text};
  };
  to.bind(1, timer.id);
  to.bind(2, timer.due);
  int at = bind_event(to, 2, timer.event, timer.event.topic);
  to.bind(++at, timer.owner != 0 ? std::optional{timer.owner} : std::nullopt);
  to.bind(++at, text_or_null(timer.name));
  to.bind(++at, timer.by == timer_measure::wall ? std::optional{1} : std::nullopt);
  to.bind(++at, text_or_null(timer.recurrence));
  to.bind(++at, timer.recurs() ? std::optional{name_of(timer.missed)} : std::nullopt);
}

/// `failures` is `attempts_text` of the letter.
template <class To>
void bind_letter(To& to, const dead_letter_record& letter, std::string_view failures) {
  int at = 0;
  to.bind(++at, letter.id);
  to.bind(++at, name_of(letter.reason));
  to.bind(++at, letter.service);
  to.bind(++at, letter.instance);
  to.bind(++at, letter.error);
  to.bind(++at, letter.first_seen);
  to.bind(++at, letter.last_seen);
  to.bind(++at, failures);
  to.bind(++at, letter.delivery_key);
  to.bind(++at, letter.text);
  if (letter.event) {
    to.bind(++at, letter.event->sequence);
    at = bind_event(to, at, *letter.event, letter.event->topic);
  } else {
    for (int i = 0; i < 1 + event_columns; ++i)
      to.bind(++at, std::nullopt);
  }
  to.bind(++at, letter.error_type);
  to.bind(++at, letter.module);
  to.bind(++at, letter.module_version);
  to.bind(++at, letter.original);
  to.bind(++at, letter.reread);
}

/// Lets the connection fail where the row does not agree with its CRC, as its column `soundness`
/// says. The row is named by its columns `keys`.
void check_row(connection&, const statement& row, const table&, int soundness,
               std::initializer_list<int> keys);
/// Of a row that was selected by `select_sql`.
void check_row(connection&, const statement& row, const table&);

/// The event whose first column is `first`, with the topic's name where the column holds it.
event_record event_at(const statement& row, int first);

/// Failed attempts as the JSON array that the schema describes.
std::string attempts_text(const std::vector<attempt_record>&);
std::string append_attempt(std::string text, const attempt_record&);
result<std::vector<attempt_record>> parse_attempts(std::string_view text);

} // namespace troupe::journal
