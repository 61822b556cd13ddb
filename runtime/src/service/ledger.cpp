// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/ledger.hpp"

#include <algorithm>
#include <iterator>

namespace troupe {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  if (to.empty())
    to = std::move(from);
  else
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool writes_anything(const effects& what) {
  return !(what.events.empty() && what.timers_set.empty() && what.timers_cleared.empty() &&
           what.dead_letters.empty());
}

/// What the retry policy asks of a delivery that has just failed so.
retry_policy::history history_of(const bus::item& x, const journal::attempt_record& last) {
  const auto alike = std::count_if(x.attempts.begin(), x.attempts.end(),
                                   [&](const auto& each) { return each.why == last.why; });
  const auto first = x.attempts.empty() ? last.at : x.attempts.front().at;
  return {static_cast<int>(x.attempts.size()) + 1, static_cast<int>(alike) + 1,
          std::max<std::chrono::nanoseconds>(last.at - first, {})};
}

bool holds(const std::vector<journal::sequence_number>& ascending, journal::sequence_number which) {
  return std::binary_search(ascending.begin(), ascending.end(), which);
}

journal::dead_letter_reason reason_for(failure why) {
  using journal::dead_letter_reason;
  return why == failure::reject        ? dead_letter_reason::rejected
         : why == failure::undecodable ? dead_letter_reason::undecodable
                                       : dead_letter_reason::attempts_spent;
}

} // namespace

ledger::ledger(identity who, retry_policy policy, bool holds, const positions& where,
               const std::vector<journal::parked_head>& heads, journal::rereading rereading)
    : who_(std::move(who)), policy_(std::move(policy)), holds_(holds),
      rereading_(std::move(rereading)) {
  for (std::size_t p = 0; p < where.size(); ++p) {
    positions_[p] = where[p].position;
    reread_to_[p] = where[p].reread_to;
  }
  for (const auto& head : heads)
    waiting_[head.row.key] = head.waiting;
}

ledger::course ledger::admit(const bus::item& x) const {
  if (x.transient)
    return course::handle;
  if (x.parked)
    return waits(x.key) ? course::handle : course::skip;
  if (x.event->sequence <= positions_[x.partition])
    return course::skip;
  if (x.event->sequence <= reread_to_[x.partition] && holds(rereading_.letters, x.event->sequence))
    return course::skip; // It is a dead letter, or was one when this began.
  return waits(x.key) ? course::wait_behind : course::handle;
}

bool ledger::is_reread(const bus::item& x) const {
  if (x.parked || x.transient)
    return x.replay != nullptr && x.replay->reread;
  return x.event->sequence <= reread_to_[x.partition] &&
         !holds(rereading_.unhandled, x.event->sequence);
}

bool ledger::waits(std::string_view key) const {
  return !waiting_.empty() && waiting_.count(std::string{key}) > 0;
}

void ledger::handled(const bus::item& x) {
  settle(x);
  leave(x);
}

void ledger::handled_transient(std::size_t count) {
  settled_ += count;
  word_.transient += count;
}

void ledger::handled(const bus::item& x, effects&& what,
                     std::optional<journal::state_write> state) {
  if (rereading_.muted && is_reread(x))
    what = {};
  // A transient delivery moves no position by which its owner would be compared.
  if (x.transient && (state || writes_anything(what)))
    commit_.guards.push_back(x.partition);
  add(std::move(what));
  write_state(std::move(state));
  handled(x);
}

bool ledger::failed(const bus::item& x, failure why, said what, const moment& when) {
  return attempted(
      x, {when.now, who_.instance, std::move(what.error), why, std::move(what.error_type)}, false,
      when, what.asked);
}

bool ledger::charged(const bus::item& x, charge what, const moment& when) {
  charged_.push_back(x.event->sequence);
  return attempted(x, {what.when, std::move(what.instance), std::move(what.text), what.why},
                   what.is_last, when);
}

void ledger::expired(const bus::item& x, std::string error, const moment& when) {
  settle(x);
  bury(x, journal::dead_letter_reason::expired, std::move(error),
       {x.attempts.begin(), x.attempts.end()}, when);
}

bool ledger::attempted(const bus::item& x, journal::attempt_record attempt, bool is_over,
                       const moment& when, std::optional<std::chrono::nanoseconds> asked) {
  settle(x);
  if (x.transient)
    return false;
  const auto why = attempt.why;
  const auto so_far = history_of(x, attempt);
  if (is_over || policy_.is_last(why, so_far)) {
    std::vector<journal::attempt_record> all{x.attempts.begin(), x.attempts.end()};
    auto error = attempt.error;
    all.push_back(std::move(attempt));
    bury(x, reason_for(why), std::move(error), std::move(all), when);
    return true;
  }
  const auto due = when.now + std::chrono::duration_cast<std::chrono::microseconds>(
                                  policy_.wait_after(why, so_far, when.random01, asked));
  const auto how = x.parked ? bus::parked_change::kind::reparked : bus::parked_change::kind::parked;
  word_.changes.push_back({how, std::string{x.key}, x.partition, x.event->sequence, due});
  if (x.parked)
    commit_.reparks.push_back({x.event->sequence, x.attempts.size(), due, std::move(attempt)});
  else
    park(x, due, {std::move(attempt)});
  return false;
}

