// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/dynamic_plan.hpp"

#include "troupe/duration.hpp"

#include <charconv>
#include <stdexcept>
#include <utility>

namespace troupe::supervision {

dynamic_plan::dynamic_plan(std::string path, supervisor_spec spec, std::vector<child_spec> children)
    : path_(std::move(path)), spec_(spec), complaints_(check_specs(spec, children)),
      window_(spec.intensity, spec.period) {
  if (complaints_.empty())
    template_ = std::move(children.front());
}

actions dynamic_plan::start() {
  actions out;
  if (complaints_.empty())
    out.push_back({action::kind::report_started});
  else
    begin_ending({end_reason::start_failed, {{path_, to_string(complaints_)}}}, out);
  return out;
}

actions dynamic_plan::child_started(const std::string& id, std::chrono::nanoseconds now) {
  auto& which = find(id);
  actions out;
  if (awaited_ != &which || which.state != child_state::starting || killing_)
    return out;
  become(which, child_state::running);
  which.waits.started(now);
  awaited_ = nullptr;
  timer_ = 0;
  reply({{}, id}, out);
  advance(out);
  return out;
}

actions dynamic_plan::child_ignored(const std::string& id) {
  auto& which = find(id);
  actions out;
  if (awaited_ != &which || which.state != child_state::starting)
    return out;
  awaited_ = nullptr;
  timer_ = 0;
  forget(which, out);
  reply({{}, {}, true}, out);
  advance(out);
  return out;
}

// Its children depend on nobody (spec_check.hpp).
actions dynamic_plan::child_held(const std::string& id) {
  static_cast<void>(find(id));
  return {};
}

actions dynamic_plan::child_ended(const std::string& id, exit_info exit,
                                  std::chrono::nanoseconds now) {
  auto& ended = find(id);
  actions out;
  if (phase_ == phase::ending) {
    forget(ended, out);
    end_if_all_are_down(out);
  } else if (awaited_ != &ended) {
    ended.gone = true;
    pending_.push_back({event::kind::ended, id, std::move(exit), now});
  } else {
    awaited_ = nullptr;
    timer_ = 0;
    if (ended.state == child_state::starting) {
      start_failed(ended, std::move(exit), now, out);
    } else {
      forget(ended, out);
      reply({{}, id}, out);
    }
  }
  advance(out);
  return out;
}

actions dynamic_plan::retry(const std::string& id, std::chrono::nanoseconds now,
                            std::uint64_t wait) {
  actions out;
  pending_.push_back({event::kind::retry, id, {}, now, {}, wait});
  advance(out);
  return out;
}

actions dynamic_plan::administer(administration what) {
  actions out;
  if (over()) {
    refuse(what, refusal::noproc, out);
    return out;
  }
  pending_.push_back({event::kind::call, {}, {}, {}, std::move(what)});
  advance(out);
  return out;
}

actions dynamic_plan::stop() {
  actions out;
  if (!over())
    begin_ending({end_reason::stopped, {}}, out);
  return out;
}

actions dynamic_plan::timer_expired(std::uint64_t timer, std::chrono::nanoseconds now) {
  actions out;
  if (timer == 0 || timer != timer_)
    return out;
  timer_ = 0;
  if (phase_ == phase::ending) {
    all_are_late(out);
    return out;
  }
  auto& late = *awaited_;
  if (!killing_) {
    killing_ = true;
    out.push_back({action::kind::kill, late.id});
    set_timer(spec_.kill_grace, out);
    return out;
  }
  const auto id = late.id;
  out.push_back({action::kind::abandon, id});
  awaited_ = nullptr;
  if (late.state == child_state::starting) {
    start_failed(late, {exit_class::killed, {}}, now, out);
  } else {
    forget(late, out);
    reply({{}, id}, out);
  }
  advance(out);
  return out;
}

std::vector<child_status> dynamic_plan::children() const {
  std::vector<child_status> all;
  all.reserve(children_.size());
  for (const auto& x : children_)
    all.push_back({x.id, &template_, x.state});
  return all;
}

child_count dynamic_plan::count() const {
  child_count all{1, running_};
  (template_.type == child_type::worker ? all.workers : all.supervisors) = children_.size();
  return all;
}

const child_spec* dynamic_plan::spec_of(const std::string& id) const {
  return was_given(id) || id == template_.id ? &template_ : nullptr;
}

dynamic_plan::child& dynamic_plan::find(const std::string& id) {
  if (auto* known = children_.find(id))
    return *known;
  throw std::invalid_argument{path_ + " has no child \"" + id + '"'};
}

std::optional<std::uint64_t> dynamic_plan::number_of(const std::string& id) const {
  std::uint64_t number = 0;
  const auto* end = id.data() + id.size();
  const auto read = std::from_chars(id.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end)
    return std::nullopt;
  return number;
}

bool dynamic_plan::was_given(const std::string& id) const {
  const auto number = number_of(id);
  return number && *number > 0 && *number <= last_id_;
}

void dynamic_plan::advance(actions& out) {
  while (!awaited_ && !over() && !pending_.empty()) {
    const auto next = std::move(pending_.front());
    pending_.pop_front();
    handle(next, out);
  }
}

void dynamic_plan::handle(const event& what, actions& out) {
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
    what.wait == 0 ? restart(*subject, {exit_class::error, subject->failure}, what.at, out)
                   : begin_start(*subject, out);
}

void dynamic_plan::handle_end(child& ended, const exit_info& exit, std::chrono::nanoseconds now,
                              actions& out) {
  ended.gone = false;
  const auto type = template_.restart;
  if (type == restart_type::permanent || (type == restart_type::transient && !is_clean(exit.how))) {
    restart(ended, exit, now, out);
    return;
  }
  const auto id = ended.id;
  forget(ended, out);
  const bool ends =
      template_.significant && (spec_.auto_shutdown == auto_shutdown::any ||
                                (spec_.auto_shutdown == auto_shutdown::all && children_.empty()));
  if (!ends)
    return;
  auto causes = exit.causes;
  causes.push_back({path_, "ended, as its significant child " + id + " did"});
  begin_ending({end_reason::auto_shutdown, std::move(causes), id}, out);
}

void dynamic_plan::restart(child& which, const exit_info& exit, std::chrono::nanoseconds now,
                           actions& out) {
  if (exit.how == exit_class::delivery_crash)
    begin_start(which, out);
  else if (!window_.add(now))
    escalate(which, exit.causes, out);
  else if (const auto delay = next_wait(which, now); delay.count() == 0)
    begin_start(which, out);
  else
    wait_to_restart(which, delay, out);
}

void dynamic_plan::wait_to_restart(child& which, std::chrono::nanoseconds delay, actions& out) {
  become(which, child_state::restarting);
  which.wait = ++last_wait_;
  out.push_back({action::kind::retry, which.id, delay, 0, 0, {}, which.wait});
}

std::chrono::nanoseconds dynamic_plan::next_wait(child& which, std::chrono::nanoseconds now) {
  return which.waits.failed(template_.backoff, now, chance_of(path_, which.id, last_wait_));
}

void dynamic_plan::escalate(child& which, cause_chain causes, actions& out) {
  causes.push_back({path_, "gave up at the end of its child " + which.id + ": more than " +
                               std::to_string(spec_.intensity) + " restarts within " +
                               format_duration(spec_.period)});
  const auto id = which.id;
  forget(which, out);
  begin_ending({end_reason::escalated, std::move(causes), id}, out);
}

void dynamic_plan::start_failed(child& failed, exit_info exit, std::chrono::nanoseconds now,
                                actions& out) {
  if (killing_)
    exit = late_start(path_ + '/' + failed.id, *template_.start_timeout);
  if (call_) {
    const auto id = failed.id;
    forget(failed, out);
    reply({refusal::start_failed, id, false, {}, std::move(exit.causes)}, out);
    return;
  }
  become(failed, child_state::restarting);
  failed.failure = std::move(exit.causes);
  if (template_.backoff.is_none())
    out.push_back({action::kind::retry, failed.id});
  else if (window_.add(now))
    wait_to_restart(failed, next_wait(failed, now), out);
  else
    escalate(failed, failed.failure, out);
}

void dynamic_plan::begin_start(child& which, actions& out) {
  become(which, child_state::starting);
  awaited_ = &which;
  killing_ = false;
  out.push_back({action::kind::start, which.id});
  if (template_.start_timeout)
    set_timer(*template_.start_timeout, out);
}

void dynamic_plan::begin_stop(child& which, actions& out) {
  become(which, child_state::stopping);
  awaited_ = &which;
  const auto policy = shutdown_of(template_);
  killing_ = policy.how == shutdown_policy::way::brutal;
  out.push_back({killing_ ? action::kind::kill : action::kind::shutdown, which.id});
  if (policy.how != shutdown_policy::way::infinity)
    set_timer(killing_ ? spec_.kill_grace : policy.time, out);
}

void dynamic_plan::set_timer(std::chrono::nanoseconds delay, actions& out) {
  timer_ = ++last_timer_;
  out.push_back({action::kind::set_timer, {}, delay, timer_});
}

void dynamic_plan::forget(child& which, actions& out) {
  become(which, child_state::down);
  out.push_back({action::kind::forget, which.id});
  children_.remove(which);
}

void dynamic_plan::become(child& which, child_state state) {
  running_ -= which.state == child_state::running ? 1 : 0;
  running_ += state == child_state::running ? 1 : 0;
  which.state = state;
}

void dynamic_plan::begin_ending(supervisor_end why, actions& out) {
  end_ = std::move(why);
  phase_ = phase::ending;
  awaited_ = nullptr;
  timer_ = 0;
  if (call_)
    reply({refusal::noproc, call_->id}, out);
  for (const auto& x : pending_)
    if (x.what == event::kind::call)
      refuse(x.call, refusal::noproc, out);
  pending_.clear();
  const auto policy = shutdown_of(template_);
  killing_ = policy.how == shutdown_policy::way::brutal;
  for (auto next = children_.begin(); next != children_.end();) {
    auto& x = *next++;
    if (x.gone || x.state == child_state::restarting)
      forget(x, out);
    else
      out.push_back({killing_ ? action::kind::kill : action::kind::shutdown, x.id});
  }
  for (auto& x : children_)
    become(x, child_state::stopping);
  if (!children_.empty() && policy.how != shutdown_policy::way::infinity)
    set_timer(killing_ ? spec_.kill_grace : policy.time, out);
  end_if_all_are_down(out);
}

void dynamic_plan::end_if_all_are_down(actions& out) {
  if (!children_.empty())
    return;
  phase_ = phase::ended;
  timer_ = 0;
  out.push_back({action::kind::end});
}

void dynamic_plan::all_are_late(actions& out) {
  const auto what = killing_ ? action::kind::abandon : action::kind::kill;
  for (const auto& x : children_)
    out.push_back({what, x.id});
  if (!std::exchange(killing_, true)) {
    set_timer(spec_.kill_grace, out);
    return;
  }
  while (!children_.empty())
    forget(*children_.begin(), out);
  end_if_all_are_down(out);
}

} // namespace troupe::supervision
