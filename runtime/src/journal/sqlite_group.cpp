// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_group.hpp"

#include "journal/sqlite_columns.hpp"
#include "journal/sqlite_schema.hpp"

namespace troupe::journal {
namespace {

/// How many events one statement inserts; more gain nothing (measured).
constexpr std::size_t events_a_statement = 16;

/// Not one that `is_set_so`.
std::string set_recurring_sql() {
  const auto values = values_sql(tables::timers);
  return "REPLACE INTO " + into_sql(tables::timers) + " SELECT " +
         values.substr(1, values.size() - 2) +
         " WHERE NOT EXISTS (SELECT 1 FROM timers WHERE id = ?1 AND recurrence = ?17 AND "
         "missed = ?18 AND event_topic = ?6 AND event_version = ?7 AND event_key = ?8 AND "
         "event_payload = ?12)";
}

std::string insert_events_sql(std::size_t count) {
  const auto row = row_of_values_sql(tables::events);
  auto sql = "INSERT INTO " + into_sql(tables::events) + " VALUES" + row;
  for (std::size_t i = 1; i < count; ++i)
    sql += ',' + row;
  return sql;
}

/// Changes a parked row and its CRC with it.
std::string
change_parked_sql(std::initializer_list<std::pair<std::string_view, std::string_view>> changes) {
  std::string sql = "UPDATE parked SET ";
  for (const auto& [column, value] : changes)
    sql.append(column).append(" = ").append(value).append(", ");
  return sql + "crc = " + crc_sql(tables::parked, changes) +
         " WHERE subscription = ?1 AND sequence = ?2";
}

/// Rows of `rereading` from those of another table, whose columns of the same name they have but
/// for these.
std::string remember_sql(std::initializer_list<std::pair<std::string_view, std::string_view>> but) {
  const auto sum = crc_sql(tables::rereading, but);
  const auto from = sum.find('(') + 1;
  return "REPLACE INTO " + into_sql(tables::rereading) + " SELECT " +
         sum.substr(from, sum.size() - from - 1) + ", " + sum + ' ';
}

} // namespace

group_writer::group_writer(connection& db, const duplicate_window& window)
    : ledger_(db), origins_(db, window), db_(db), insert_event_(db, insert_events_sql(1)),
      insert_events_(db, insert_events_sql(events_a_statement)),
      write_head_(db, "UPDATE counters SET value = ?2, crc = ?3 WHERE name = ?1"),
      insert_topic_(db, insert_sql(tables::topics)),
      write_topic_(db, "UPDATE topics SET last = ?3, transient = ?4, crc = ?5 WHERE number = ?1"),
      write_state_(db, replace_sql(tables::states)),
      erase_state_(db, "DELETE FROM states WHERE subscription = ? AND key = ?"),
      find_parked_(db, "SELECT partition, attempts, letter, " +
                           soundness_sql(tables::parked, format_version) +
                           ", place FROM parked WHERE subscription = ? AND sequence = ?"),
      insert_parked_(db, insert_sql(tables::parked)),
      erase_parked_(db, "DELETE FROM parked WHERE subscription = ? AND sequence = ?"),
      find_failures_(db, "SELECT failures FROM parked WHERE subscription = ? AND sequence = ?"),
      write_parked_(db, change_parked_sql({{"due", "?3"}, {"attempts", "?4"}, {"failures", "?5"}})),
      hold_parked_(db, change_parked_sql({{"letter", "?3"}})),
      release_parked_(db, change_parked_sql({{"due", "0"},
                                             {"attempts", "0"},
                                             {"failures", "'[]'"},
                                             {"letter", "NULL"},
                                             {"replay", "1"},
                                             {"payload", "?3"}})),
      find_held_(db, "SELECT subscription, sequence FROM parked WHERE letter = ?"),
      find_timer_(
          db, "SELECT owner FROM timers WHERE id = ? AND event_id = ? AND due = coalesce(?, due)"),
      write_timer_(db, replace_sql(tables::timers)), write_recurring_(db, set_recurring_sql()),
      erase_timer_(db, "DELETE FROM timers WHERE id = ?"),
      write_counter_(db, replace_sql(tables::counters)),
      find_letter_(db, "SELECT 1 FROM dead_letters WHERE id = ?"),
      insert_letter_(db, insert_sql(tables::dead_letters)),
      erase_letter_(db, "DELETE FROM dead_letters WHERE id = ?"),
      insert_audit_(db, insert_sql(tables::dead_letter_audits)) {
  statement counted{db, select_sql(tables::counters, format_version)};
  while (counted.step()) {
    check_row(db, counted, tables::counters);
    if (counted.text(0) == "last_sequence")
      head_ = counted.natural(1);
  }
  const auto last = db.number("SELECT max(sequence) FROM events").value_or(0);
  if (db.ok() && head_ < static_cast<sequence_number>(last))
    db.fail({ec::damaged,
             "the journal holds events after its end; it was changed by hand or is damaged, put a "
             "backup in its place",
             db.file()});
  written_head_ = head_;
  last_place_ = db.number("SELECT max(place) FROM parked").value_or(0);
  last_audit_ = db.number("SELECT max(number) FROM dead_letter_audits").value_or(0);
  statement all{db, select_sql(tables::topics, format_version)};
  while (all.step()) {
    check_row(db, all, tables::topics);
    topics_[all.text(1)] = {all.integer(0), all.natural(2), all.integer(3) != 0, false, false};
  }
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
  auto duplicates = take_out_duplicates(c, head_, origins_);
  gather_events(c);
  return {std::nullopt, c.events.empty() ? 0 : c.events.front().sequence, std::move(duplicates)};
}

void group_writer::flush() {
  write_topics();
  write_events();
  write_states();
  ledger_.flush();
  origins_.flush();
  if (head_ != written_head_)
    write_head_.run_row(std::string_view{"last_sequence"}, head_);
  written_head_ = head_;
}

std::optional<parked_premise> group_writer::parked(subscription_number subscription,
                                                   sequence_number sequence) {
  rows found{find_parked_, subscription, sequence};
  if (!found.next())
    return std::nullopt;
  check_row(db_, *found, tables::parked, 3, {4});
  return parked_premise{static_cast<partition_number>(found->integer(0)), found->natural(1),
                        found->id(2)};
}

bool group_writer::has_timer(const timer_firing& firing) {
  rows found{find_timer_, firing.timer, firing.event, firing.due};
  return found.next() &&
         !(firing.with_child && !found->is_null(0) && ledger_.is_orphan(found->integer(0)));
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
  if (c.paused)
    ledger_.pause(c.subscription, *c.paused, c.paused_for);
  if (c.sought)
    apply_seek(c.subscription, *c.sought, c.epoch);
  if (c.orphaned)
    ledger_.orphan(c.subscription, *c.orphaned);
  if (c.forgotten)
    forget(c.subscription);
}

sequence_number group_writer::first() {
  statement look{db_, "SELECT value FROM counters WHERE name = 'first_sequence'"};
  rows found{look};
  return found.next() ? found->natural(0) : 1;
}

std::size_t group_writer::office_rows(subscription_number subscription, sequence_number above) {
  statement count{db_, "SELECT count(*) FROM parked WHERE subscription = ? AND sequence > ? AND "
                       "(letter IS NOT NULL OR replay > 0)"};
  rows found{count, subscription, above};
  return found.next() ? found->natural(0) : 0;
}

/// Statements that are seldom needed are made when they are.
void group_writer::apply_seek(subscription_number subscription, const seek& what, epoch_number by) {
  const auto run = [this](const std::string& sql, const auto&... values) {
    statement once{db_, sql};
    once.run(values...);
  };
  if (goes_back(what)) {
    // Of those that were unhandled the last time, those that were not come to meanwhile stay so.
    run("DELETE FROM rereading WHERE subscription = ? AND letter", subscription);
    for (std::size_t p = 0; p < partition_count; ++p) {
      const auto partition = static_cast<partition_number>(p);
      const auto passed =
          std::max(ledger_.moved(subscription, partition).position, *ledger_.settled(subscription));
      run("DELETE FROM rereading WHERE subscription = ? AND partition = ? AND sequence <= ?",
          subscription, partition, passed);
    }
    run(remember_sql({{"letter", "0"}}) +
            "FROM parked WHERE subscription = ? AND sequence > ? AND reread IS NOT 1",
        subscription, what.to);
    run("DELETE FROM parked WHERE subscription = ? AND sequence > ?", subscription, what.to);
    run(remember_sql({{"subscription", "?1"},
                      {"sequence", "event_sequence"},
                      {"partition", "0"},
                      {"letter", "1"}}) +
            "FROM dead_letters WHERE service = ?2 AND event_sequence > ?3",
        subscription, ledger_.name_of(subscription), what.to);
  }
  if (what.states == seek::fates::reset) {
    forget_states(subscription);
    run("DELETE FROM states WHERE subscription = ?", subscription);
  }
  ledger_.seek(subscription, what, by);
}

void group_writer::forget(subscription_number subscription) {
  forget_states(subscription);
  ledger_.forget(subscription);
  for (const auto* sql :
       {"DELETE FROM states WHERE subscription = ?", "DELETE FROM positions WHERE subscription = ?",
        "DELETE FROM parked WHERE subscription = ?", "DELETE FROM timers WHERE owner = ?",
        "DELETE FROM rereading WHERE subscription = ?",
        "DELETE FROM subscriptions WHERE number = ?"}) {
    statement once{db_, sql};
    once.run(subscription);
  }
}

/// Those that commits before it in the group wrote.
void group_writer::forget_states(subscription_number subscription) {
  std::erase_if(states_, [=](const auto& each) { return each.first.subscription == subscription; });
  state_at_.clear();
  for (std::size_t i = 0; i < states_.size(); ++i)
    state_at_.emplace(states_[i].first, i);
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
    insert_parked_.run_row(++last_place_, c.subscription, row.sequence, row.partition, row.key,
                           row.due, row.attempts.size(), attempts_text(row.attempts), row.letter,
                           replay_of(c, row), row.payload, row.reread);
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
    write_counter_.run_row(std::string_view{"wall_moved"}, c.wall_moved->count());
}

void group_writer::set(const timer_record& timer) {
  auto& write = timer.recurs() ? write_recurring_ : write_timer_;
  row_crc sum;
  bind_timer(sum, timer);
  bind_timer(write, timer);
  write.bind(tables::timers.width() + 1, sum.value());
  write.step();
  write.reset();
}

void group_writer::apply_dead_letters(const commit& c) {
  for (const auto& id : c.dead_letters_removed)
    erase_letter_.run(id);
  for (const auto& letter : c.dead_letters) {
    const auto failures = attempts_text(letter.attempts);
    row_crc sum;
    bind_letter(sum, letter, failures);
    bind_letter(insert_letter_, letter, failures);
    insert_letter_.bind(tables::dead_letters.width() + 1, sum.value());
    insert_letter_.step();
    insert_letter_.reset();
  }
  for (const auto& x : c.audits)
    insert_audit_.run_row(++last_audit_, x.at, name_of(x.what), x.who, x.letter, x.service, x.topic,
                          x.key, x.sequence, x.error, x.reason);
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
      insert_topic_.run_row(topic.number, name, topic.last, topic.transient);
    else
      write_topic_.run_row(topic.number, name, topic.last, topic.transient);
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
      row_crc sum;
      sum.bind(1, event->sequence);
      bind_event(sum, 1, *event, topic);
      insert.bind(++at, event->sequence);
      at = bind_event(insert, at, *event, topic);
      insert.bind(++at, sum.value());
    }
    insert.step();
    insert.reset();
  }
  events_.clear();
}

void group_writer::write_states() {
  for (const auto& [key, write] : states_) {
    if (write->value)
      write_state_.run_row(key.subscription, key.key, *write->value);
    else
      erase_state_.run(key.subscription, key.key);
  }
  states_.clear();
  state_at_.clear();
}

} // namespace troupe::journal
