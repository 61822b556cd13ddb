// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/supervisor_actor.hpp"

#include "execution/exit_reason.hpp"
#include "execution/send_if_alive.hpp"
#include "supervision/dynamic_plan.hpp"
#include "supervision/plan.hpp"

#include <caf/actor_cast.hpp>
#include <caf/make_message.hpp>
#include <caf/message.hpp>
#include <caf/send.hpp>
#include <caf/system_messages.hpp>

#include <utility>

namespace troupe::supervision {

using execution::make_exit;
using execution::send_urgent_exit;

namespace {

std::vector<child_spec> specs_of(const std::vector<child>& children) {
  std::vector<child_spec> specs;
  for (const auto& x : children)
    specs.push_back(x.spec);
  return specs;
}

std::unique_ptr<any_plan> plan_of(const std::string& path, const supervisor_spec& spec,
                                  std::vector<child_spec> children) {
  if (spec.strategy == strategy::simple_one_for_one)
    return std::make_unique<dynamic_plan>(path, spec, std::move(children));
  return std::make_unique<plan>(path, spec, std::move(children));
}

bool is_failure(end_reason why) {
  return why == end_reason::start_failed || why == end_reason::escalated;
}

caf::error exit_of(const supervisor_end& end, exit_class given_up) {
  if (end.causes.empty())
    return make_exit(exit_class::shutdown);
  const auto how = is_failure(end.why) ? given_up : exit_class::shutdown;
  auto reason = make_exit(how, end.causes.back().reason);
  reason.context() = caf::make_message(end.causes.back().reason, end.causes);
  return reason;
}

} // namespace

exit_info read_exit(const std::string& path, const caf::error& reason) {
  exit_info exit{execution::class_of(reason), {}};
  if (reason && reason.context().match_elements<std::string, cause_chain>())
    exit.causes = reason.context().get_as<cause_chain>(1);
  else
    exit.causes.push_back({path, execution::text_of(reason)});
  if (const auto* crash = execution::crash_of(reason))
    exit.causes.back().crash = std::make_shared<const execution::crash>(*crash);
  return exit;
}

void start_request::report_started() const {
  if (auto to = caf::actor_cast<caf::actor>(supervisor))
    caf::anon_send(to, supervision::child_started{instance});
}

supervisor_actor::supervisor_actor(caf::actor_config& config, execution::placement where,
                                   environment around, std::string path, supervisor_spec spec,
                                   std::vector<child> children, supervisor_callbacks callbacks)
    : placed_actor(config, std::move(where)), around_(around), path_(std::move(path)),
      plan_(plan_of(path_, spec, specs_of(children))), callbacks_(std::move(callbacks)) {
  for (auto& x : children) {
    auto start = std::make_shared<const start_function>(std::move(x.start));
    if (spec.strategy == strategy::simple_one_for_one)
      dynamic_start_ = std::move(start);
    else
      add(x.spec.id, std::move(start));
  }
}

caf::behavior supervisor_actor::make_behavior() {
  set_down_handler([this](const caf::down_msg& what) { on_down(what); });
  set_exit_handler([this](const caf::exit_msg&) { on_stop(); });
  perform(plan_->start());
  return calls().or_else([this](const child_started& x) { on_started(x.instance); },
                         [this](const child_left_behind& x) { on_left_behind(x); },
                         [this](const retry_restart& x) {
                           perform(plan_->retry(x.child, around_.time.elapsed(), x.wait));
                         },
                         [this](const stop_timeout& x) {
                           perform(plan_->timer_expired(x.timer, around_.time.elapsed()));
                         });
}

void supervisor_actor::on_exit() {
  around_.timers.cancel(timer_);
  for (auto& [id, x] : entries_) {
    around_.timers.cancel(x.wait);
    send_urgent_exit(x.handle, make_exit(exit_class::killed));
    if (x.handle && around_.ready)
      around_.ready->went_down(x.path);
    x.handle = nullptr;
  }
  if (!destroyed_)
    for (auto& [number, x] : calls_)
      x.who.deliver(answer{refusal::noproc});
  calls_.clear();
  // One that is let go of without having ended has nobody left to tell.
  if (!plan_->ended() && !destroyed_ && callbacks_.ended)
    callbacks_.ended({end_reason::escalated, read_exit(path_, fail_state()).causes});
  // They may hold handles that lead back to this actor.
  callbacks_ = {};
}

void supervisor_actor::on_destroy() {
  destroyed_ = true;
  placed_actor::on_destroy();
}

void supervisor_actor::perform(actions todo) {
  while (!todo.empty()) {
    actions more;
    for (const auto& x : todo)
      perform(x, more);
    todo = std::move(more);
  }
  if (is_failure(plan_->end().why) && !std::exchange(told_of_escalation_, true))
    tell_of_escalation();
  if (plan_->timer() == 0) {
    around_.timers.cancel(timer_);
    timer_ = {};
  }
  if (plan_->ended())
    end();
}

void supervisor_actor::perform(const action& what, actions& more) {
  switch (what.what) {
  case action::kind::start:
    more = start(entries_.at(what.child));
    break;
  case action::kind::start_when_ready:
    more = start_when_ready(entries_.at(what.child));
    break;
  case action::kind::await_ready:
    await_ready(what);
    break;
  case action::kind::shutdown:
    ask_to_end(entries_.at(what.child), exit_class::shutdown);
    break;
  case action::kind::kill:
    ask_to_end(entries_.at(what.child), exit_class::killed);
    break;
  case action::kind::abandon:
    abandon(entries_.at(what.child));
    break;
  case action::kind::set_timer:
    set_timer(what);
    break;
  case action::kind::retry:
    retry(what);
    break;
  case action::kind::adopt:
    adopt(what);
    break;
  case action::kind::forget:
    forget(what.child);
    break;
  case action::kind::replace:
    replace_starts(what);
    break;
  case action::kind::answer:
    tell(what);
    break;
  case action::kind::report_started:
    if (callbacks_.started)
      callbacks_.started();
    break;
  case action::kind::end:
    break;
  }
}

void supervisor_actor::ask_to_end(entry& which, exit_class how) {
  which.stage = end_stage::stopping;
  around_.listener.child_stopping(known(which));
  send_urgent_exit(which.handle, make_exit(how));
}

actions supervisor_actor::start(entry& which) {
  which.instance = ++last_instance_;
  which.stage = end_stage::starting;
  take_spec(which);
  around_.listener.child_starting(known(which));
  cause failure{which.path, "its start function returned no actor"};
  try {
    if (!*which.start)
      failure.reason = "missing_start: it has no start function";
    else if (auto spawned = (*which.start)({address(), which.path, which.instance, which.argument});
             spawned.is_ignored)
      return plan_->child_ignored(which.id);
    else
      which.handle = std::move(spawned.handle);
  } catch (...) {
    failure.crash =
        std::make_shared<const execution::crash>(execution::read_crash(std::current_exception()));
    failure.reason = execution::to_string(*failure.crash);
  }
  if (which.handle) {
    starting_[which.instance] = &which;
    by_actor_[which.handle.id()] = &which;
    monitor(which.handle);
    return {};
  }
  const exit_info exit{exit_class::error, {std::move(failure)}};
  around_.listener.child_ended(known(which), exit, which.stage);
  return plan_->child_ended(which.id, exit, around_.time.elapsed());
}

actions supervisor_actor::start_when_ready(entry& which) {
  const auto& needed = plan_->spec_of(which.id)->depends_on;
  if (!around_.ready || around_.ready->are_ready(needed))
    return start(which);
  return plan_->child_held(which.id);
}

void supervisor_actor::await_ready(const action& what) {
  const auto& needed = plan_->spec_of(what.child)->depends_on;
  auto& which = entries_.at(what.child);
  take_spec(which); // It may never have been started.
  around_.listener.restart_held(known(which), around_.ready->missing(needed));
  around_.ready->when_ready(
      needed, execution::send_if_alive(address(), retry_restart{what.child, what.wait}));
}

// Nobody waits for one that stays down because it has done its work.
void supervisor_actor::tell_of_end(const entry& which, const exit_info& exit) {
  if (!around_.ready)
    return;
  const auto* spec = which.spec.get(); // The plan may have forgotten it already.
  if (!spec || spec->restart == restart_type::temporary ||
      (spec->restart == restart_type::transient && is_clean(exit.how) &&
       which.stage != end_stage::stopping))
    around_.ready->ended_for_good(which.path);
  else
    around_.ready->went_down(which.path);
}

void supervisor_actor::let_go(entry& which) {
  starting_.erase(which.instance);
  by_actor_.erase(which.handle.id());
  which.handle = nullptr;
  if (!which.ended_at)
    which.ended_at = around_.time.elapsed();
}

void supervisor_actor::set_timer(const action& what) {
  around_.timers.cancel(timer_);
  timer_ = around_.timers.after(what.delay,
                                execution::send_if_alive(address(), stop_timeout{what.timer}));
}

void supervisor_actor::retry(const action& what) {
  const retry_restart message{what.child, what.wait};
  if (what.delay.count() == 0) {
    send(this, message);
    return;
  }
  auto& which = entries_.at(what.child);
  around_.listener.restart_waits(known(which), what.delay);
  auto& waiting = which.wait;
  around_.timers.cancel(waiting);
  waiting = around_.timers.after(what.delay, execution::send_if_alive(address(), message));
}

void supervisor_actor::tell_of_escalation() {
  const auto& end = plan_->end();
  const auto found = entries_.find(end.child);
  if (found != entries_.end()) {
    around_.listener.escalated(path_, end, known(found->second));
    return;
  }
  const auto* spec = plan_->spec_of(end.child);
  const auto path = path_ + '/' + end.child;
  around_.listener.escalated(path_, end, {path_, end.child, path, 0, spec ? *spec : child_spec{}});
}

void supervisor_actor::end() {
  around_.listener.supervisor_ended(path_, plan_->end());
  if (callbacks_.ended)
    callbacks_.ended(plan_->end());
  quit(exit_of(plan_->end(), callbacks_.given_up));
}

void supervisor_actor::on_started(std::uint64_t instance) {
  const auto where = starting_.find(instance);
  if (where == starting_.end())
    return;
  auto& which = *where->second;
  starting_.erase(where);
  if (which.stage == end_stage::starting)
    which.stage = end_stage::running;
  around_.listener.child_started(known(which));
  if (around_.ready)
    around_.ready->started(which.path);
  if (which.ended_at) {
    ++which.restarts;
    around_.listener.child_restarted(known(which), around_.time.elapsed() - *which.ended_at);
    which.ended_at.reset();
  }
  perform(plan_->child_started(which.id, around_.time.elapsed()));
}

void supervisor_actor::on_down(const caf::down_msg& what) {
  const auto where = by_actor_.find(what.source.id());
  if (where == by_actor_.end()) {
    on_late_end(what);
    return;
  }
  auto& which = *where->second;
  auto exit = read_exit(which.path, what.reason);
  around_.listener.child_ended(known(which), exit, which.stage);
  tell_of_end(which, exit);
  let_go(which);
  perform(plan_->child_ended(which.id, std::move(exit), around_.time.elapsed()));
}

void supervisor_actor::on_stop() {
  perform(plan_->stop());
}

known_child supervisor_actor::known(const entry& which) const {
  return {path_, which.id, which.path, which.instance, *which.spec};
}

void supervisor_actor::take_spec(entry& which) {
  const auto& now = *plan_->spec_of(which.id);
  auto& kept = is_dynamic() ? dynamic_spec_ : which.spec;
  if (!kept || *kept != now)
    kept = std::make_shared<const child_spec>(now);
  which.spec = kept;
}

supervisor_actor::entry& supervisor_actor::add(const std::string& id, shared_start start) {
  return entries_.insert_or_assign(id, entry{id, std::move(start), path_ + '/' + id}).first->second;
}

caf::actor start_supervisor(const environment& around, const std::string& name,
                            const supervisor_spec& spec, std::vector<child> children,
                            supervisor_callbacks callbacks) {
  return execution::spawn_placed<supervisor_actor>(
      around.system, {name, &around.where, around.drops}, around, name, spec, std::move(children),
      std::move(callbacks));
}

child supervisor_child(const environment& around, child_spec as_child, const supervisor_spec& spec,
                       std::vector<child> children, exit_class given_up) {
  as_child.type = child_type::supervisor;
  auto start = [around, spec, children = std::move(children),
                given_up](const start_request& request) {
    return start_supervisor(around, request.path, spec, children,
                            {[request] { request.report_started(); }, nullptr, given_up});
  };
  return {std::move(as_child), std::move(start)};
}

} // namespace troupe::supervision
