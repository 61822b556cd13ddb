// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/writer.hpp"

#include <algorithm>
#include <iterator>

namespace troupe::journal {
namespace {

bool is_note(const commit& c) {
  return c.settled && c.guards.empty() && c.moves.empty() && c.events.empty() && c.states.empty() &&
         c.parks.empty() && c.unparks.empty() && c.reparks.empty() && c.timers_set.empty() &&
         c.timers_cleared.empty() && !c.timer_fired && c.dead_letters.empty() &&
         c.dead_letters_removed.empty() && c.claims.empty();
}

commit note(subscription_number subscription, sequence_number settled) {
  commit made;
  made.subscription = subscription;
  made.settled = settled;
  return made;
}

} // namespace

writer::writer(engine& storage, writer_listener& listener, std::size_t group_max)
    : engine_(storage), listener_(listener), group_max_(std::max<std::size_t>(group_max, 1)) {}

writer::~writer() {
  const verdict stopped{error{ec::stopped, "the journal is closed; the commit was not written"}, 0};
  for (auto& x : waiting_)
    if (x.then)
      x.then(stopped);
}

void writer::submit(commit what, completion then) {
  {
    const std::lock_guard held{mutex_};
    waiting_.push_back({std::move(what), std::move(then)});
  }
  something_.notify_one();
}

void writer::submit(std::vector<std::pair<commit, completion>> many) {
  {
    const std::lock_guard held{mutex_};
    for (auto& [what, then] : many)
      waiting_.push_back({std::move(what), std::move(then)});
  }
  something_.notify_one();
}

void writer::inspect(std::function<void(const standing&)> ask) {
  {
    const std::lock_guard held{mutex_};
    inspections_.push_back(std::move(ask));
  }
  something_.notify_one();
}

bool writer::wait() {
  std::unique_lock held{mutex_};
  const auto something = [this] { return !waiting_.empty() || !inspections_.empty(); };
  something_.wait(held, [&] { return stopped_ || something(); });
  return something();
}

void writer::stop() {
  {
    const std::lock_guard held{mutex_};
    stopped_ = true;
  }
  something_.notify_all();
}

bool writer::step() {
  std::vector<pending> group;
  std::vector<inspection> asked;
  {
    const std::lock_guard held{mutex_};
    group = take_group();
    asked.swap(inspections_);
  }
  if (group.empty() && asked.empty())
    return false;
  if (std::all_of(group.begin(), group.end(), [](const pending& x) { return is_note(x.what); }))
    for (auto& x : group)
      remember(std::move(x));
  else
    write(std::move(group));
  answer(asked);
  return true;
}

std::vector<writer::pending> writer::take_group() {
  std::size_t events = 0;
  auto end = waiting_.begin();
  for (std::size_t commits = 0;
       end != waiting_.end() && commits < group_max_ && events < group_max_; ++commits, ++end)
    events += end->what.events.size();
  std::vector<pending> group{std::make_move_iterator(waiting_.begin()),
                             std::make_move_iterator(end)};
  waiting_.erase(waiting_.begin(), end);
  return group;
}

void writer::remember(pending x) {
  if (!failure_) {
    auto& settled = notes_[x.what.subscription];
    settled = std::max(settled, *x.what.settled);
  }
  if (x.then)
    x.then({failure_, 0});
}

/// The group's commits, after the notes that were remembered before them.
std::vector<commit> writer::with_notes(std::vector<pending>& group) {
  std::vector<commit> commits;
  commits.reserve(notes_.size() + group.size());
  for (const auto& [subscription, settled] : notes_)
    commits.push_back(note(subscription, settled));
  for (auto& x : group)
    commits.push_back(std::move(x.what));
  return commits;
}

void writer::write(std::vector<pending> group) {
  const auto notes = notes_.size();
  auto commits = with_notes(group);
  auto written = failure_ ? result<std::vector<verdict>>{*failure_} : engine_.write(commits);
  if (!written) {
    fail(std::move(written).failure());
    for (auto& x : group)
      if (x.then)
        x.then({failure_, 0});
    return;
  }
  notes_.clear();
  announce(commits, *written);
  for (std::size_t i = 0; i < group.size(); ++i)
    if (group[i].then)
      group[i].then((*written)[notes + i]);
}

void writer::announce(std::span<commit> commits, const std::vector<verdict>& verdicts) {
  auto made = std::make_shared<batch>();
  std::optional<time_point> earliest;
  for (std::size_t i = 0; i < commits.size(); ++i) {
    if (!verdicts[i].accepted())
      continue;
    std::move(commits[i].events.begin(), commits[i].events.end(), std::back_inserter(made->events));
    for (const auto& timer : commits[i].timers_set)
      earliest = std::min(earliest.value_or(timer.due), timer.due);
  }
  if (!made->events.empty())
    listener_.committed(made);
  if (earliest)
    listener_.timers_set(*earliest);
}

void writer::fail(error failure) {
  if (failure_)
    return;
  failure_ = std::move(failure);
  listener_.failed(*failure_);
}

void writer::answer(const std::vector<inspection>& asked) {
  if (asked.empty())
    return;
  std::unique_lock held{mutex_};
  const bool waiting = !waiting_.empty();
  held.unlock();
  const auto seen = look(waiting);
  for (const auto& ask : asked)
    ask(seen);
}

/// After a failure `waiting` stays true, so that nobody takes the work for done.
standing writer::look(bool waiting) {
  standing seen;
  seen.waiting = true;
  seen.head = engine_.head();
  if (failure_)
    return seen;
  if (!reader_) {
    auto opened = engine_.open_reader();
    if (!opened) {
      fail(std::move(opened).failure());
      return seen;
    }
    reader_ = std::move(*opened);
  }
  const auto topics = reader_->topics();
  const auto subscriptions = reader_->subscriptions();
  if (!topics || !subscriptions) {
    fail(topics ? subscriptions.failure() : topics.failure());
    return seen;
  }
  seen.waiting = waiting;
  for (const auto& topic : *topics)
    seen.last_of_topic.emplace(topic.name, topic.last);
  for (const auto& x : *subscriptions) {
    seen.settled.emplace(x.number, x.settled);
    if (x.parked > 0)
      seen.parked_of.emplace(x.number, x.parked);
    seen.parked += x.parked;
  }
  for (const auto& [number, settled] : notes_)
    if (const auto at = seen.settled.find(number); at != seen.settled.end())
      at->second = std::max(at->second, settled);
  return seen;
}

void writer::flush() {
  if (!notes_.empty() && !failure_)
    write({});
}

} // namespace troupe::journal
