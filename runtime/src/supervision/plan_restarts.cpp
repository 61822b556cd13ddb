// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/plan.hpp"

#include "troupe/duration.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::supervision {

void plan::handle(const event& what, actions& out) {
  if (what.what == event::kind::call) {
    handle_call(what.call, out);
    return;
  }
  auto* subject = children_.find(what.child);
  if (!subject)
    return;
  if (what.what == event::kind::ended)
    handle_end(*subject, what.exit, what.at, out);
  else if (subject->state == child_state::restarting && subject->wait == what.wait)
    handle_retry(*subject, what, out);
}

void plan::handle_retry(child& subject, const event& what, actions& out) {
  if (what.wait == 0)
    restart(subject, {exit_class::error, subject.failure}, what.at, out);
  else if (subject.held)
    resume(subject);
  else
    begin_restart(subject);
}

// Those before it run already.
void plan::resume(child& held) {
  phase_ = phase::restarting;
  held.state = child_state::down;
  to_start_.push_back(&held);
  for (auto x = std::next(children_.where(held)); x != children_.end(); ++x)
    if (x->left_out)
      to_start_.push_back(&*x);
}

void plan::handle_end(child& ended, const exit_info& exit, std::chrono::nanoseconds now,
                      actions& out) {
  const auto type = ended.spec.restart;
  if (type == restart_type::permanent || (type == restart_type::transient && !is_clean(exit.how))) {
    restart(ended, exit, now, out);
    return;
  }
  ended.state = child_state::down;
  shut_down_after(ended, exit, out);
  if (!over())
    settle(ended, out);
}

void plan::shut_down_after(const child& which, const exit_info& exit, actions& out) {
  if (!which.spec.significant || spec_.auto_shutdown == auto_shutdown::never)
    return;
  if (spec_.auto_shutdown == auto_shutdown::all && other_significant_lives(which.id))
    return;
  auto causes = exit.causes;
  causes.push_back({path_, "ended, as its significant child " + which.id + " did"});
  begin_ending({end_reason::auto_shutdown, std::move(causes), which.id}, out);
}

bool plan::other_significant_lives(const std::string& id) const {
  return std::any_of(children_.begin(), children_.end(), [&](const child& x) {
    return x.spec.significant && x.id != id && x.state != child_state::down;
  });
}

void plan::restart(child& which, const exit_info& exit, std::chrono::nanoseconds now,
                   actions& out) {
  which.state = child_state::down;
  std::chrono::nanoseconds delay{0};
  if (exit.how != exit_class::delivery_crash) {
    if (!window_.add(now)) {
      begin_ending(escalation(which, exit), out);
      return;
    }
    delay = next_wait(which, now);
  }
  if (delay.count() == 0)
    begin_restart(which);
  else
    wait_to_restart(which, delay, out);
}

void plan::begin_restart(child& which) {
  phase_ = phase::restarting;
  which.state = child_state::down;
  if (spec_.strategy == strategy::one_for_one) {
    to_start_.push_back(&which);
    return;
  }
  stop_siblings(which);
  for (auto x = first_of_fate(which); x != children_.end(); ++x)
    if (x->spec.restart != restart_type::temporary)
      to_start_.push_back(&*x);
}

// Those that share its fate are stopped at once, and wait with it.
void plan::wait_to_restart(child& which, std::chrono::nanoseconds delay, actions& out) {
  phase_ = phase::restarting;
  which.state = child_state::restarting;
  which.wait = ++last_wait_;
  out.push_back({action::kind::retry, which.id, delay, 0, 0, {}, which.wait});
  if (spec_.strategy == strategy::one_for_one)
    return;
  for (auto x = first_of_fate(which); x != children_.end(); ++x)
    if (&*x != &which && (x->state != child_state::down || x->left_out) &&
        x->spec.restart != restart_type::temporary)
      x->waits_too = true;
  stop_siblings(which);
}

/// OTP knows no waits, and leaves them down where their supervisor is told to terminate the child.
void plan::find_who_waits_with(const child& which) {
  for (auto& x : children_)
    if (&x != &which && (x.waits_too || (which.held && x.left_out)))
      left_waiting_.push_back(&x);
}

void plan::begin_left_waiting() {
  if (left_waiting_.empty())
    return;
  phase_ = phase::restarting;
  to_start_ = std::exchange(left_waiting_, {});
}

std::chrono::nanoseconds plan::next_wait(child& which, std::chrono::nanoseconds now) {
  return which.waits.failed(which.spec.backoff, now, chance_of(path_, which.id, last_wait_));
}

ordered_children<plan::child>::iterator plan::first_of_fate(const child& which) {
  return spec_.strategy == strategy::one_for_all ? children_.begin() : children_.where(which);
}

void plan::stop_siblings(child& which) {
  for (auto x = first_of_fate(which); x != children_.end(); ++x)
    if (&*x != &which)
      doom(*x);
  consume_ends();
}

supervisor_end plan::escalation(const child& which, const exit_info& exit) const {
  auto causes = exit.causes;
  causes.push_back({path_, "gave up at the end of its child " + which.id + ": more than " +
                               std::to_string(spec_.intensity) + " restarts within " +
                               format_duration(spec_.period)});
  return {end_reason::escalated, std::move(causes), which.id};
}

} // namespace troupe::supervision
