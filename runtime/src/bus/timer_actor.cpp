// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/timer_actor.hpp"

#include "execution/send_if_alive.hpp"
#include "troupe/trace.hpp"
#include "vocabulary/derived_ids.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <iterator>

namespace troupe::bus {
namespace {

/// To itself: look which timers are due.
struct look_at_timers {};
/// To itself: what became of the timers of the last page is written.
struct page_written {};

void earliest_of(std::optional<time_point>& known, time_point other) {
  known = std::min(known.value_or(other), other);
}

/// Publishes the event at another time than it was made for.
void move_event(journal::event_record& event, time_point to) {
  if (event.expires)
    *event.expires += to - event.time;
  event.time = to;
}

} // namespace
} // namespace troupe::bus

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::look_at_timers)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::page_written)

namespace troupe::bus {

timer_actor::timer_actor(caf::actor_config& config, execution::placement where, timer_parts parts)
    : placed_actor(config, std::move(where)), parts_(std::move(parts)),
      missed_(parts_.missed_per_second) {}

caf::behavior timer_actor::make_behavior() {
  parts_.start.when_open(execution::send_if_alive(address(), look_at_timers{}));
  return {
      [this](const timers_set& message) {
        if (started_)
          notice_jumps(); // Nobody may have looked since, where no timer was set.
        for (auto& [by, place] : held_upto_)
          place = std::min(place, journal::timer_place{message.earliest, {}});
        if (!next_)
          return; // They are read soon.
        earliest_of(next_->steady, message.earliest);
        earliest_of(next_->wall, message.earliest);
        is_any_set_ = true;
        wake_in_time();
      },
      [this](const owner_returned& message) {
        held_before_[message.who] = parts_.time.now();
        if (started_)
          look_anew();
      },
      [this](const look_at_timers&) {
        wakes_at_.reset();
        if (const auto ready = begin(); !ready)
          return parts_.failed(ready.failure());
        look();
      },
      [this](const page_written&) {
        writing_ = false;
        look();
      },
  };
}

/// At the first look: all that is due was missed, and since the timers were set the wall's clock
/// may have gone back and zones may have got other rules.
result<void> timer_actor::begin() {
  if (std::exchange(started_, true))
    return {};
  const auto moved = parts_.reader->wall_moved();
  if (!moved)
    return moved.failure();
  wall_moved_ = *moved;
  missed_before_ = parts_.time.now();
  checks_after_ = journal::timer_place{missed_before_, {}};
  return {};
}

void timer_actor::look() {
  if (writing_)
    return;
  notice_jumps();
  const auto go_on = [this]() -> result<void> {
    if (!next_ || is_any_due()) {
      next_.reset();
      auto due = read_due();
      if (!due)
        return due.failure();
      if (!due->empty())
        return fire(*std::move(due));
    }
    if (checks_after_)
      return check_recurring();
    if (!next_) {
      const auto next = read_next();
      if (!next)
        return next.failure();
      next_ = *next;
    }
    wake_in_time();
    return {};
  };
  if (const auto went = go_on(); !went)
    parts_.failed(went.failure());
}

/// What was known of the timers holds no more.
void timer_actor::look_anew() {
  next_.reset();
  held_upto_.clear();
  look();
}

void timer_actor::notice_jumps() {
  const auto moved = parts_.steady.moved();
  const auto by = moved - wall_moved_;
  if (by < smallest_jump && by > -smallest_jump)
    return;
  wall_moved_ = moved;
  journal::commit note;
  note.wall_moved = moved;
  parts_.writer.submit(std::move(note), {}); // Where it fails, all ends.
  const auto now = parts_.time.now();
  missed_before_ = by > by.zero() ? now : std::min(missed_before_, now);
  if (by < by.zero())
    for (auto& [owner, before] : held_before_)
      before = std::min(before, now);
  if (-by > short_way_back)
    checks_after_ = journal::timer_place{now + short_way_back, {}};
}

bool timer_actor::is_any_due() const {
  return (next_->steady && *next_->steady <= parts_.steady.now()) ||
         (next_->wall && *next_->wall <= parts_.time.now());
}

/// A page of each measure, in the order of the wall's times.
result<std::vector<journal::timer_record>> timer_actor::read_due() {
  using journal::timer_measure;
  auto due = read_due(timer_measure::steady, parts_.steady.now());
  if (!due)
    return due;
  auto by_wall = read_due(timer_measure::wall, parts_.time.now());
  if (!by_wall)
    return by_wall;
  std::move(by_wall->begin(), by_wall->end(), std::back_inserter(*due));
  const auto on_wall = [this](const journal::timer_record& x) {
    return x.by == timer_measure::wall ? x.due : x.due + wall_moved_;
  };
  std::stable_sort(due->begin(), due->end(),
                   [&](const auto& a, const auto& b) { return on_wall(a) < on_wall(b); });
  return due;
}

result<std::vector<journal::timer_record>> timer_actor::read_due(journal::timer_measure by,
                                                                 time_point until) {
  journal::timer_query query{.by = by, .until = until, .held = false, .limit = timers_per_page};
  if (const auto known = held_upto_.find(by); known != held_upto_.end())
    query.after = known->second;
  auto page = parts_.reader->timers(query);
  if (page && page->empty())
    are_held(by, until);
  return page;
}

/// All that are due before then.
void timer_actor::are_held(journal::timer_measure by, time_point upto) {
  auto& known = held_upto_.try_emplace(by, journal::timer_place{upto, {}}).first->second;
  known = std::max(known, journal::timer_place{upto, {}});
}

result<timer_actor::next_due> timer_actor::read_next() {
  next_due next;
  is_any_set_ = false;
  for (const auto by : {journal::timer_measure::steady, journal::timer_measure::wall}) {
    journal::timer_query query{.by = by, .held = false, .limit = 1};
    if (const auto known = held_upto_.find(by); known != held_upto_.end())
      query.after = known->second;
    const auto first = parts_.reader->timers(query);
    if (!first)
      return first.failure();
    are_held(by, first->empty() ? time_point::max() : first->front().due);
    if (!first->empty()) {
      (by == journal::timer_measure::wall ? next.wall : next.steady) = first->front().due;
      is_any_set_ = true;
      continue;
    }
    const auto held = parts_.reader->timers({.by = by, .limit = 1});
    if (!held)
      return held.failure();
    is_any_set_ = is_any_set_ || !held->empty();
  }
  return next;
}

result<void> timer_actor::fire(std::vector<journal::timer_record> due) {
  std::vector<journal::commit> all;
  for (auto& timer : due) {
    auto made = firing(std::move(timer));
    if (!made)
      return made.failure();
    all.push_back(*std::move(made));
  }
  write(std::move(all));
  return {};
}

/// What becomes of a timer that is due.
result<journal::commit> timer_actor::firing(journal::timer_record timer) {
  if (!timer.recurs()) {
    if (timer.by == journal::timer_measure::steady)
      move_event(timer.event, timer.due + wall_moved_);
    journal::commit fired = moved(timer, std::nullopt);
    fired.timer_fired->with_child = true;
    fired.events.push_back(std::move(timer.event));
    return fired;
  }
  const auto rule = recurrence::parse(timer.recurrence);
  if (!rule)
    return error{rule.failure().code, "timer \"" + timer.name + "\" of " + timer.event.source +
                                          " cannot go on: " + rule.failure().what};
  const auto held = held_before_.find(timer.owner);
  const auto missed_before =
      held == held_before_.end() ? missed_before_ : std::max(missed_before_, held->second);
  const auto step =
      step_of(timer, *rule, {parts_.time.now(), parts_.time.elapsed(), missed_before}, missed_);
  auto made = moved(timer, step.next);
  made.timer_fired->with_child = true;
  if (step.fires)
    made.events.push_back(std::move(timer.event));
  return made;
}

/// Some of the recurring timers: whether they stand where they should.
result<void> timer_actor::check_recurring() {
  const auto page =
      parts_.reader->timers({.after = checks_after_, .recurring = true, .limit = timers_per_page});
  if (!page)
    return page.failure();
  std::vector<journal::commit> all;
  for (const auto& timer : *page) {
    checks_after_ = journal::timer_place{timer.due, timer.id};
    const auto rule = recurrence::parse(timer.recurrence);
    if (!rule)
      continue; // It is said when it is due.
    if (const auto right = correction_of(timer, *rule, parts_.time.now()))
      all.push_back(moved(timer, right));
  }
  if (page->size() < timers_per_page)
    checks_after_.reset();
  next_.reset();
  write(std::move(all));
  return {};
}

/// The timer leaves, and stands where it is to be next.
journal::commit timer_actor::moved(const journal::timer_record& timer,
                                   const std::optional<timer_step::times>& to) {
  journal::commit made;
  made.timer_fired = {timer.id, timer.event.id, timer.due};
  if (!to)
    return made;
  auto next = timer;
  next.due = to->due;
  move_event(next.event, to->event);
  next.event.id = next.event.correlation = following_id(timer.event.id, to->event);
  next.event.way = start_trace(next.event.id);
  made.timers_set.push_back(std::move(next));
  return made;
}

/// Goes on when all of it is written. What is refused was cleared or set anew meanwhile: then
/// nothing is published.
void timer_actor::write(std::vector<journal::commit> all) {
  writing_ = true;
  const auto self = caf::actor_cast<caf::actor>(this);
  if (all.empty())
    return caf::anon_send(self, page_written{});
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& events = all[i].events;
    const auto released = std::make_shared<journal::batch>();
    if (!events.empty() && parts_.transient_topics.count(events.front().topic) > 0)
      released->events = std::exchange(events, {});
    parts_.writer.submit(std::move(all[i]),
                         [self, released, &groups = parts_.groups,
                          is_last = i + 1 == all.size()](const journal::verdict& v) {
                           if (v.failure && v.failure->code != ec::refused)
                             return; // The journal failed: nothing fires any more.
                           if (v.accepted() && !released->events.empty())
                             groups.publish_transient(released);
                           if (is_last)
                             caf::anon_send(self, page_written{});
                         });
  }
}

void timer_actor::wake_in_time() {
  if (writing_ || !is_any_set_)
    return;
  std::chrono::nanoseconds delay = longest_sleep;
  const auto at_latest_at = [&delay](std::optional<time_point> due, time_point now) {
    // Compared before it is subtracted, for a timer's time may be as far away as numbers go.
    if (due && *due < now + longest_sleep)
      delay = std::min<std::chrono::nanoseconds>(delay, std::max(*due, now) - now);
  };
  at_latest_at(next_->steady, parts_.steady.now());
  at_latest_at(next_->wall, parts_.time.now());
  const auto at = parts_.time.elapsed() + delay;
  if (wakes_at_ && *wakes_at_ <= at)
    return;
  parts_.timers.cancel(wake_);
  wakes_at_ = at;
  wake_ = parts_.timers.at(at, execution::send_if_alive(address(), look_at_timers{}));
}

} // namespace troupe::bus
