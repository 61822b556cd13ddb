// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_reader.hpp"

#include "journal/reason.hpp"
#include "journal/sqlite_columns.hpp"
#include "journal/sqlite_schema.hpp"

#include <algorithm>
#include <tuple>

namespace troupe::journal {
namespace {

/// Most readers use a few of their statements, and every service has a reader.
constexpr auto later = preparing::at_first_use;

/// Whether a letter holds its key, as one more column.
constexpr const char* letter_holds = "EXISTS(SELECT 1 FROM parked WHERE letter = dead_letters.id)";

/// How many rows wait, and how many of them for a dead letter that holds their key.
std::string subscriptions_sql(std::int64_t format) {
  const std::string waiting = "(SELECT count(*) FROM parked WHERE subscription = number";
  return "SELECT " + columns_sql(tables::subscriptions, format) + ", " +
         soundness_sql(tables::subscriptions, format) + ", " + waiting + ")" +
         (format < 3 ? ", 0"
                     : ", " + waiting +
                           " AND key IN (SELECT key FROM parked WHERE letter IS NOT NULL "
                           "AND subscription = number))") +
         (format < 4 ? ", 0"
                     : ", (SELECT max(reread_to) FROM positions WHERE subscription = number)") +
         " FROM subscriptions ORDER BY number";
}

/// The other columns are those of the row with the least place.
std::string heads_of_keys_sql(std::int64_t format, const char* where) {
  return "SELECT " + columns_sql(tables::parked, format) + ", " +
         soundness_sql(tables::parked, format) + ", min(place), count(*) FROM parked " + where;
}

/// Of the one key only as many rows as are looked at: a million may wait behind a dead letter, and
/// this is read for each of them.
std::string head_of_key_sql(std::int64_t format) {
  return "SELECT " + columns_sql(tables::parked, format) + ", " +
         soundness_sql(tables::parked, format) +
         ", place, 1 + EXISTS(SELECT 1 FROM parked AS next WHERE next.subscription = ?1"
         " AND next.key = ?2 AND next.place > parked.place)"
         " FROM parked WHERE subscription = ?1 AND key = ?2 ORDER BY place LIMIT 1";
}

std::string letters_sql(std::int64_t format) {
  return "SELECT " + columns_sql(tables::dead_letters, format) + ", " +
         soundness_sql(tables::dead_letters, format) + ", " + (format < 3 ? "0" : letter_holds) +
         " FROM dead_letters ";
}

/// What a query of dead letters narrows, but its topics, which are patterns; in this order bound.
constexpr const char* letters_where =
    "WHERE (?1 IS NULL OR service = ?1) AND (?2 IS NULL OR reason = ?2) AND "
    "(?3 IS NULL OR id = ?3) AND (?4 IS NULL OR delivery_key = ?4) AND "
    "(?5 IS NULL OR last_seen >= ?5) AND (?6 IS NULL OR last_seen < ?6) ";

constexpr int letter_topic = 14; ///< the column

bool is_wanted(const std::vector<pattern>& topics, const statement& row, int column) {
  if (topics.empty())
    return true;
  const auto topic = row.text(column);
  return std::any_of(topics.begin(), topics.end(),
                     [&](const pattern& p) { return p.matches(topic); });
}

std::optional<std::string_view> reason_of(const dead_letter_query& query) {
  return query.reason ? std::optional{name_of(*query.reason)} : std::nullopt;
}

/// What a file of an older format has not, a reader takes for nothing.
std::int64_t format_of(connection& db) {
  return db.number("PRAGMA user_version").value_or(0);
}

/// A timer of the table `timers` is not held: its owner, in this column, has a child.
std::string fires_sql(const std::string& owner) {
  return "(" + owner + " IS NULL OR " + owner +
         " NOT IN (SELECT CAST(substr(name, 10) AS INTEGER) FROM counters WHERE name BETWEEN "
         "'orphaned.' AND 'orphaned/'))";
}

/// The recurring ones are looked for by an index of their own, so that those that come once are not
/// looked at.
std::string timers_sql(std::int64_t format, bool recurring) {
  const auto column = [format](const char* name) {
    return std::string{format < 3 ? "NULL" : name};
  };
  return select_sql(tables::timers, format) + "WHERE " +
         (recurring ? column("recurrence") + " IS NOT NULL AND (?1 IS NULL OR ?1 = 1)"
                    : column("on_wall") + " IS ?1") +
         " AND due <= ?2 AND (due, id) > (?3, coalesce(?4, x'')) AND (?5 IS NULL OR " +
         column("owner") + " = ?5) AND (?7 OR " + fires_sql(column("owner")) +
         ") ORDER BY due, id LIMIT ?6";
}

timer_record timer_at(const statement& row) {
  timer_record timer;
  timer.id = row.id(0);
  timer.due = row.time(1);
  timer.event = event_at(row, 2);
  if (!row.is_null(13))
    timer.owner = row.integer(13);
  timer.name = row.text(14);
  timer.by = row.is_null(15) ? timer_measure::steady : timer_measure::wall;
  timer.recurrence = row.text(16);
  timer.missed = missed_named(row.text(17));
  return timer;
}

dead_letter_record letter_at(const statement& row, connection& db) {
  check_row(db, row, tables::dead_letters);
  dead_letter_record letter;
  letter.id = row.id(0);
  letter.reason = reason_named(row.text(1)).value_or(dead_letter_reason::unhandled);
  letter.service = row.text(2);
  letter.instance = row.text(3);
  letter.error = row.text(4);
  letter.first_seen = row.time(5);
  letter.last_seen = row.time(6);
  if (auto attempts = parse_attempts(row.text(7)))
    letter.attempts = std::move(*attempts);
  else
    db.fail(attempts.failure());
  letter.delivery_key = row.text(8);
  letter.text = row.text(9);
  if (!row.is_null(10)) {
    letter.event = event_at(row, 11);
    letter.event->sequence = row.natural(10);
  }
  letter.error_type = row.text(22);
  letter.module = row.text(23);
  letter.module_version = row.text(24);
  if (!row.is_null(25))
    letter.original = row.text(25);
  letter.reread = row.integer(26) != 0;
  letter.holds = row.integer(tables::dead_letters.width() + 1) != 0;
  return letter;
}

} // namespace

sqlite_reader::sqlite_reader(std::unique_ptr<connection> db)
    : db_(std::move(db)), format_(format_of(*db_)), begin_(*db_, "BEGIN", later),
      end_(*db_, "END", later),
      head_(*db_, select_sql(tables::counters, format_) + "WHERE name = 'last_sequence'"),
      event_(*db_,
             "SELECT " + columns_sql(tables::events, format_, "e.") + ", " +
                 soundness_sql(tables::events, format_, "e.") +
                 ", t.name FROM events e JOIN topics t ON t.number = e.topic WHERE e.sequence = ?",
             later),
      state_(*db_, select_sql(tables::states, format_) + "WHERE subscription = ? AND key = ?",
             later),
      settled_(*db_, select_sql(tables::subscriptions, format_) + "WHERE number = ?", later),
      positions_(*db_, select_sql(tables::positions, format_) + "WHERE subscription = ?", later),
      subscriptions_(*db_, subscriptions_sql(format_), later),
      topics_(*db_, select_sql(tables::topics, format_) + "ORDER BY name", later),
      parked_(*db_,
              heads_of_keys_sql(format_, "WHERE subscription = ? GROUP BY key ORDER BY min(place)"),
              later),
      parked_key_(*db_, head_of_key_sql(format_), later),
      timers_(*db_, timers_sql(format_, false), later),
      next_timer_(
          *db_, "SELECT min(due) FROM timers" + (format_ < 3 ? "" : " WHERE " + fires_sql("owner")),
          later),
      timer_count_(*db_, "SELECT count(*) FROM timers", later),
      letters_(*db_,
               letters_sql(format_) + letters_where + "AND (?7 IS NULL OR id > ?7) ORDER BY id",
               later),
      letter_count_(*db_, "SELECT count(*) FROM dead_letters", later),
      letter_counts_(*db_, "SELECT service, count(*) FROM dead_letters GROUP BY service", later),
      letter_kinds_(*db_,
                    std::string{"SELECT service, reason, error, event_topic, count(*), "
                                "min(first_seen), max(last_seen) FROM dead_letters "} +
                        letters_where + "GROUP BY 1, 2, 3, 4 ORDER BY 1, 3",
                    later),
      letter_weights_(
          *db_,
          std::string{"SELECT id, last_seen, 200 + length(error) + length(failures) + length(text) "
                      "+ coalesce(length(event_payload), 0) FROM dead_letters "} +
              (format_ < 3 ? "" : std::string{"WHERE NOT "} + letter_holds) + " ORDER BY id",
          later),
      audits_(*db_,
              select_sql(tables::dead_letter_audits, format_) +
                  "WHERE number > ? ORDER BY number LIMIT ?",
              later),
      recurring_timers_(*db_, timers_sql(format_, true), later),
      wall_moved_(*db_, select_sql(tables::counters, format_) + "WHERE name = 'wall_moved'", later),
      rereading_(
          *db_, select_sql(tables::rereading, format_) + "WHERE subscription = ? ORDER BY sequence",
          later),
      counters_(*db_, select_sql(tables::counters, format_), later) {}

std::optional<error> sqlite_reader::take_failure() {
  auto failure = db_->failure();
  if (failure) {
    db_->roll_back();
    db_->recover();
  }
  return failure;
}

/// The next row, where there is one that agrees with its CRC.
bool sqlite_reader::next(rows& found, const table& of) {
  if (!found.next())
    return false;
  check_row(*db_, *found, of);
  return db_->ok();
}

sequence_number sqlite_reader::head() {
  rows found{head_};
  return next(found, tables::counters) ? found->natural(1) : 0;
}

result<std::optional<event_record>> sqlite_reader::event(sequence_number sequence) {
  std::optional<event_record> event;
  if (rows found{event_, sequence}; next(found, tables::events)) {
    event = event_at(*found, 1);
    event->topic = found->text(tables::events.width() + 1);
    event->sequence = sequence;
  }
  return checked(std::move(event));
}

result<std::optional<std::string>> sqlite_reader::state(subscription_number subscription,
                                                        const std::string& key) {
  std::optional<std::string> value;
  if (rows found{state_, subscription, key}; next(found, tables::states))
    value = found->text(2);
  return checked(std::move(value));
}

result<std::array<partition_position, partition_count>>
sqlite_reader::positions(subscription_number subscription) {
  std::array<partition_position, partition_count> all{};
  std::optional<sequence_number> settled;
  begin_.run();
  if (rows found{settled_, subscription}; next(found, tables::subscriptions))
    settled = found->natural(2);
  for (rows found{positions_, subscription}; next(found, tables::positions);)
    if (const auto partition = found->natural(1); partition < partition_count)
      all[partition] = {found->natural(2), found->natural(3), found->natural(4)};
  end_.run();
  if (db_->ok() && !settled)
    return error{ec::not_found,
                 "there is no subscription " + std::to_string(subscription) + " in the journal"};
  for (auto& partition : all)
    partition.position = std::max(partition.position, settled.value_or(0));
  return checked(all);
}

result<std::vector<topic_record>> sqlite_reader::topics() {
  std::vector<topic_record> all;
  for (rows found{topics_}; next(found, tables::topics);)
    all.push_back({found->text(1), found->natural(2), found->integer(3) != 0});
  return checked(std::move(all));
}

parked_head sqlite_reader::parked_at(const statement& row) {
  check_row(*db_, row, tables::parked);
  parked_head head;
  head.row.place = row.integer(0);
  head.row.sequence = row.natural(2);
  head.row.partition = static_cast<partition_number>(row.integer(3));
  head.row.key = row.text(4);
  head.row.due = row.time(5);
  if (auto attempts = parse_attempts(row.text(7)))
    head.row.attempts = std::move(*attempts);
  else
    db_->fail(attempts.failure());
  head.row.letter = row.id(8);
  head.row.replay = row.integer(9) > 0;
  head.row.late = row.integer(9) == 2;
  if (!row.is_null(10))
    head.row.payload = row.text(10);
  head.row.reread = row.integer(11) != 0;
  head.waiting = row.natural(tables::parked.width() + 2);
  return head;
}

result<std::vector<parked_head>> sqlite_reader::parked(subscription_number subscription) {
  std::vector<parked_head> all;
  for (rows found{parked_, subscription}; found.next();)
    all.push_back(parked_at(*found));
  return checked(std::move(all));
}

result<std::optional<parked_head>> sqlite_reader::parked(subscription_number subscription,
                                                         const std::string& key) {
  std::optional<parked_head> head;
  if (rows found{parked_key_, subscription, key}; found.next())
    head = parked_at(*found);
  return checked(std::move(head));
}

result<std::vector<timer_record>> sqlite_reader::timers(const timer_query& query) {
  const auto by = query.by == timer_measure::wall ? std::optional{1} : std::nullopt;
  const auto after = query.after.value_or(timer_place{time_point::min(), {}});
  std::vector<timer_record> all;
  for (rows found{query.recurring ? recurring_timers_ : timers_, by, query.until, after.due,
                  after.id, query.owner, query.limit, query.held};
       next(found, tables::timers);)
    all.push_back(timer_at(*found));
  return checked(std::move(all));
}

result<std::optional<time_point>> sqlite_reader::next_timer() {
  std::optional<time_point> due;
  if (rows found{next_timer_}; found.next() && !found->is_null(0))
    due = found->time(0);
  return checked(due);
}

result<std::chrono::microseconds> sqlite_reader::wall_moved() {
  rows found{wall_moved_};
  return checked(std::chrono::microseconds{next(found, tables::counters) ? found->integer(1) : 0});
}

result<std::size_t> sqlite_reader::timer_count() {
  rows found{timer_count_};
  return checked<std::size_t>(found.next() ? found->natural(0) : 0);
}

result<std::vector<dead_letter_record>>
sqlite_reader::dead_letters(const dead_letter_query& query) {
  std::vector<dead_letter_record> all;
  rows found{letters_,  query.service, reason_of(query), query.id,
             query.key, query.since,   query.before,     query.after};
  while (all.size() < query.limit && found.next())
    if (is_wanted(query.topics, *found, letter_topic))
      all.push_back(letter_at(*found, *db_));
  return checked(std::move(all));
}

result<std::vector<dead_letter_kind>>
sqlite_reader::dead_letter_kinds(const dead_letter_query& query) {
  using what = std::tuple<std::string, dead_letter_reason, std::string>;
  std::map<what, dead_letter_kind> all;
  for (rows found{letter_kinds_, query.service, reason_of(query), query.id, query.key, query.since,
                  query.before};
       found.next();) {
    if (!is_wanted(query.topics, *found, 3))
      continue;
    const auto reason = reason_named(found->text(1)).value_or(dead_letter_reason::unhandled);
    const auto [at, is_new] = all.try_emplace({found->text(0), reason, found->text(2)});
    auto& kind = at->second;
    if (is_new)
      kind = {found->text(0), reason, found->text(2), 0, found->time(5), found->time(6)};
    kind.count += found->natural(4);
    kind.first_seen = std::min(kind.first_seen, found->time(5));
    kind.last_seen = std::max(kind.last_seen, found->time(6));
  }
  std::vector<dead_letter_kind> kinds;
  for (auto& [key, kind] : all)
    kinds.push_back(std::move(kind));
  return checked(std::move(kinds));
}

result<std::vector<dead_letter_weight>> sqlite_reader::dead_letter_weights() {
  std::vector<dead_letter_weight> all;
  for (rows found{letter_weights_}; found.next();)
    all.push_back({found->id(0), found->time(1), found->natural(2)});
  return checked(std::move(all));
}

result<std::vector<audit_record>> sqlite_reader::audits(std::int64_t after, std::size_t limit) {
  std::vector<audit_record> all;
  if (format_ < 3)
    return all; // A file of an older format has no such trail.
  for (rows found{audits_, after, limit}; next(found, tables::dead_letter_audits);)
    all.push_back({found->integer(0), found->time(1),
                   deed_named(found->text(2)).value_or(letter_deed::dropped), found->text(3),
                   found->id(4), found->text(5), found->text(6), found->text(7), found->natural(8),
                   found->text(9), found->text(10)});
  return checked(std::move(all));
}

result<std::size_t> sqlite_reader::dead_letter_count() {
  rows found{letter_count_};
  return checked<std::size_t>(found.next() ? found->natural(0) : 0);
}

result<std::map<std::string, std::size_t>> sqlite_reader::dead_letter_counts() {
  std::map<std::string, std::size_t> all;
  for (rows found{letter_counts_}; found.next();)
    all.emplace(found->text(0), found->natural(1));
  return checked(std::move(all));
}

} // namespace troupe::journal
