// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_columns.hpp"
#include "journal/sqlite_reader.hpp"
#include "journal/sqlite_schema.hpp"

#include <algorithm>

// Pages of events. There is no index by topic, time or key: a scan filters millions of rows a
// second, and an index would cost every append.

namespace troupe::journal {
namespace {

/// A page ends when this many events were looked at, found or not, so that no call takes long.
constexpr sequence_number scan_max = 50'000;

/// And when it holds this much text, so that memory stays bounded whatever the events hold.
constexpr std::size_t bytes_max = 8 << 20;

constexpr std::size_t statements_max = 32;

} // namespace

void sqlite_reader::load_topics() {
  for (rows found{topics_}; next(found, tables::topics);)
    topic_names_.try_emplace(found->integer(0), found->text(1));
}

std::optional<std::string> sqlite_reader::topic_list(const event_query& query) const {
  if (query.topics.empty())
    return std::nullopt;
  std::string list;
  for (const auto& [number, name] : topic_names_) {
    const auto matches = [&topic = name](const pattern& p) { return p.matches(topic); };
    if (std::any_of(query.topics.begin(), query.topics.end(), matches))
      list += (list.empty() ? "" : ",") + std::to_string(number);
  }
  return list;
}

statement& sqlite_reader::events_query(const event_query& query,
                                       const std::optional<std::string>& list) {
  std::string sql = select_sql(tables::events, format_);
  // Without it the planner may prefer the range of sequences, which is the whole journal.
  if (query.correlation)
    sql += "INDEXED BY events_by_correlation ";
  sql += "WHERE sequence > ?1 AND sequence <= ?2";
  if (query.key)
    sql += " AND key = ?3";
  if (query.correlation)
    sql += " AND correlation = ?4";
  if (query.since)
    sql += " AND time >= ?5";
  if (list)
    sql += " AND topic IN (" + *list + ")";
  sql += " ORDER BY sequence LIMIT ?6";
  if (event_queries_.size() >= statements_max && !event_queries_.contains(sql))
    event_queries_.clear();
  return event_queries_.try_emplace(sql, *db_, sql).first->second;
}

std::uint64_t sqlite_reader::counter(std::string_view name, std::uint64_t otherwise) {
  for (rows counted{counters_}; next(counted, tables::counters);)
    if (counted->view(0) == name)
      return counted->natural(1);
  return otherwise;
}

result<sequence_number> sqlite_reader::first() {
  return checked(counter("first_sequence", 1));
}

result<std::uint64_t> sqlite_reader::compacted() {
  return checked(counter("compacted", 0));
}

result<page> sqlite_reader::read(const event_query& query) {
  auto found = std::make_shared<batch>();
  const auto limit = std::max<std::size_t>(query.limit, 1);
  begin_.run();
  page made{found, 0, head()};
  load_topics();
  const auto list = topic_list(query);
  made.upto = made.head;
  if (query.after < made.head && (!list || !list->empty())) {
    if (!query.correlation)
      made.upto = std::min(made.head, query.after + scan_max);
    std::size_t bytes = 0;
    rows events{events_query(query, list), query.after, made.upto, query.key,
                query.correlation,         query.since, limit};
    while (next(events, tables::events)) {
      auto& event = found->events.emplace_back(event_at(*events, 1));
      event.sequence = events->natural(0);
      event.topic = topic_names_[events->integer(4)];
      bytes += event.payload.size();
      if (found->events.size() == limit || bytes >= bytes_max) {
        made.upto = event.sequence;
        break;
      }
    }
  }
  end_.run();
  return checked(std::move(made));
}

} // namespace troupe::journal
