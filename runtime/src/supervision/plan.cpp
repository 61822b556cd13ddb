// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/plan.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace troupe::supervision {

plan::plan(std::string path, supervisor_spec spec, std::vector<child_spec> children)
    : path_(std::move(path)), spec_(spec), complaints_(check_specs(spec, children)),
      window_(spec.intensity, spec.period) {
  if (!complaints_.empty())
    return;
  for (auto& x : children)
    children_.add({x.id, std::move(x)});
}

actions plan::start() {
  phase_ = phase::starting;
  actions out;
  if (!complaints_.empty())
    begin_ending({end_reason::start_failed, {{path_, to_string(complaints_)}}}, out);
  for (auto& x : children_)
    to_start_.push_back(&x);
  advance(out);
  return out;
}

actions plan::child_started(const std::string& id, std::chrono::nanoseconds now) {
  auto& which = find(id);
  actions out;
  if (awaited_ != &which || which.state != child_state::starting || which.late)
    return out;
  which.state = child_state::running;
  which.waits.started(now);
  awaited_ = nullptr;
  timer_ = 0;
  advance(out);
  return out;
}

actions plan::child_ignored(const std::string& id) {
  auto& which = find(id);
  actions out;
  if (awaited_ != &which || which.state != child_state::starting)
    return out;
  awaited_ = nullptr;
  timer_ = 0;
  answer_.ignored = true;
  // One that is temporary is only there again because its spec was put back, and stays then.
  if (call_ && call_->what == administration::kind::restart_child)
    which.state = child_state::down;
  else
    settle(which, out);
  advance(out);
  return out;
}

// No failure, and nothing that the supervisor would wait for: those after it are left out until
// then, and all others go on.
actions plan::child_held(const std::string& id) {
  auto& which = find(id);
  actions out;
  if (awaited_ != &which || which.state != child_state::starting)
    return out;
  awaited_ = nullptr;
  timer_ = 0;
  which.state = child_state::restarting;
  which.held = true;
  which.wait = ++last_wait_;
  for (auto* x : to_start_)
    x->left_out = true;
  to_start_.clear();
  out.push_back({action::kind::await_ready, which.id, {}, 0, 0, {}, which.wait});
  advance(out);
  return out;
}

actions plan::child_ended(const std::string& id, exit_info exit, std::chrono::nanoseconds now) {
  auto& ended = find(id);
  actions out;
  if (awaited_ == &ended) {
    awaited_ = nullptr;
    timer_ = 0;
    if (ended.state == child_state::stopping)
      settle(ended, out);
    else
      start_failed(ended, std::move(exit), now, out);
  } else if (ended.doomed) {
    ended.gone = true;
  } else {
    pending_.push_back({event::kind::ended, id, std::move(exit), now});
  }
  advance(out);
  return out;
}

actions plan::retry(const std::string& id, std::chrono::nanoseconds now, std::uint64_t wait) {
  actions out;
  pending_.push_back({event::kind::retry, id, {}, now, {}, wait});
  advance(out);
  return out;
}

actions plan::administer(administration what) {
  actions out;
  if (over()) {
    refuse(what, refusal::noproc, out);
    return out;
  }
  pending_.push_back({event::kind::call, {}, {}, {}, std::move(what)});
  advance(out);
  return out;
}

actions plan::stop() {
  actions out;
  if (over())
    return out;
  begin_ending({end_reason::stopped, {}}, out);
  advance(out);
  return out;
}

actions plan::timer_expired(std::uint64_t timer, std::chrono::nanoseconds now) {
  actions out;
  if (timer == 0 || timer != timer_)
    return out;
  auto& late = *awaited_;
  if (!killing_) {
    killing_ = true;
    late.late = late.state == child_state::starting;
    out.push_back({action::kind::kill, late.id});
    set_timer(spec_.kill_grace, out);
    return out;
  }
  out.push_back({action::kind::abandon, late.id});
  timer_ = 0;
  awaited_ = nullptr;
  if (late.state == child_state::starting)
    start_failed(late, {exit_class::killed, {}}, now, out);
  else
    settle(late, out);
  advance(out);
  return out;
}

std::vector<child_status> plan::children() const {
  std::vector<child_status> all;
  for (const auto& x : children_)
    all.push_back({x.id, &x.spec, x.state});
  return all;
}

child_count plan::count() const {
  child_count all;
  for (const auto& x : children_) {
    ++all.specs;
    all.active += x.state == child_state::running ? 1 : 0;
    ++(x.spec.type == child_type::worker ? all.workers : all.supervisors);
  }
  return all;
}

const child_spec* plan::spec_of(const std::string& id) const {
  const auto* known = children_.find(id);
  return known ? &known->spec : nullptr;
}

plan::child& plan::find(const std::string& id) {
  if (auto* known = children_.find(id))
    return *known;
  throw std::invalid_argument{path_ + " has no child \"" + id + '"'};
}

