// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_tables.hpp"

#include <algorithm>
#include <functional>

namespace troupe::journal {
namespace {

constexpr column counter_columns[] = {{"name"}, {"value"}};
constexpr column topic_columns[] = {{"number"}, {"name"}, {"last"}, {"transient", 2}};
constexpr column event_columns[] = {{"sequence"},  {"id"},      {"time"},    {"source"},
                                    {"topic"},     {"version"}, {"key"},     {"correlation"},
                                    {"causation"}, {"trace"},   {"payload"}, {"expires", 3}};
constexpr column subscription_columns[] = {{"number"},       {"name"},     {"settled"},
                                           {"paused", 4},    {"muted", 4}, {"paused_since", 5},
                                           {"paused_why", 5}};
constexpr column position_columns[] = {
    {"subscription"}, {"partition"}, {"epoch"}, {"position"}, {"reread_to", 4}};
constexpr column state_columns[] = {{"subscription"}, {"key"}, {"value"}};
constexpr column parked_columns[] = {
    {"place"},    {"subscription"}, {"sequence"},  {"partition"}, {"key"},        {"due"},
    {"attempts"}, {"failures"},     {"letter", 3}, {"replay", 3}, {"payload", 3}, {"reread", 4}};
constexpr column rereading_columns[] = {
    {"subscription", 4}, {"sequence", 4}, {"partition", 4}, {"letter", 4}};
constexpr column timer_columns[] = {{"id"},
                                    {"due"},
                                    {"event_id"},
                                    {"event_time"},
                                    {"event_source"},
                                    {"event_topic"},
                                    {"event_version"},
                                    {"event_key"},
                                    {"event_correlation"},
                                    {"event_causation"},
                                    {"event_trace"},
                                    {"event_payload"},
                                    {"event_expires", 3},
                                    {"owner", 3},
                                    {"name", 3},
                                    {"on_wall", 3},
                                    {"recurrence", 3},
                                    {"missed", 3}};
constexpr column letter_columns[] = {{"id"},
                                     {"reason"},
                                     {"service"},
                                     {"instance"},
                                     {"error"},
                                     {"first_seen"},
                                     {"last_seen"},
                                     {"failures"},
                                     {"delivery_key"},
                                     {"text"},
                                     {"event_sequence"},
                                     {"event_id"},
                                     {"event_time"},
                                     {"event_source"},
                                     {"event_topic"},
                                     {"event_version"},
                                     {"event_key"},
                                     {"event_correlation"},
                                     {"event_causation"},
                                     {"event_trace"},
                                     {"event_payload"},
                                     {"event_expires", 3},
                                     {"error_type", 3},
                                     {"module", 3},
                                     {"module_version", 3},
                                     {"original", 3},
                                     {"reread", 4}};
constexpr column audit_columns[] = {{"number"},   {"at"},      {"what"},  {"who"},
                                    {"letter"},   {"service"}, {"topic"}, {"key"},
                                    {"sequence"}, {"error"},   {"reason"}};

constexpr column origin_columns[] = {{"number"}, {"hash"}, {"source"},
                                     {"id"},     {"time"}, {"sequence"}};

std::string joined(const table& of, const std::function<std::string(const column&)>& each) {
  std::string made;
  for (const auto& x : of.columns)
    made += (made.empty() ? "" : ", ") + each(x);
  return made;
}

} // namespace

namespace tables {

constexpr table counters{"counters", counter_columns};
constexpr table topics{"topics", topic_columns};
constexpr table events{"events", event_columns};
constexpr table subscriptions{"subscriptions", subscription_columns};
constexpr table positions{"positions", position_columns, 2};
constexpr table states{"states", state_columns, 2};
constexpr table parked{"parked", parked_columns};
constexpr table timers{"timers", timer_columns};
constexpr table dead_letters{"dead_letters", letter_columns};
constexpr table dead_letter_audits{"dead_letter_audits", audit_columns, 1, 3};
constexpr table origins{"origins", origin_columns, 1, 4};
constexpr table rereading{"rereading", rereading_columns, 2, 4};

} // namespace tables

std::span<const table* const> all_tables() {
  using namespace tables;
  static constexpr const table* all[] = {
      &counters, &topics, &events,       &subscriptions,      &positions, &states,
      &parked,   &timers, &dead_letters, &dead_letter_audits, &origins,   &rereading};
  return all;
}

std::string columns_sql(const table& of, std::int64_t format, const std::string& prefix) {
  return joined(of, [&](const column& x) {
    return x.since <= format ? prefix + std::string{x.name} : "NULL";
  });
}

std::string soundness_sql(const table& of, std::int64_t format, const std::string& prefix) {
  // A column that the format has not is NULL, and that adds nothing to the CRC.
  return format < crc_since ? "1"
                            : prefix + "crc IS row_crc(" + columns_sql(of, format, prefix) + ')';
}

std::string select_sql(const table& of, std::int64_t format) {
  return "SELECT " + columns_sql(of, format) + ", " + soundness_sql(of, format) + " FROM " +
         std::string{of.name} + ' ';
}

std::string into_sql(const table& of) {
  return std::string{of.name} + '(' +
         joined(of, [](const column& x) { return std::string{x.name}; }) + ", crc)";
}

std::string values_sql(const table& of) {
  int number = 0;
  const auto all = joined(of, [&](const column&) { return '?' + std::to_string(++number); });
  return '(' + all + ", ?" + std::to_string(number + 1) + ')';
}

std::string row_of_values_sql(const table& of) {
  return '(' + joined(of, [](const column&) { return std::string{"?"}; }) + ", ?)";
}

std::string insert_sql(const table& of) {
  return "INSERT INTO " + into_sql(of) + " VALUES" + values_sql(of);
}

std::string replace_sql(const table& of) {
  return "REPLACE INTO " + into_sql(of) + " VALUES" + values_sql(of);
}

std::string crc_sql(const table& of,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> but,
                    const std::string& prefix) {
  return "row_crc(" +
         joined(of,
                [&](const column& x) {
                  const auto at = std::find_if(but.begin(), but.end(), [&](const auto& each) {
                    return each.first == x.name;
                  });
                  return at == but.end() ? prefix + std::string{x.name} : std::string{at->second};
                }) +
         ')';
}

} // namespace troupe::journal
