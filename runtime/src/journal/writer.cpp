// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/writer.hpp"

#include "journal/effects.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::journal {
namespace {

bool is_note(const commit& c) {
  return c.settled && c.claims.empty() && !has_effects(c);
}

/// A group takes no further commit once its events hold this much text, for all of it is in memory
/// until the last of its deliveries is settled.
constexpr std::size_t group_bytes = 8 << 20;

/// How many waiting commits may keep their room for the next ones.
constexpr std::size_t kept_capacity = 8192;

/// The letters of a commit that were not there before.
std::vector<dead_letter_record> take_new_letters(commit& c) {
  const auto& removed = c.dead_letters_removed;
  std::erase_if(c.dead_letters, [&](const dead_letter_record& x) {
    return std::find(removed.begin(), removed.end(), x.id) != removed.end();
  });
  return std::move(c.dead_letters);
}

commit note(subscription_number subscription, sequence_number settled) {
  commit made;
  made.subscription = subscription;
  made.settled = settled;
  return made;
}

} // namespace

void writer::queue::push(commit what, completion then) {
  commits.push_back(std::move(what));
  completions.push_back(std::move(then));
}

void writer::queue::clear() {
  // A burst's memory is given back; that of usual work is used again.
  if (commits.capacity() > kept_capacity)
    *this = {};
  commits.clear();
  completions.clear();
}

writer::writer(engine& storage, writer_listener& listener, std::size_t group_max)
    : engine_(storage), listener_(listener), group_max_(std::max<std::size_t>(group_max, 1)) {}

writer::~writer() {
  const verdict stopped{error{ec::stopped, "the journal is closed; the commit was not written"}, 0};
  for (; next_ < taken_.completions.size(); ++next_)
    if (const auto& then = taken_.completions[next_])
      then(stopped);
  for (const auto& then : waiting_.completions)
    if (then)
      then(stopped);
}

void writer::submit(commit what, completion then) {
  {
    const std::lock_guard held{mutex_};
    waiting_.push(std::move(what), std::move(then));
  }
  something_.notify_one();
}