void plan::advance(actions& out) {
  while (!awaited_) {
    if (!to_stop_.empty()) {
      stop_next(out);
    } else if (phase_ == phase::ending) {
      phase_ = phase::ended;
      out.push_back({action::kind::end});
    } else if (phase_ == phase::ended) {
      return;
    } else if (!to_start_.empty()) {
      start_next(out);
    } else if (phase_ == phase::starting) {
      phase_ = phase::idle;
      out.push_back({action::kind::report_started});
    } else if (phase_ == phase::calling) {
      phase_ = phase::idle;
      end_call(out);
      begin_left_waiting();
    } else if (pending_.empty()) {
      phase_ = phase::idle;
      return;
    } else {
      const auto next = std::move(pending_.front());
      pending_.pop_front();
      handle(next, out);
    }
  }
}

void plan::start_next(actions& out) {
  awaited_ = to_start_.front();
  to_start_.pop_front();
  auto& next = *awaited_;
  next.state = child_state::starting;
  next.late = next.held = next.left_out = next.waits_too = false;
  killing_ = false;
  const bool may_wait = phase_ == phase::restarting && !next.spec.depends_on.empty();
  out.push_back({may_wait ? action::kind::start_when_ready : action::kind::start, next.id});
  if (next.spec.start_timeout)
    set_timer(*next.spec.start_timeout, out);
}

void plan::stop_next(actions& out) {
  auto& next = *to_stop_.back();
  to_stop_.pop_back();
  if (next.gone || !is_alive(next.state)) {
    settle(next, out);
    return;
  }
  awaited_ = &next;
  next.state = child_state::stopping;
  next.doomed = false;
  const auto policy = shutdown_of(next.spec);
  const bool is_brutal = policy.how == shutdown_policy::way::brutal;
  killing_ = is_brutal || next.late;
  out.push_back({killing_ ? action::kind::kill : action::kind::shutdown, next.id});
  if (killing_ || policy.how != shutdown_policy::way::infinity)
    set_timer(killing_ ? spec_.kill_grace : policy.time, out);
}

void plan::doom(child& which) {
  which.doomed = true;
  to_stop_.push_back(&which);
}

void plan::set_timer(std::chrono::nanoseconds delay, actions& out) {
  timer_ = ++last_timer_;
  out.push_back({action::kind::set_timer, {}, delay, timer_});
}

// Temporary children leave nothing behind, unless they are to come again at once.
void plan::settle(child& which, actions& out) {
  which.state = child_state::down;
  which.doomed = which.gone = which.held = which.left_out = false;
  const bool is_renewed =
      call_ && call_->what == administration::kind::renew_child && call_->id == which.id;
  if (which.spec.restart == restart_type::temporary && !is_renewed)
    forget(which, out);
}

void plan::forget(child& which, actions& out) {
  out.push_back({action::kind::forget, which.id});
  children_.remove(which);
}

void plan::start_failed(child& failed, exit_info exit, std::chrono::nanoseconds now, actions& out) {
  if (failed.late)
    exit = late_start(path_ + '/' + failed.id, *failed.spec.start_timeout);
  if (phase_ == phase::starting) {
    failed.state = child_state::down;
    exit.causes.push_back({path_, "did not start, as its child " + failed.id + " did not"});
    begin_ending({end_reason::start_failed, std::move(exit.causes), failed.id}, out);
  } else if (phase_ == phase::calling) {
    call_start_failed(failed, std::move(exit), out);
  } else {
    // What was to start after it waits for the retry, which starts all of them as the strategy
    // says.
    failed.state = child_state::restarting;
    for (auto* x : to_start_)
      x->waits_too = true;
    failed.failure = std::move(exit.causes);
    to_start_.clear();
    if (failed.spec.backoff.is_none())
      out.push_back({action::kind::retry, failed.id});
    else if (window_.add(now))
      wait_to_restart(failed, next_wait(failed, now), out);
    else
      begin_ending(escalation(failed, {exit_class::error, failed.failure}), out);
  }
}

// A child that is about to be stopped and has ended already is not restarted for that: both are
// one.
void plan::consume_ends() {
  const auto consumed = [&](const event& x) {
    if (x.what != event::kind::ended)
      return false;
    auto* found = children_.find(x.child);
    if (!found || !found->doomed)
      return false;
    found->gone = true;
    return true;
  };
  pending_.erase(std::remove_if(pending_.begin(), pending_.end(), consumed), pending_.end());
}

void plan::begin_ending(supervisor_end why, actions& out) {
  end_ = std::move(why);
  phase_ = phase::ending;
  to_start_.clear();
  left_waiting_.clear();
  // A child that is being stopped goes on being stopped; one that is starting is stopped in its
  // turn.
  if (awaited_ && awaited_->state == child_state::starting) {
    awaited_ = nullptr;
    timer_ = 0;
  }
  to_stop_.clear();
  for (auto& x : children_)
    if (awaited_ != &x)
      doom(x);
  consume_ends();
  abort_calls(out);
  pending_.clear();
}

} // namespace troupe::supervision
