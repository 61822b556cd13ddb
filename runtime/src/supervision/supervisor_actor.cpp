// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/supervisor_actor.hpp"

#include "execution/exit_reason.hpp"

#include <caf/actor_cast.hpp>
#include <caf/make_message.hpp>
#include <caf/message.hpp>
#include <caf/send.hpp>
#include <caf/system_messages.hpp>

#include <algorithm>
#include <iterator>
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

// A supervisor that gave up ends with `shutdown`, as OTP's does: it stopped its children in order,
// and a transient one is not started again.
caf::error exit_of(const supervisor_end& end) {
  if (end.causes.empty())
    return make_exit(exit_class::shutdown);
  auto reason = make_exit(exit_class::shutdown, end.causes.back().reason);
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
      plan_(path_, spec, specs_of(children)), callbacks_(std::move(callbacks)) {
  for (auto& x : children) {
    auto child_path = path_ + '/' + x.spec.id;
    entries_.push_back({std::move(x), std::move(child_path)});
  }
}

caf::behavior supervisor_actor::make_behavior() {
  set_down_handler([this](const caf::down_msg& what) { on_down(what); });
  set_exit_handler([this](const caf::exit_msg&) { on_stop(); });
  perform(plan_.start());
  return {
      [this](const child_started& x) { on_started(x.instance); },
      [this](const retry_restart& x) { perform(plan_.retry(x.child, around_.time.elapsed())); },
      [this](const stop_timeout& x) { perform(plan_.timer_expired(x.timer)); },
      [this](describe_children) { return report(); },
  };
}

void supervisor_actor::on_exit() {
  around_.timers.cancel(timer_);
  for (auto& x : entries_) {
    send_urgent_exit(x.handle, make_exit(exit_class::killed));
    x.handle = nullptr;
  }
  // One that is let go of without having ended has nobody left to tell.
  if (!plan_.ended() && !destroyed_ && callbacks_.ended)
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
  if (plan_.end().why != end_reason::stopped && !std::exchange(told_of_escalation_, true))
    around_.listener.escalated(path_, plan_.end());
  if (plan_.timer() == 0) {
    around_.timers.cancel(timer_);
    timer_ = {};
  }
  if (plan_.ended())
    end();
}

void supervisor_actor::perform(const action& what, actions& more) {
  switch (what.what) {
  case action::kind::start:
    more = start(find(what.child));
    break;
  case action::kind::shutdown:
    send_urgent_exit(find(what.child).handle, make_exit(exit_class::shutdown));
    break;
  case action::kind::kill:
    send_urgent_exit(find(what.child).handle, make_exit(exit_class::killed));
    break;
  case action::kind::abandon:
    abandon(find(what.child));
    break;
  case action::kind::set_timer:
    set_timer(what);
    break;
  case action::kind::retry:
    send(this, retry_restart{what.child});
    break;
  case action::kind::report_started:
    if (callbacks_.started)
      callbacks_.started();
    break;
  case action::kind::end:
    break;
  }
}

actions supervisor_actor::start(entry& which) {
  which.instance = ++last_instance_;
  around_.listener.child_starting(which.path, which.instance);
  std::string failure = "its start function returned no actor";
  try {
    which.handle = which.what.start({address(), which.path, which.instance});
  } catch (...) {
    failure = execution::text_of(std::current_exception());
  }
  if (which.handle) {
    monitor(which.handle);
    return {};
  }
  const exit_info exit{exit_class::error, {{which.path, failure}}};
  around_.listener.child_ended({which.path, which.instance, exit.how, exit.causes});
  return plan_.child_ended(which.what.spec.id, exit, around_.time.elapsed());
}

void supervisor_actor::abandon(entry& which) {
  around_.listener.child_abandoned(which.path, which.instance);
  abandoned_.insert({which.handle.id(), {which.path, which.instance}});
  which.handle = nullptr;
  if (!which.ended_at)
    which.ended_at = around_.time.elapsed();
}

void supervisor_actor::set_timer(const action& what) {
  around_.timers.cancel(timer_);
  timer_ = around_.timers.after(what.delay, [to = address(), timer = what.timer] {
    if (auto self = caf::actor_cast<caf::actor>(to))
      caf::anon_send(self, stop_timeout{timer});
  });
}

void supervisor_actor::end() {
  around_.listener.supervisor_ended(path_, plan_.end());
  if (callbacks_.ended)
    callbacks_.ended(plan_.end());
  quit(exit_of(plan_.end()));
}

void supervisor_actor::on_started(std::uint64_t instance) {
  const auto where = std::find_if(entries_.begin(), entries_.end(), [&](const entry& x) {
    return x.handle && x.instance == instance;
  });
  if (where == entries_.end())
    return;
  around_.listener.child_started(where->path, instance);
  if (where->ended_at) {
    ++where->restarts;
    around_.listener.child_restarted(where->path, around_.time.elapsed() - *where->ended_at);
    where->ended_at.reset();
  }
  perform(plan_.child_started(where->what.spec.id));
}

void supervisor_actor::on_down(const caf::down_msg& what) {
  const auto id = what.source.id();
  const auto where = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const entry& x) { return x.handle && x.handle.id() == id; });
  if (where == entries_.end()) {
    on_late_end(what);
    return;
  }
  auto exit = read_exit(where->path, what.reason);
  around_.listener.child_ended({where->path, where->instance, exit.how, exit.causes});
  where->handle = nullptr;
  const auto now = around_.time.elapsed();
  if (!where->ended_at)
    where->ended_at = now;
  perform(plan_.child_ended(where->what.spec.id, std::move(exit), now));
}

void supervisor_actor::on_late_end(const caf::down_msg& what) {
  const auto where = abandoned_.find(what.source.id());
  if (where == abandoned_.end())
    return;
  const auto& [path, instance] = where->second;
  auto exit = read_exit(path, what.reason);
  around_.listener.child_ended({path, instance, exit.how, std::move(exit.causes), true});
  abandoned_.erase(where);
}

void supervisor_actor::on_stop() {
  perform(plan_.stop());
}

supervisor_actor::entry& supervisor_actor::find(const std::string& id) {
  return *std::find_if(entries_.begin(), entries_.end(),
                       [&](const entry& x) { return x.what.spec.id == id; });
}

supervisor_report supervisor_actor::report() const {
  supervisor_report all{path_, {}, abandoned_.size()};
  const auto states = plan_.children();
  auto next = states.begin();
  for (const auto& x : entries_) {
    if (next == states.end() || next->spec->id != x.what.spec.id)
      continue;
    all.children.push_back(
        {x.path, x.what.spec.type, next->state, x.instance, x.restarts, x.handle});
    ++next;
  }
  return all;
}

caf::actor start_supervisor(const environment& around, const std::string& name,
                            const supervisor_spec& spec, std::vector<child> children,
                            supervisor_callbacks callbacks) {
  return execution::spawn_placed<supervisor_actor>(
      around.system, {name, &around.where, around.drops}, around, name, spec, std::move(children),
      std::move(callbacks));
}

child supervisor_child(const environment& around, child_spec as_child, const supervisor_spec& spec,
                       std::vector<child> children) {
  as_child.type = child_type::supervisor;
  auto start = [around, spec, children = std::move(children)](const start_request& request) {
    return start_supervisor(around, request.path, spec, children,
                            {[request] { request.report_started(); }, nullptr});
  };
  return {std::move(as_child), std::move(start)};
}

} // namespace troupe::supervision
