// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/engine.hpp"
#include "support/journal_engines.hpp"

#include <cstring>
#include <initializer_list>
#include <span>

/// Values for tests of the journal, told apart by a number, and a short way to write commits.
namespace troupe::journal::trial {

inline uuid id(std::uint64_t n) {
  uuid made;
  made.bytes[0] = 1;
  for (std::size_t i = 0; i < 8; ++i)
    made.bytes[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  return made;
}

inline time_point at(std::int64_t seconds) {
  return time_point{std::chrono::seconds{1'800'000'000 + seconds}};
}

inline event_record event(std::uint64_t n, std::string topic = "orders.placed",
                          std::string key = "k") {
  event_record made;
  made.id = id(n);
  made.time = at(static_cast<std::int64_t>(n));
  made.source = "intake";
  made.topic = std::move(topic);
  made.version = 3;
  made.key = std::move(key);
  made.correlation = id(1000 + n);
  made.causation = n % 2 ? id(2000 + n) : uuid{};
  if (n % 3)
    made.way = start_trace(made.id);
  made.payload = R"({"n":)" + std::to_string(n) + "}";
  return made;
}

inline attempt_record attempt(int n) {
  return {at(n), "payment/1", "gateway \"timeout\"\n" + std::to_string(n)};
}

inline parked_record parked_row(sequence_number sequence, std::string key, int attempts,
                                partition_number partition = 0) {
  parked_record made;
  made.sequence = sequence;
  made.partition = partition;
  made.key = std::move(key);
  made.due = at(static_cast<std::int64_t>(sequence) * 10);
  for (int n = 1; n <= attempts; ++n)
    made.attempts.push_back(attempt(n));
  return made;
}

inline timer_record timer(std::uint64_t n, std::int64_t due) {
  return {id(n), at(due), event(n, "orders.expired")};
}

inline dead_letter_record dead_letter(std::uint64_t n, std::string service = "payment") {
  dead_letter_record made;
  made.id = id(n);
  made.reason = dead_letter_reason::attempts_spent;
  made.service = std::move(service);
  made.instance = made.service + "/1";
  made.error = "gateway timeout";
  made.first_seen = at(1);
  made.last_seen = at(2);
  made.attempts = {attempt(1), attempt(2)};
  made.event = event(n);
  made.event->sequence = n;
  made.delivery_key = "k";
  return made;
}

/// A commit, in one expression.
class build {
public:
  build() = default;
  explicit build(subscription_number subscription, epoch_number epoch = 0) {
    commit_.subscription = subscription;
    commit_.epoch = epoch;
  }

  build& events(std::vector<event_record> x) { return add(commit_.events, std::move(x)); }
  build& event(event_record x) { return events({std::move(x)}); }
  build& bring(event_record x, std::string id) {
    commit_.brought.push_back({commit_.events.size(), std::move(id)});
    return event(std::move(x));
  }
  build& move(partition_number p, sequence_number expected, sequence_number to) {
    return add(commit_.moves, {{p, expected, to}});
  }
  build& guard(partition_number p) { return add(commit_.guards, {p}); }
  build& claim(partition_number p) { return add(commit_.claims, {p}); }
  build& state(std::string key, std::optional<std::string> value) {
    return add(commit_.states, {{std::move(key), std::move(value)}});
  }
  build& park(parked_record x) { return add(commit_.parks, {std::move(x)}); }
  build& take(sequence_number sequence, std::size_t attempts) {
    return add(commit_.unparks, {{sequence, attempts}});
  }
  build& again(sequence_number sequence, std::size_t expected, time_point due,
               attempt_record failed) {
    return add(commit_.reparks, {{sequence, expected, due, std::move(failed)}});
  }
  build& hold(sequence_number sequence, std::size_t attempts, uuid letter) {
    return add(commit_.holds, {{sequence, attempts, letter}});
  }
  build& release(sequence_number sequence, uuid letter) {
    return add(commit_.releases, {{sequence, letter}});
  }
  build& set(timer_record x) { return add(commit_.timers_set, {std::move(x)}); }
  build& clear(uuid x) { return add(commit_.timers_cleared, {x}); }
  build& fire(uuid x) {
    commit_.timer_fired = {x, x}; // As `timer` makes them.
    return *this;
  }
  build& letter(dead_letter_record x) { return add(commit_.dead_letters, {std::move(x)}); }
  build& audit(audit_record x) { return add(commit_.audits, {std::move(x)}); }
  build& remove(uuid x) { return add(commit_.dead_letters_removed, {x}); }
  build& settle(sequence_number upto) {
    commit_.settled = upto;
    return *this;
  }

  operator commit() const { return commit_; }

private:
  template <class T>
  build& add(std::vector<T>& to, std::vector<T> more) {
    for (auto& x : more)
      to.push_back(std::move(x));
    return *this;
  }

  commit commit_;
};

inline std::vector<verdict> write(engine& to, std::vector<commit> group) {
  return value_of(to.write(group));
}

inline verdict write_one(engine& to, commit c) {
  return write(to, {std::move(c)}).front();
}

/// What a test stands on: where the journal refuses it, the test has failed.
inline void set_up_all(engine& to, std::vector<commit> group) {
  for (const auto& each : write(to, std::move(group)))
    if (!each.accepted())
      throw std::runtime_error("refused in a set-up: " + to_string(*each.failure));
}

inline void set_up(engine& to, commit c) {
  set_up_all(to, {std::move(c)});
}

/// So many events of one topic, one key and consecutive numbers.
inline commit some_events(std::uint64_t first, std::uint64_t count,
                          const std::string& topic = "orders.placed") {
  commit made;
  for (std::uint64_t n = first; n < first + count; ++n)
    made.events.push_back(event(n, topic));
  return made;
}

inline std::vector<sequence_number> sequences(const page& of) {
  std::vector<sequence_number> found;
  for (const auto& x : of.events->events)
    found.push_back(x.sequence);
  return found;
}

/// Sequences of all events that the query finds, page by page; fails where a page does not advance.
inline std::vector<sequence_number> all_sequences(reader& from, event_query query) {
  std::vector<sequence_number> found;
  while (true) {
    const auto page = value_of(from.read(query));
    for (const auto sequence : sequences(page))
      found.push_back(sequence);
    if (page.upto == page.head)
      return found;
    if (page.upto <= query.after)
      throw std::runtime_error("a page did not advance");
    query.after = page.upto;
  }
}

/// Compacts to the end, in however many steps, and calls `meanwhile` between them.
template <class Meanwhile>
compacted compact(engine& of, compact_request what, Meanwhile meanwhile) {
  std::optional<compacted> told;
  const auto work = value_of(of.compact(std::move(what), [&](const compacted& x) { told = x; }));
  while (!value_of(work->step()))
    meanwhile();
  if (!told)
    throw std::runtime_error("nobody was told what became of the compaction");
  return *told;
}
inline compacted compact(engine& of, compact_request what) {
  return compact(of, std::move(what), [] {});
}

inline pattern topics(std::string_view text) {
  return value_of(pattern::parse(text));
}

} // namespace troupe::journal::trial