void ledger::bury(const bus::item& x, journal::dead_letter_reason reason, std::string error,
                  std::vector<journal::attempt_record> attempts, const moment& when) {
  journal::dead_letter_record letter;
  letter.id = when.dead_letter_id;
  letter.reason = reason;
  letter.service = who_.service;
  letter.instance = who_.instance;
  letter.error = std::move(error);
  if (!attempts.empty() && reason != journal::dead_letter_reason::expired)
    letter.error_type = attempts.back().error_type;
  letter.module = who_.module;
  letter.module_version = who_.module_version;
  letter.first_seen = attempts.empty() ? when.now : attempts.front().at;
  letter.last_seen = when.now;
  letter.attempts = std::move(attempts);
  letter.event = *x.event;
  letter.delivery_key = x.key;
  letter.reread = is_reread(x);
  if (x.replay)
    letter.original = x.replay->original;
  commit_.dead_letters.push_back(std::move(letter));
  if (holds_)
    hold(x, when.dead_letter_id);
  else
    leave(x);
}

/// It stays in the way of its key, or comes to stand there.
void ledger::hold(const bus::item& x, const uuid& letter) {
  if (x.parked)
    commit_.holds.push_back({x.event->sequence, x.attempts.size(), letter});
  else
    park(x, time_point{}, {}, letter);
  word_.changes.push_back(
      {bus::parked_change::kind::held, std::string{x.key}, x.partition, x.event->sequence, {}});
}

void ledger::unparked_beside(const std::string& key) {
  ++settled_;
  forget_row(key);
  word_.changes.push_back({bus::parked_change::kind::unparked, key, bus::partition_of(key), 0, {}});
}

void ledger::forget_row(const std::string& key) {
  const auto left = waiting_.find(key);
  if (left != waiting_.end() && --left->second == 0)
    waiting_.erase(left);
}

void ledger::wait_behind(const bus::item& x) {
  settle(x);
  park(x, time_point{}, {});
}

void ledger::park(const bus::item& x, time_point due, std::vector<journal::attempt_record> attempts,
                  const uuid& letter) {
  std::string key{x.key};
  ++waiting_[key];
  commit_.parks.push_back(
      {0, x.event->sequence, x.partition, std::move(key), due, std::move(attempts), letter});
  commit_.parks.back().reread = is_reread(x);
}

void ledger::skipped(const bus::item& x) {
  ++settled_;
  ++(x.transient ? word_.transient : word_.taken);
}

void ledger::brought_in(effects&& what, std::optional<journal::state_write> state) {
  ++settled_;
  commit_.guards.push_back(0);
  add(std::move(what));
  write_state(std::move(state));
}

void ledger::started(effects&& what, journal::partition_number owned) {
  ++settled_;
  commit_.guards.push_back(owned);
  add(std::move(what));
}

/// Every delivery counts once in what is acknowledged; a fresh one moves its partition's position.
void ledger::settle(const bus::item& x) {
  skipped(x);
  if (x.parked || x.transient)
    return;
  auto& position = positions_[x.partition];
  auto& index = move_of_[x.partition];
  if (index == 0) {
    commit_.moves.push_back({x.partition, position, x.event->sequence});
    index = commit_.moves.size();
  } else {
    commit_.moves[index - 1].to = x.event->sequence;
  }
  position = x.event->sequence;
}

void ledger::add(effects&& what) {
  for (auto& each : what.brought) {
    each.event += commit_.events.size();
    commit_.brought.push_back(std::move(each));
  }
  append(commit_.events, std::move(what.events));
  // In a commit they are cleared before they are set.
  for (const auto& id : what.timers_cleared)
    std::erase_if(commit_.timers_set, [&id](const auto& each) { return each.id == id; });
  append(commit_.timers_set, std::move(what.timers_set));
  append(commit_.timers_cleared, std::move(what.timers_cleared));
  append(commit_.dead_letters, std::move(what.dead_letters));
  append(transient_, std::move(what.transient));
}

void ledger::write_state(std::optional<journal::state_write> state) {
  if (!state)
    return;
  const auto [known, is_new] = state_of_.try_emplace(state->key, commit_.states.size());
  if (is_new)
    commit_.states.push_back(std::move(*state));
  else
    commit_.states[known->second].value = std::move(state->value);
}

/// Where it was parked, its row goes.
void ledger::leave(const bus::item& x) {
  if (!x.parked)
    return;
  commit_.unparks.push_back({x.event->sequence, x.attempts.size()});
  std::string key{x.key};
  forget_row(key);
  word_.changes.push_back(
      {bus::parked_change::kind::left, std::move(key), x.partition, x.event->sequence, {}});
}

bool ledger::empty() const {
  return settled_ == 0;
}

ledger::taken ledger::take() {
  taken out;
  out.commit = std::move(commit_);
  out.commit.subscription = who_.subscription;
  out.commit.epoch = who_.epoch;
  out.word = word_;
  out.transient = std::move(transient_);
  out.charged = std::move(charged_);
  const auto& c = out.commit;
  out.changes_anything =
      !(c.moves.empty() && c.events.empty() && c.states.empty() && c.parks.empty() &&
        c.unparks.empty() && c.reparks.empty() && c.holds.empty() && c.timers_set.empty() &&
        c.timers_cleared.empty() && c.dead_letters.empty());
  commit_ = {};
  move_of_ = {};
  state_of_.clear();
  transient_.clear();
  charged_.clear();
  word_.changes.clear(); // The counts go on: an acknowledgement is cumulative.
  settled_ = 0;
  return out;
}

} // namespace troupe
