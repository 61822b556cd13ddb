// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_group.hpp"

#include "journal/reason.hpp"
#include "journal/sqlite_columns.hpp"

namespace troupe::journal {
namespace {

/// How many events one statement inserts; more gain nothing (measured).
constexpr std::size_t events_a_statement = 16;

constexpr const char* timer_values =
    "?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18";

/// Not one that `is_set_so`.
std::string set_recurring_sql() {
  return std::string{"REPLACE INTO timers SELECT "} + timer_values +
         " WHERE NOT EXISTS (SELECT 1 FROM timers WHERE id = ?1 AND recurrence = ?17 AND "
         "missed = ?18 AND event_topic = ?6 AND event_version = ?7 AND event_key = ?8 AND "
         "event_payload = ?12)";
}

std::optional<std::string_view> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>{text};
}

std::string insert_events_sql(std::size_t count) {
  std::string sql = "INSERT INTO events VALUES";
  for (std::size_t i = 0; i < count; ++i)
    sql += i == 0 ? "(?,?,?,?,?,?,?,?,?,?,?,?)" : ",(?,?,?,?,?,?,?,?,?,?,?,?)";
  return sql;
}

} // namespace

group_writer::group_writer(connection& db)
    : ledger_(db), insert_event_(db, insert_events_sql(1)),
      insert_events_(db, insert_events_sql(events_a_statement)),
      write_head_(db, "UPDATE counters SET value = ? WHERE name = 'last_sequence'"),
      insert_topic_(db, "INSERT INTO topics VALUES(?, ?, ?, ?)"),
      write_topic_(db, "UPDATE topics SET last = ?2, transient = ?3 WHERE number = ?1"),
      write_state_(db, "REPLACE INTO states VALUES(?, ?, ?)"),
      erase_state_(db, "DELETE FROM states WHERE subscription = ? AND key = ?"),
      find_parked_(db, "SELECT partition, attempts, letter FROM parked "
                       "WHERE subscription = ? AND sequence = ?"),
      insert_parked_(db, "INSERT INTO parked VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      erase_parked_(db, "DELETE FROM parked WHERE subscription = ? AND sequence = ?"),
      find_failures_(db, "SELECT failures FROM parked WHERE subscription = ? AND sequence = ?"),
      write_parked_(db, "UPDATE parked SET due = ?3, attempts = ?4, failures = ?5 "
                        "WHERE subscription = ?1 AND sequence = ?2"),
      hold_parked_(db, "UPDATE parked SET letter = ?3 WHERE subscription = ?1 AND sequence = ?2"),
      release_parked_(db,
                      "UPDATE parked SET due = 0, attempts = 0, failures = '[]', letter = NULL, "
                      "replay = 1, payload = ?3 "
                      "WHERE subscription = ?1 AND sequence = ?2"),
      find_held_(db, "SELECT subscription, sequence FROM parked WHERE letter = ?"),
      find_timer_(db, "SELECT 1 FROM timers WHERE id = ? AND event_id = ?"),
      write_timer_(db, std::string{"REPLACE INTO timers VALUES("} + timer_values + ')'),
      write_recurring_(db, set_recurring_sql()),
      erase_timer_(db, "DELETE FROM timers WHERE id = ?"),
      write_moved_(db, "REPLACE INTO counters VALUES('wall_moved', ?)"),
      find_letter_(db, "SELECT 1 FROM dead_letters WHERE id = ?"),
      insert_letter_(db, "INSERT INTO dead_letters "
                         "VALUES(?,?,?,?,?,?,?,?,?,?, ?, ?,?,?,?,?,?,?,?,?,?,?, "
                         "?,?,?,?)"),
      erase_letter_(db, "DELETE FROM dead_letters WHERE id = ?"),
      insert_audit_(db, "INSERT INTO dead_letter_audits VALUES(NULL,?,?,?,?,?,?,?,?,?,?)") {
  head_ = static_cast<sequence_number>(
      db.number("SELECT value FROM counters WHERE name = 'last_sequence'").value_or(0));
  const auto last = db.number("SELECT max(sequence) FROM events").value_or(0);
  if (db.ok() && head_ < static_cast<sequence_number>(last))
    db.fail({ec::damaged,
             "the journal holds events after its end; it was changed by hand or is damaged, put a "
             "backup in its place",
             db.file()});
  written_head_ = head_;
  last_place_ = db.number("SELECT max(place) FROM parked").value_or(0);
  statement all{db, "SELECT number, name, last, transient FROM topics"};
  while (all.step())
    topics_[all.text(1)] = {all.integer(0), all.natural(2), all.integer(3) != 0, false, false};
}

verdict group_writer::add(commit& c) {
  if (auto no = objection(c, *this))
    return {std::move(no), 0};
  apply_positions(c);
  apply_parked(c);
  apply_timers(c);
  apply_dead_letters(c);
  if (c.transient_topics)
    set_transient(*c.transient_topics);
  gather_states(c);
  gather_events(c);
  return {std::nullopt, c.events.empty() ? 0 : c.events.front().sequence};
}

void group_writer::flush() {
  write_topics();
  write_events();
  write_states();
  ledger_.flush();
  if (head_ != written_head_)
    write_head_.run(head_);
  written_head_ = head_;
}

std::optional<parked_premise> group_writer::parked(subscription_number subscription,
                                                   sequence_number sequence) {
  rows found{find_parked_, subscription, sequence};
  if (!found.next())
    return std::nullopt;
  return parked_premise{static_cast<partition_number>(found->integer(0)), found->natural(1),
                        found->id(2)};
}

bool group_writer::has_timer(const timer_firing& firing) {
  return rows{find_timer_, firing.timer, firing.event}.next();
}

bool group_writer::has_dead_letter(const uuid& id) {
  return rows{find_letter_, id}.next();
}

std::optional<held_row> group_writer::held_by(const uuid& letter) {
  rows found{find_held_, letter};
  if (!found.next())
    return std::nullopt;
  return held_row{found->integer(0), found->natural(1)};
}

void group_writer::apply_positions(const commit& c) {
  for (const auto partition : c.claims)
    ledger_.claim(c.subscription, partition, c.epoch);
  for (const auto& move : c.moves)
    ledger_.move(c.subscription, move.partition, move.to);
  if (c.settled)
    ledger_.settle(c.subscription, *c.settled);
}

void group_writer::apply_parked(const commit& c) {
  for (const auto& row : c.unparks)
    erase_parked_.run(c.subscription, row.sequence);
  for (const auto& row : c.reparks) {
    std::string failures = "[]";
    if (rows found{find_failures_, c.subscription, row.sequence}; found.next())
      failures = found->text(0);
    failures = append_attempt(std::move(failures), row.failed);
    write_parked_.run(c.subscription, row.sequence, row.due, row.expected + 1, failures);
  }
  for (const auto& row : c.holds)
    hold_parked_.run(c.subscription, row.sequence, row.letter);
  for (const auto& row : c.releases)
    release_parked_.run(c.subscription, row.sequence, row.payload);
  for (const auto& row : c.parks)
    insert_parked_.run(++last_place_, c.subscription, row.sequence, row.partition, row.key, row.due,
                       row.attempts.size(), attempts_text(row.attempts), row.letter,
                       replay_of(c, row), row.payload);
}

/// As the column holds it.
int group_writer::replay_of(const commit& c, const parked_record& row) const {
  if (!row.replay)
    return 0;
  return comes_late(row, ledger_.moved(c.subscription, row.partition)) ? 2 : 1;
}

void group_writer::apply_timers(const commit& c) {
  if (c.timer_fired)
    erase_timer_.run(c.timer_fired->timer);
  for (const auto& id : c.timers_cleared)
    erase_timer_.run(id);
  for (const auto& timer : c.timers_set)
    set(timer);
  if (c.wall_moved)
    write_moved_.run(c.wall_moved->count());
}

void group_writer::set(const timer_record& timer) {
  auto& write = timer.recurs() ? write_recurring_ : write_timer_;
  write.bind_all(timer.id, timer.due);
  auto at = bind_event(write, 2, timer.event, timer.event.topic);
  write.bind(++at, timer.owner != 0 ? std::optional{timer.owner} : std::nullopt);
  write.bind(++at, text_or_null(timer.name));
  write.bind(++at, timer.by == timer_measure::wall ? std::optional{1} : std::nullopt);
  write.bind(++at, text_or_null(timer.recurrence));
  write.bind(++at, timer.recurs() ? std::optional{name_of(timer.missed)} : std::nullopt);
  write.step();
  write.reset();
}

void group_writer::apply_dead_letters(const commit& c) {
  for (const auto& id : c.dead_letters_removed)
    erase_letter_.run(id);
  for (const auto& letter : c.dead_letters) {
    const auto failures = attempts_text(letter.attempts);
    insert_letter_.bind_all(letter.id, name_of(letter.reason), letter.service, letter.instance,
                            letter.error, letter.first_seen, letter.last_seen, failures,
                            letter.delivery_key, letter.text);
    if (letter.event) {
      insert_letter_.bind(11, letter.event->sequence);
      bind_event(insert_letter_, 11, *letter.event, letter.event->topic);
    } else {
      for (int at = 11; at <= 11 + event_columns; ++at)
        insert_letter_.bind(at, std::nullopt);
    }
    int at = 11 + event_columns;
    insert_letter_.bind(++at, letter.error_type);
    insert_letter_.bind(++at, letter.module);
    insert_letter_.bind(++at, letter.module_version);
    insert_letter_.bind(++at, letter.original);
    insert_letter_.step();
    insert_letter_.reset();
  }
  for (const auto& x : c.audits)
    insert_audit_.run(x.at, name_of(x.what), x.who, x.letter, x.service, x.topic, x.key, x.sequence,
                      x.error, x.reason);
}

void group_writer::gather_states(const commit& c) {
  for (const auto& write : c.states) {
    const state_key key{c.subscription, write.key};
    const auto [at, is_new] = state_at_.try_emplace(key, states_.size());
    if (is_new)
      states_.emplace_back(key, &write);
    else
      states_[at->second].second = &write;
  }
}

void group_writer::gather_events(commit& c) {
  for (auto& event : c.events) {
    event.sequence = ++head_;
    auto& topic = change_topic(event.topic);
    topic.last = event.sequence;
    events_.emplace_back(&event, topic.number);
  }
}

void group_writer::set_transient(const std::vector<std::string>& topics) {
  std::vector<std::string> durable;
  for (const auto& [name, topic] : topics_)
    if (topic.transient)
      durable.push_back(name);
  for (const auto& name : durable)
    change_topic(name).transient = false;
  for (const auto& name : topics)
    change_topic(name).transient = true;
}

group_writer::topic_entry& group_writer::change_topic(const std::string& name) {
  auto& found = topics_[name];
  if (found.number == 0)
    found.number = static_cast<std::int64_t>(topics_.size());
  if (!std::exchange(found.changed, true))
    changed_topics_.push_back(name);
  return found;
}

void group_writer::write_topics() {
  for (const auto& name : changed_topics_) {
    auto& topic = topics_[name];
    if (std::exchange(topic.is_new, false))
      insert_topic_.run(topic.number, name, topic.last, topic.transient);
    else
      write_topic_.run(topic.number, topic.last, topic.transient);
    topic.changed = false;
  }
  changed_topics_.clear();
}

void group_writer::write_events() {
  std::size_t next = 0;
  while (next < events_.size()) {
    const bool many = events_.size() - next >= events_a_statement;
    auto& insert = many ? insert_events_ : insert_event_;
    int at = 0;
    for (std::size_t i = 0; i < (many ? events_a_statement : 1); ++i, ++next) {
      const auto& [event, topic] = events_[next];
      insert.bind(++at, event->sequence);
      at = bind_event(insert, at, *event, topic);
    }
    insert.step();
    insert.reset();
  }
  events_.clear();
}

void group_writer::write_states() {
  for (const auto& [key, write] : states_) {
    if (write->value)
      write_state_.run(key.subscription, key.key, *write->value);
    else
      erase_state_.run(key.subscription, key.key);
  }
  states_.clear();
  state_at_.clear();
}

} // namespace troupe::journal
