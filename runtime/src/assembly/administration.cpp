// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/breaker_lines.hpp"
#include "assembly/control_desk.hpp"
#include "assembly/letter_edit.hpp"
#include "assembly/letter_move.hpp"
#include "assembly/member.hpp"
#include "assembly/outside_event.hpp"
#include "assembly/refusals.hpp"
#include "assembly/reload_hold.hpp"
#include "assembly/status_view.hpp"
#include "assembly/timer_cancel.hpp"
#include "assembly/tree_change.hpp"
#include "vocabulary/sound_origin.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <unistd.h>

/// What a deployment can be told to do while it runs, and asked about itself.
namespace troupe::assembly {

using control::child_verb;

namespace {

template <class Members>
std::vector<std::uint64_t> handled_by(const Members& all) {
  std::vector<std::uint64_t> counters;
  for (const auto& m : all)
    counters.push_back(m->handled->load(std::memory_order_relaxed));
  return counters;
}

control::child_changed after_start(const std::string& id, const supervision::answer& said) {
  using supervision::child_state;
  return {id, to_string(said.ignored ? child_state::down : child_state::running)};
}

} // namespace

void running::run_errand(std::function<void(errand&)> begin) {
  execution::spawn_placed<errand>(*actors_, {"errand", &crew_->control(), nullptr},
                                  std::move(begin));
}

/// Without a socket nobody can look in from outside; that is no reason to run no shop.
void running::open_control_desk() {
  if (!settings_.control_socket)
    return;
  sample_rates();
  auto opened = control_desk::open(*this, deployment_.journal.path);
  if (opened)
    control_desk_ = *std::move(opened);
  else
    settings_.log(log_level::warning, deployment_.name,
                  "no command can reach this deployment while it runs: " +
                      to_string(opened.failure()));
}

std::vector<service_activity> running::service_activities() {
  std::shared_ptr<const composition> here;
  std::vector<std::uint64_t> counters;
  std::vector<double> per_second;
  {
    const std::lock_guard guard{rates_mutex_};
    here = present();
    counters = handled_by(here->members);
    per_second = rates_.per_second(time_.elapsed(), counters);
  }
  std::vector<service_activity> all;
  for (std::size_t i = 0; i < here->members.size(); ++i) {
    const auto& m = *here->members[i];
    all.push_back({m.what.id, m.feeder ? m.list.topics() : std::vector<pattern>{},
                   m.list.is_source(), doings_.source_is_running(m.what.id), counters[i],
                   per_second[i], std::nullopt, m.drops->all()});
    if (m.breaker)
      all.back().breaker = view_of(m.breaker->look(), time_);
  }
  return all;
}

void running::sample_rates() {
  if (stopping_)
    return;
  {
    const std::lock_guard guard{rates_mutex_};
    rates_.sample(time_.elapsed(), handled_by(present()->members));
  }
  timers_.after(rates::interval, [this] { sample_rates(); });
}

control::status running::status_now(const known_journal& kept, const tree_survey& tree) {
  const auto services = service_activities();
  auto made = status_of(*what_runs(), services, kept, tree);
  made.pid = ::getpid();
  made.starting = !start_.is_open();
  if (const auto& as = present()->as)
    made.generation = view_of(*as);
  made.uptime_seconds = std::chrono::duration<double>(time_.elapsed() - began_).count();
  made.crashes = doings_.crashes;
  made.restarts = doings_.restarts;
  made.duplicates = doings_.duplicates;
  made.short_of_space = space_.view();
  if (made.short_of_space)
    made.short_of_space->refused = doings_.refused_for_space;
  for (const auto& each : zombies())
    made.zombies.push_back({each.instance, each.doing, each.since});
  for (const auto& each : services) {
    made.handled += each.handled;
    made.per_second += each.per_second;
  }
  return made;
}

void running::tell_status(std::function<void(result<control::status>)> then) {
  auto reader = storage_->open_reader();
  if (!reader)
    return then(std::move(reader).failure());
  auto kept = read_known_journal(**reader);
  if (!kept)
    return then(std::move(kept).failure());
  // What subscriptions have settled is often only remembered by the writer.
  writer_->inspect([this, kept = *std::move(kept), then](const journal::standing& now) mutable {
    kept.standing = now;
    run_errand([this, kept = std::move(kept), then](errand& me) {
      me.survey(root_,
                [this, kept, then](const tree_survey& tree) { then(status_now(kept, tree)); });
    });
  });
}

/// One child of a tree, and the steps that a request takes with it.
struct running::child_change {
  control::change_child request;
  std::function<void(result<control::child_changed>)> then;
  caf::actor owner;
  std::string path;

