// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_columns.hpp"

#include "journal/reason.hpp"

#include <boost/json.hpp>

namespace troupe::journal {
namespace {

namespace json = boost::json;

error malformed() {
  return {ec::damaged, "the failed attempts of a delivery are not in their form; the journal was "
                       "changed by hand or is damaged, put a backup in its place"};
}

std::string text_of(const attempt_record& attempt) {
  json::object text{{"at", attempt.at.time_since_epoch().count()},
                    {"instance", attempt.instance},
                    {"error", attempt.error}};
  if (attempt.why != failure::unsaid)
    text.emplace("class", name_of(attempt.why));
  if (!attempt.error_type.empty())
    text.emplace("type", attempt.error_type);
  return json::serialize(text);
}

std::optional<attempt_record> attempt_of(const json::value& value) {
  const auto* object = value.if_object();
  const auto* at = object ? object->if_contains("at") : nullptr;
  const auto* instance = object ? object->if_contains("instance") : nullptr;
  const auto* said = object ? object->if_contains("error") : nullptr;
  const auto* why = object ? object->if_contains("class") : nullptr;
  const auto* type = object ? object->if_contains("type") : nullptr;
  if (!at || !at->is_int64() || !instance || !instance->is_string() || !said ||
      !said->is_string() || (why && !why->is_string()) || (type && !type->is_string()))
    return std::nullopt;
  const auto text = [](const json::value& x) {
    return std::string(x.get_string().data(), x.get_string().size());
  };
  return attempt_record{time_point{std::chrono::microseconds{at->get_int64()}}, text(*instance),
                        text(*said), why ? failure_named(why->get_string()) : failure::unsaid,
                        type ? text(*type) : std::string{}};
}

error unsound(const std::string& table, const std::string& row, const std::string& file) {
  return {ec::damaged,
          "row " + row + " of the table " + table +
              " does not agree with its CRC; the journal is damaged or was changed by hand. "
              "`troupe journal verify` names all such rows; put a backup in its place",
          file};
}

} // namespace

void check_row(connection& db, const statement& row, const table& of, int soundness,
               std::initializer_list<int> keys) {
  if (row.integer(soundness) != 0)
    return;
  std::string name;
  for (const int key : keys)
    name += (name.empty() ? "" : " / ") + row.shown(key);
  db.fail(unsound(std::string{of.name}, name, db.file()));
}

void check_row(connection& db, const statement& row, const table& of) {
  if (of.keys == 2)
    check_row(db, row, of, of.width(), {0, 1});
  else
    check_row(db, row, of, of.width(), {0});
}

event_record event_at(const statement& row, int first) {
  event_record event;
  event.id = row.id(first);
  event.time = row.time(first + 1);
  event.source = row.text(first + 2);
  event.topic = row.text(first + 3);
  event.version = static_cast<std::uint32_t>(row.integer(first + 4));
  event.key = row.text(first + 5);
  event.correlation = row.id(first + 6);
  event.causation = row.id(first + 7);
  event.way = row.way(first + 8);
  event.payload = row.view(first + 9);
  if (!row.is_null(first + 10))
    event.expires = row.time(first + 10);
  return event;
}

std::string attempts_text(const std::vector<attempt_record>& attempts) {
  std::string text = "[]";
  for (const auto& attempt : attempts)
    text = append_attempt(std::move(text), attempt);
  return text;
}

std::string append_attempt(std::string text, const attempt_record& attempt) {
  text.pop_back();
  if (text.size() > 1)
    text += ',';
  return text + text_of(attempt) + ']';
}

std::optional<pause_note> pause_note_at(const statement& row) {
  if (row.is_null(5))
    return std::nullopt;
  return pause_note{row.time(5), row.text(6)};
}

result<std::vector<attempt_record>> parse_attempts(std::string_view text) {
  json::parse_options lenient;
  lenient.allow_invalid_utf8 = true; // an error's text is whatever a handler threw
  json::error_code failed;
  const auto value = json::parse(text, failed, {}, lenient);
  if (failed || !value.is_array())
    return malformed();
  std::vector<attempt_record> attempts;
  for (const auto& element : value.get_array()) {
    auto attempt = attempt_of(element);
    if (!attempt)
      return malformed();
    attempts.push_back(std::move(*attempt));
  }
  return attempts;
}

} // namespace troupe::journal