void writer::submit(std::vector<std::pair<commit, completion>> many) {
  {
    const std::lock_guard held{mutex_};
    for (auto& [what, then] : many)
      waiting_.push(std::move(what), std::move(then));
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

void writer::start_chore(chore_maker make, chore_ended then) {
  {
    const std::lock_guard held{mutex_};
    chores_.push_back({std::move(make), std::move(then), nullptr});
  }
  something_.notify_one();
}

bool writer::something_waits() const {
  return !taken_.empty() || !waiting_.empty() || !inspections_.empty() ||
         (!stopped_ && !chores_.empty());
}

bool writer::wait() {
  std::unique_lock held{mutex_};
  if (!stopped_ && !something_waits()) {
    held.unlock();
    rest();
    held.lock();
  }
  something_.wait(held, [&] { return stopped_ || something_waits(); });
  return something_waits();
}

void writer::rest() {
  if (failure_)
    return;
  if (auto rested = engine_.rest(); !rested)
    fail(std::move(rested).failure());
}

void writer::stop() {
  {
    const std::lock_guard held{mutex_};
    stopped_ = true;
  }
  something_.notify_all();
}

bool writer::step() {
  const auto asked = take_over();
  if (taken_.empty() && asked.empty())
    return do_chore();
  write_group();
  answer(asked);
  do_chore();
  return true;
}

void writer::write_group() {
  const auto end = group_end();
  const auto group = std::span{taken_.commits}.subspan(next_, end - next_);
  if (std::all_of(group.begin(), group.end(), is_note))
    remember(end);
  else
    write(end);
  next_ = end;
  if (next_ == taken_.commits.size()) {
    taken_.clear();
    next_ = 0;
  }
}

/// False where there is none.
bool writer::do_chore() {
  std::unique_lock held{mutex_};
  if (stopped_ || chores_.empty())
    return false;
  auto& first = chores_.front(); // Others are only added behind it.
  held.unlock();
  result<void> became;
  bool is_over = true;
  if (failure_) {
    became = *failure_;
  } else if (!first.begun) {
    auto made = first.make(engine_);
    if (made)
      first.begun = *std::move(made);
    else
      became = made.failure();
    is_over = !made;
  } else if (auto stepped = first.begun->step(); !stepped) {
    became = stepped.failure();
  } else {
    is_over = *stepped;
  }
  if (!is_over)
    return true;
  held.lock();
  const auto over = std::move(first);
  chores_.pop_front();
  held.unlock();
  over.then(became);
  return true;
}

/// Takes what waits once all that was taken before is done, and the questions in any case.
std::vector<writer::inspection> writer::take_over() {
  const std::lock_guard held{mutex_};
  if (taken_.empty())
    std::swap(taken_, waiting_);
  return std::exchange(inspections_, {});
}

std::size_t writer::group_end() const {
  const auto most = std::min(taken_.commits.size(), next_ + group_max_);
  auto end = next_;
  std::size_t bytes = 0;
  for (std::size_t events = 0; end < most && events < group_max_ && bytes < group_bytes; ++end) {
    events += taken_.commits[end].events.size();
    for (const auto& e : taken_.commits[end].events)
      bytes += e.payload.size();
  }
  return end;
}

void writer::remember(std::size_t end) {
  for (auto i = next_; i < end; ++i) {
    const auto& made = taken_.commits[i];
    auto& settled = notes_[made.subscription];
    settled = std::max(settled, *made.settled);
    if (const auto& then = taken_.completions[i])
      then({failure_, 0});
  }
}

void writer::write(std::size_t end) {
  const auto group = std::span{taken_.commits}.subspan(next_, end - next_);
  auto written = failure_         ? result<std::vector<verdict>>{*failure_}
                 : notes_.empty() ? engine_.write(group)
                                  : write_with_notes(group);
  if (!written)
    fail(std::move(written).failure());
  else
    announce(group, *written);
  const verdict failed{failure_, 0};
  for (auto i = next_; i < end; ++i)
    if (const auto& then = taken_.completions[i])
      then(written ? (*written)[i - next_] : failed);
}

/// The notes were remembered before the group came, so they go before it.
result<std::vector<verdict>> writer::write_with_notes(std::span<commit> group) {
  std::vector<commit> all;
  all.reserve(notes_.size() + group.size());
  for (const auto& [subscription, settled] : notes_)
    all.push_back(note(subscription, settled));
  std::move(group.begin(), group.end(), std::back_inserter(all));
  auto written = engine_.write(all);
  if (!written)
    return written;
  const auto notes = static_cast<std::ptrdiff_t>(notes_.size());
  std::move(all.begin() + notes, all.end(), group.begin());
  written->erase(written->begin(), written->begin() + notes);
  notes_.clear();
  return written;
}

void writer::announce(std::span<commit> commits, std::span<const verdict> verdicts) {
  std::size_t events = 0;
  for (std::size_t i = 0; i < commits.size(); ++i)
    events += verdicts[i].accepted() ? commits[i].events.size() : 0;
  auto made = std::make_shared<batch>();
  made->events.reserve(events);
  std::optional<time_point> earliest;
  for (std::size_t i = 0; i < commits.size(); ++i) {
    if (!verdicts[i].accepted())
      continue;
    std::move(commits[i].events.begin(), commits[i].events.end(), std::back_inserter(made->events));
    for (const auto& timer : commits[i].timers_set)
      earliest = std::min(earliest.value_or(timer.due), timer.due);
  }
  for (const auto& e : made->events)
    made->bytes += bytes_of(e);
  if (events > 0)
    listener_.committed(made);
  for (std::size_t i = 0; i < commits.size(); ++i)
    if (verdicts[i].accepted() && !commits[i].dead_letters.empty())
      if (auto letters = take_new_letters(commits[i]); !letters.empty())
        listener_.letters_added(std::move(letters));
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
  const bool waiting = !taken_.empty() || !waiting_.empty();
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
  auto read = read_standing(*reader_);
  if (!read) {
    fail(std::move(read).failure());
    return seen;
  }
  const auto head = seen.head;
  seen = *std::move(read);
  seen.head = head;
  seen.waiting = waiting;
  for (const auto& [number, settled] : notes_)
    if (const auto at = seen.settled.find(number); at != seen.settled.end())
      at->second = std::max(at->second, settled);
  return seen;
}

void writer::flush() {
  if (notes_.empty() || failure_)
    return;
  if (auto written = write_with_notes({}); !written)
    fail(std::move(written).failure());
}

} // namespace troupe::journal
