// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/plan.hpp"

#include "troupe/duration.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace troupe::supervision {

namespace {

bool is_clean(exit_class how) {
  return how == exit_class::normal || how == exit_class::shutdown;
}

bool is_alive(child_state state) {
  return state == child_state::starting || state == child_state::running;
}

} // namespace

plan::plan(std::string path, supervisor_spec spec, std::vector<child_spec> children)
    : path_(std::move(path)), spec_(spec), window_(spec.intensity, spec.period) {
  for (auto& x : children)
    children_.push_back({std::move(x)});
}

actions plan::start() {
  phase_ = phase::starting;
  for (std::size_t i = 0; i < children_.size(); ++i)
    to_start_.push_back(i);
  actions out;
  advance(out);
  return out;
}

actions plan::child_started(const std::string& id) {
  const auto which = find(id);
  actions out;
  if (awaited_ != which || children_[which].state != child_state::starting)
    return out;
  children_[which].state = child_state::running;
  awaited_.reset();
  advance(out);
  return out;
}

actions plan::child_ended(const std::string& id, exit_info exit, std::chrono::nanoseconds now) {
  const auto which = find(id);
  auto& ended = children_[which];
  actions out;
  if (awaited_ == which) {
    awaited_.reset();
    timer_ = 0;
    if (ended.state == child_state::stopping)
      settle(ended);
    else
      start_failed(which, std::move(exit), out);
  } else if (std::find(to_stop_.begin(), to_stop_.end(), which) != to_stop_.end()) {
    ended.gone = true;
  } else {
    pending_.push_back({event::kind::ended, which, std::move(exit), now});
  }
  advance(out);
  return out;
}

actions plan::retry(const std::string& id, std::chrono::nanoseconds now) {
  actions out;
  pending_.push_back({event::kind::retry, find(id), {}, now});
  advance(out);
  return out;
}

actions plan::stop() {
  actions out;
  if (over())
    return out;
  begin_ending({end_reason::stopped, {}});
  advance(out);
  return out;
}

actions plan::timer_expired(std::uint64_t timer) {
  actions out;
  if (timer == 0 || timer != timer_)
    return out;
  auto& late = children_[*awaited_];
  if (!killing_) {
    killing_ = true;
    out.push_back({action::kind::kill, late.spec.id});
    set_timer(spec_.kill_grace, out);
    return out;
  }
  out.push_back({action::kind::abandon, late.spec.id});
  timer_ = 0;
  awaited_.reset();
  settle(late);
  advance(out);
  return out;
}

std::vector<plan::child_status> plan::children() const {
  std::vector<child_status> all;
  for (const auto& x : children_)
    if (!x.forgotten)
      all.push_back({&x.spec, x.state});
  return all;
}

std::size_t plan::find(const std::string& id) const {
  const auto where = std::find_if(children_.begin(), children_.end(),
                                  [&](const child& x) { return x.spec.id == id; });
  if (where == children_.end())
    throw std::invalid_argument{path_ + " has no child \"" + id + '"'};
  return static_cast<std::size_t>(where - children_.begin());
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
    } else if (pending_.empty()) {
      phase_ = phase::idle;
      return;
    } else {
      const auto next = std::move(pending_.front());
      pending_.pop_front();
      handle(next);
    }
  }
}

void plan::start_next(actions& out) {
  const auto which = to_start_.front();
  to_start_.pop_front();
  awaited_ = which;
  children_[which].state = child_state::starting;
  out.push_back({action::kind::start, children_[which].spec.id});
}

void plan::stop_next(actions& out) {
  const auto which = to_stop_.back();
  to_stop_.pop_back();
  auto& next = children_[which];
  if (next.gone || !is_alive(next.state)) {
    settle(next);
    return;
  }
  awaited_ = which;
  next.state = child_state::stopping;
  const auto policy = shutdown_of(next.spec);
  killing_ = policy.how == shutdown_policy::way::brutal;
  out.push_back({killing_ ? action::kind::kill : action::kind::shutdown, next.spec.id});
  if (policy.how != shutdown_policy::way::infinity)
    set_timer(killing_ ? spec_.kill_grace : policy.time, out);
}

