// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/played_crew.hpp"

#include "execution/timer_queue.hpp"
#include "execution/turn.hpp"

#include <caf/abstract_actor.hpp>
#include <caf/intrusive_ptr.hpp>
#include <caf/resumable.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::testing {
namespace {

/// So that another may come between any two messages of an actor.
constexpr std::size_t messages_per_turn = 1;

/// Fewer things than these are done between two events that come one after the other: none, so that
/// no service has seen the first; enough for it to come to its handler, or not; enough for all that
/// comes of it.
constexpr std::size_t paces[] = {1, 16, 256};

} // namespace

void played_crew::unit::exec_later(caf::resumable* job) {
  if (closed) {
    caf::intrusive_ptr_release(job);
    return;
  }
  // By number: in which order a group tells its members depends on where they lie in memory.
  const auto* who = dynamic_cast<caf::abstract_actor*>(job);
  const auto number = who != nullptr ? who->id() : 0;
  const auto place =
      std::upper_bound(waiting.begin(), waiting.end(), number,
                       [](caf::actor_id x, const entry& each) { return x < each.number; });
  waiting.insert(place, {number, job});
}

void played_crew::unit::close() {
  closed = true;
  for (const auto& each : std::exchange(waiting, {}))
    caf::intrusive_ptr_release(each.job);
}

played_crew::played_crew(caf::actor_system& system, still_clock& time, std::uint64_t seed)
    : unit_(system), time_(time), random_(seed) {}

played_crew::~played_crew() {
  unit_.close();
}

/// The same on every machine, which std::uniform_int_distribution is not.
std::size_t played_crew::pick(std::size_t among) {
  return static_cast<std::size_t>(random_() % among);
}

bool played_crew::are_timers_due() const {
  if (timers_ == nullptr)
    return false;
  const auto next = timers_->next();
  return next && *next <= time_.elapsed();
}

/// Actors, then the journal, then the timers.
bool played_crew::step() {
  const bool due = are_timers_due();
  const auto actors = unit_.waiting.size();
  const std::size_t journal = journal_ ? 1 : 0;
  const auto all = actors + journal + (due ? 1 : 0);
  if (all == 0)
    return false;
  const auto which = pick(all);
  if (which < actors) {
    give_turn(which);
    return true;
  }
  if (which < actors + journal && journal_->step())
    return true;
  if (due) {
    timers_->run_due();
    return true;
  }
  if (actors > 0) {
    give_turn(pick(actors));
    return true;
  }
  return journal > 0 && journal_->step();
}

void played_crew::give_turn(std::size_t which) {
  auto* job = unit_.waiting[which].job;
  unit_.waiting.erase(unit_.waiting.begin() + static_cast<std::ptrdiff_t>(which));
  execution::give_turn(job, unit_, messages_per_turn);
}

void played_crew::go_on() {
  if (!most_between_)
    most_between_ = paces[pick(std::size(paces))];
  for (auto left = pick(*most_between_); left > 0 && step(); --left)
    ;
}

bool played_crew::settle(std::size_t most) {
  most_between_.reset();
  for (; most > 0; --most)
    if (!step())
      return true;
  return false;
}

bool played_crew::move_to_next(std::chrono::nanoseconds until) {
  if (timers_ == nullptr)
    return false;
  const auto next = timers_->next();
  if (!next || *next > until)
    return false;
  time_.move_to(std::max(*next, time_.elapsed()));
  return true;
}

std::unique_ptr<execution::crew::seat> played_crew::own_seat(std::string) {
  class shared final : public seat {
  public:
    explicit shared(caf::execution_unit& where) : where_(where) {}
    caf::execution_unit& where() override { return where_; }
    bool stop_within(std::chrono::nanoseconds) override { return true; }

  private:
    caf::execution_unit& where_;
  };
  return std::make_unique<shared>(unit_);
}

void played_crew::begin(journal_work work, execution::timer_queue& timers) {
  journal_ = std::move(work);
  timers_ = &timers;
}

bool played_crew::wait(std::unique_lock<std::mutex>& held, std::condition_variable&,
                       std::chrono::nanoseconds at_most, const std::function<bool()>& holds) {
  if (at_most <= at_most.zero())
    return holds(); // Nobody waits: what is to be done is done when it is its turn.
  const auto now = time_.elapsed();
  const auto until = at_most > std::chrono::hours{24 * 365 * 100} ? at_most : now + at_most;
  while (!holds()) {
    held.unlock();
    const bool moved = step() || move_to_next(until);
    held.lock();
    if (!moved)
      return holds();
  }
  return true;
}

bool played_crew::end_journal(std::chrono::nanoseconds) {
  while (journal_ && journal_->step())
    ;
  journal_.reset();
  return true;
}

bool played_crew::end_handlers(std::chrono::nanoseconds) {
  unit_.close();
  return true;
}

} // namespace troupe::testing