  std::string own_id() const { return id_in(path); }
};

void running::change(const control::change_child& what,
                     std::function<void(result<control::child_changed>)> told) {
  const auto then = hold_reloads(changes_, std::move(told));
  if (is_changing_)
    return then(is_being_changed(deployment_.name));
  run_errand([this, what, then](errand& me) {
    me.survey(root_, [this, &me, what, then](const tree_survey& tree) {
      if (what.id == deployment_.name)
        return then(root_is_no_child(what.id));
      const auto found = find_child(list_children(tree, *what_runs()), what.id);
      if (!found)
        return then(found.failure());
      if (found->is == nullptr)
        return then(found->has_supervisor ? temporary_is_gone(what.id)
                                          : has_no_supervisor(what.id));
      const child_change change{what, then, found->is->owner, found->is->report.path};
      if (what.how == child_verb::start)
        return start_child(me, change);
      if (what.how == child_verb::terminate)
        return terminate_child(me, change);
      me.spec_of(change.owner, change.own_id(),
                 [this, &me, change](const supervision::found_spec& known) {
                   if (known.spec && known.spec->restart == supervision::restart_type::temporary)
                     return change.then(temporary_is_for_once(change.request.id));
                   renew_child(me, change);
                 });
    });
  });
}

void running::start_child(errand& me, const child_change& change) {
  me.call(change.owner, supervision::restart_child{change.own_id()},
          [change](const supervision::answer& said) {
            if (said.refused)
              return change.then(refusal_of(change.request, said));
            change.then(after_start(change.request.id, said));
          });
}

void running::terminate_child(errand& me, const child_change& change) {
  me.call(change.owner, supervision::terminate_child{change.own_id()},
          [this, change](const supervision::answer& said) {
            if (said.refused)
              return change.then(refusal_of(change.request, said));
            stays_down(change.path);
            change.then(control::child_changed{change.request.id,
                                               to_string(supervision::child_state::down)});
          });
}

/// One that does not start again stays down, as if it was terminated.
void running::renew_child(errand& me, const child_change& change) {
  me.call(change.owner, supervision::renew_child{change.own_id()},
          [this, change](const supervision::answer& said) {
            const bool is_down = said.ignored || said.refused == supervision::refusal::start_failed;
            if (is_down)
              stays_down(change.path);
            if (said.refused)
              return change.then(refusal_of(change.request, said));
            change.then(after_start(change.request.id, said));
          });
}

/// Until somebody, or its supervisor's restart, starts it.
void running::stays_down(const std::string& path) {
  watch_.start_is_off(path);
  mark_halted(path, true);
  stop_waiting_for_alone();
}

void running::mark_halted(const std::string& path, bool is_halted) {
  const std::lock_guard guard{halted_mutex_};
  if (is_halted)
    halted_.insert(path);
  else
    halted_.erase(path);
}

/// Whether somebody terminated the child, or a supervisor above it.
bool running::is_halted(const std::string& path) const {
  const std::lock_guard guard{halted_mutex_};
  return std::any_of(halted_.begin(), halted_.end(), [&](const std::string& each) {
    return path == each || path.compare(0, each.size() + 1, each + '/') == 0;
  });
}

void running::move(const control::move_letters& what,
                   std::function<void(result<control::letters_moved>)> told) {
  const auto then = hold_reloads(changes_, std::move(told));
  if (is_changing_)
    return then(is_being_changed(deployment_.name));
  letter_move::begin({*storage_, *writer_, time_,
                      [this](const std::string& service) -> caf::actor {
                        const auto here = present();
                        for (const auto* m : here->members)
                          if (m->what.id == service)
                            return m->feeder;
                        return nullptr;
                      },
                      [this](std::chrono::nanoseconds delay, std::function<void()> call) {
                        timers_.after(delay, [this, call = std::move(call)] {
                          // The journal closes after all that the control thread was asked for
                          // before the stop.
                          run_errand([this, call](errand&) {
                            if (!stopping_)
                              call();
                          });
                        });
                      }},
                     what, [this, what, then](result<control::letters_moved> became) {
                       if (became)
                         letters_.moved(what, became->moved);
                       then(std::move(became));
                     });
}

void running::edit(const control::edit_letter& what,
                   std::function<void(result<control::letter_edited>)> then) {
  auto reader = storage_->open_reader();
  if (!reader)
    return then(std::move(reader).failure());
  const auto handlers = [this](const std::string& service) -> std::span<const event_handler> {
    const auto here = present();
    for (const auto* m : here->members)
      if (m->what.id == service)
        return m->list.events();
    return {};
  };
  auto plan = plan_edit(**reader, what, handlers, around_->limits.payload, time_.now(),
                        around_->constraints);
  if (!plan)
    return then(std::move(plan).failure());
  writer_->submit(std::move(plan->commit),
                  [this, what, told = plan->told, then](const journal::verdict& v) {
                    if (!v.accepted())
                      return then(*v.failure);
                    letters_.edited(what);
                    then(told);
                  });
}

void running::cancel(const control::cancel_timers& what,
                     std::function<void(result<control::timers_cancelled>)> then) {
  auto reader = storage_->open_reader();
  if (!reader)
    return then(std::move(reader).failure());
  auto plan = plan_cancel(**reader, what);
  if (!plan)
    return then(std::move(plan).failure());
  if (plan->commits.empty())
    return then(std::move(plan->told));
  // Completions come one after the other, in order.
  const auto told = std::make_shared<control::timers_cancelled>(std::move(plan->told));
  std::vector<std::pair<journal::commit, journal::writer::completion>> all;
  for (std::size_t i = 0; i < plan->commits.size(); ++i)
    all.emplace_back(std::move(plan->commits[i]),
                     [this, told, timer = plan->timers[i], who = what.who, then,
                      is_last = i + 1 == plan->commits.size()](const journal::verdict& v) {
                       tell(*told, timer, v);
                       if (v.accepted())
                         settings_.log(log_level::warning, deployment_.name,
                                       (who.empty() ? "somebody" : who) + " cancelled the timer " +
                                           to_string(timer.id));
                       if (!is_last)
                         return;
                       if (v.failure && v.failure->code != ec::refused)
                         return then(*v.failure);
                       then(*told);
                     });
  writer_->submit(std::move(all));
}

void running::publish(const control::publish_event& what,
                      std::function<void(result<control::event_published>)> then) {
  handlers_of_all handlers;
  const auto here = present();
  for (const auto* m : here->members)
    handlers.emplace_back(m->list.events());
  auto event = read_outside_event(what, handlers, around_->limits.payload, around_->constraints);
  if (!event)
    return then(std::move(event).failure());
  if (auto room = check_space(is_transient(event->topic) ? 0 : 1); !room)
    return then(std::move(room).failure());
  const auto answer = [this, event = *event, then](const journal::verdict& v) {
    doings_.duplicates += v.duplicates.size();
    if (v.accepted())
      then(answer_of(event, v));
    else
      then(*v.failure);
  };
  if (!is_transient(event->topic)) {
    writer_->submit(commit_of(*event, ids_.next(), time_.now(), deployment_.name, around_->lives),
                    answer);
  } else if (!event->id.empty()) {
    then(error{ec::invalid, cannot_recognize(event->topic)});
  } else if (auto taken = publish({event->fact()}, answer); !taken) {
    then(std::move(taken).failure());
  }
}

} // namespace troupe::assembly