void plan::set_timer(std::chrono::nanoseconds delay, actions& out) {
  timer_ = ++last_timer_;
  out.push_back({action::kind::set_timer, {}, delay, timer_});
}

void plan::settle(child& which) {
  which.state = child_state::down;
  which.gone = false;
  which.forgotten = which.forgotten || which.spec.restart == restart_type::temporary;
}

void plan::start_failed(std::size_t which, exit_info exit, actions& out) {
  auto& failed = children_[which];
  if (phase_ == phase::starting) {
    failed.state = child_state::down;
    exit.causes.push_back({path_, "did not start, as its child " + failed.spec.id + " did not"});
    begin_ending({end_reason::start_failed, std::move(exit.causes)});
    return;
  }
  // What was to start after it waits for the retry, which starts all of them as the strategy says.
  failed.state = child_state::restarting;
  failed.failure = std::move(exit.causes);
  to_start_.clear();
  out.push_back({action::kind::retry, failed.spec.id});
}

void plan::handle(const event& what) {
  auto& subject = children_[what.child];
  if (what.what == event::kind::ended)
    handle_end(what.child, what.exit, what.at);
  else if (subject.state == child_state::restarting)
    restart(what.child, {exit_class::error, subject.failure}, what.at);
}

void plan::handle_end(std::size_t which, const exit_info& exit, std::chrono::nanoseconds now) {
  auto& ended = children_[which];
  settle(ended);
  const bool stays_down =
      ended.forgotten || (ended.spec.restart == restart_type::transient && is_clean(exit.how));
  if (!stays_down)
    restart(which, exit, now);
}

void plan::restart(std::size_t which, const exit_info& exit, std::chrono::nanoseconds now) {
  children_[which].state = child_state::down;
  if (exit.how != exit_class::delivery_crash && !window_.add(now)) {
    begin_ending(escalation(children_[which], exit));
    return;
  }
  phase_ = phase::restarting;
  if (spec_.strategy == strategy::one_for_one)
    to_start_.push_back(which);
  else
    stop_siblings(which);
}

void plan::stop_siblings(std::size_t which) {
  const auto first = spec_.strategy == strategy::one_for_all ? 0 : which;
  for (auto i = first; i < children_.size(); ++i) {
    if (i != which)
      to_stop_.push_back(i);
    if (children_[i].spec.restart != restart_type::temporary)
      to_start_.push_back(i);
  }
  consume_ends();
}

// A child that is about to be stopped and has ended already is not restarted for that: both are
// one.
void plan::consume_ends() {
  const auto consumed = [&](const event& x) {
    if (x.what != event::kind::ended ||
        std::find(to_stop_.begin(), to_stop_.end(), x.child) == to_stop_.end())
      return false;
    children_[x.child].gone = true;
    return true;
  };
  pending_.erase(std::remove_if(pending_.begin(), pending_.end(), consumed), pending_.end());
}

void plan::begin_ending(supervisor_end why) {
  end_ = std::move(why);
  phase_ = phase::ending;
  to_start_.clear();
  // A child that is being stopped goes on being stopped; one that is starting is stopped in its
  // turn.
  if (awaited_ && children_[*awaited_].state == child_state::starting)
    awaited_.reset();
  to_stop_.clear();
  for (std::size_t i = 0; i < children_.size(); ++i)
    if (awaited_ != i)
      to_stop_.push_back(i);
  consume_ends();
  pending_.clear();
}

supervisor_end plan::escalation(const child& which, const exit_info& exit) const {
  auto causes = exit.causes;
  causes.push_back({path_, "gave up at the end of its child " + which.spec.id + ": more than " +
                               std::to_string(spec_.intensity) + " restarts within " +
                               format_duration(spec_.period)});
  return {end_reason::escalated, std::move(causes)};
}

} // namespace troupe::supervision
