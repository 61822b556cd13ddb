// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/idle.hpp"
#include "assembly/member.hpp"
#include "assembly/refusals.hpp"
#include "assembly/reload_hold.hpp"
#include "assembly/running.hpp"
#include "assembly/subscription_changes.hpp"
#include "assembly/tree_change.hpp"
#include "assembly/tree_survey.hpp"
#include "bus/messages.hpp"
#include "journal/admission.hpp"
#include "journal/find_position.hpp"
#include "journal/standing.hpp"
#include "service/charges.hpp"

#include <caf/send.hpp>

#include <string_view>
#include <utility>
#include <vector>

/// How subscriptions are paused, sent elsewhere and forgotten while the deployment runs.
namespace troupe::assembly {
namespace {

/// What is read anew has spent no attempt: the rows that said so are gone, too.
void forget_charges(charges& all, journal::sequence_number above) {
  for (const auto& [sequence, _] : all.all())
    if (sequence > above)
      all.settle(sequence);
}

/// Where an instance claims its partitions in the very moment, the seek comes once more behind it.
constexpr int seeks_tried = 3;

} // namespace

/// A child whose subscription has begun to deliver.
result<running::member*> running::feeding_member(const std::string& id) {
  std::vector<std::string_view> known;
  if (is_changing_)
    return is_being_changed(deployment_.name);
  const auto here = present();
  for (auto* m : here->members) {
    if (m->what.id != id) {
      known.push_back(m->what.id);
      continue;
    }
    if (!m->feeder)
      return handles_no_events(id);
    // What is run alone first must come to its end, or nothing else would ever begin.
    if (!start_.is_open())
      return error{ec::busy, deployment_.name + " has not begun to deliver yet; try again soon"};
    return m;
  }
  return no_such_service(id, deployment_.name, known);
}

void running::change(const control::change_subscription& what,
                     std::function<void(result<control::subscription_changed>)> told) {
  // Before it looks whether a reload is under way, which looks the other way round.
  const auto then = hold_reloads(changes_, std::move(told));
  if (what.how == control::subscription_verb::forget)
    return forget(what.id, then);
  const auto m = feeding_member(what.id);
  if (!m)
    return then(m.failure());
  auto reader = storage_->open_reader();
  if (!reader)
    return then(std::move(reader).failure());
  const bool paused = what.how == control::subscription_verb::pause;
  auto plan = plan_pause(**reader, what.id, paused);
  if (!plan)
    return then(std::move(plan).failure());
  caf::anon_send(
      (*m)->feeder,
      bus::pause_deliveries{paused, reason_of(what),
                            [this, paused, was = plan->told, then](const journal::verdict& v) {
                              if (!v.accepted())
                                return then(*v.failure);
                              if (!was.was_so)
                                settings_.log(log_level::warning, was.id,
                                              paused ? "is paused" : "is resumed");
                              then(was);
                            }});
}

void running::forget(const std::string& id,
                     std::function<void(result<control::subscription_changed>)> then) {
  if (is_changing_)
    return then(is_being_changed(deployment_.name));
  const auto here = present();
  for (const auto* m : here->members)
    if (m->what.id == id)
      return then(error{ec::invalid, '\'' + id + "' is a child of " + deployment_.name +
                                         ", which runs; take it out of the deployment first"});
  auto reader = storage_->open_reader();
  if (!reader)
    return then(std::move(reader).failure());
  auto plan = plan_forgetting(**reader, id);
  if (!plan)
    return then(std::move(plan).failure());
  writer_->submit(std::move(plan->commit),
                  [this, told = plan->told, then](const journal::verdict& v) {
                    if (!v.accepted())
                      return then(*v.failure);
                    settings_.log(log_level::warning, told.id, "the subscription is deleted");
                    then(told);
                  });
}

/// A seek that is under way.
struct running::seeking {
  seeking(member* sought, seek_plan what,
          std::function<void(result<control::subscription_sought>)> told)
      : of(sought), plan(std::move(what)), then(std::move(told)) {}

  member* of = nullptr;
  seek_plan plan;
  std::function<void(result<control::subscription_sought>)> then;
  caf::actor owner{}; ///< the child's supervisor; null where the child shall stay as it is
  int tries = 0;
  std::optional<error> failure{};

  std::string own_id() const { return id_in(of->path); }
};

void running::seek(const control::seek_subscription& what,
                   std::function<void(result<control::subscription_sought>)> told) {
  const auto then = hold_reloads(changes_, std::move(told));
  const auto m = feeding_member(what.id);
  if (!m)
    return then(m.failure());
  if ((*m)->what.restart == deploy::restarts::temporary)
    return then(temporary_is_for_once(what.id));
  if ((*m)->list.is_source() && what.states == control::state_fate::reset)
    return then(state_is_a_source(what.id));
  auto reader = storage_->open_reader();
  if (!reader)
    return then(std::move(reader).failure());
  const auto found = find_subscription(**reader, what.id);
  if (!found)
    return then(found.failure());
  const auto to = journal::find_position(**reader, what.to, time_.now());
  if (!to)
    return then(to.failure());
  // What it has settled is often only remembered by the writer.
  writer_->inspect(
      [this, of = *m, found = *found, what, to = *to, then](const journal::standing& now) {
        const auto settled = now.settled.find(found.number);
        auto plan = decide_seek(found, what, to,
                                settled == now.settled.end() ? found.settled : settled->second);
        if (!plan)
          return then(std::move(plan).failure());
        const auto made = std::make_shared<seeking>(of, *std::move(plan), then);
        run_errand([this, made](errand& me) { stop_child_and_seek(me, made); });
      });
}

/// What the child has in hand finishes; should it not stop in its time, its epoch is over all the
/// same.
void running::stop_child_and_seek(errand& me, const std::shared_ptr<seeking>& made) {
  me.survey(root_, [this, &me, made](const tree_survey& tree) {
    const auto found = find_child(list_children(tree, *what_runs()), made->of->path);
    if (!found)
      return made->then(found.failure());
    if (found->is == nullptr || found->is->report.state == supervision::child_state::down) {
      made->plan.told.child = to_string(supervision::child_state::down);
      return seek_now(made);
    }
    if (!made->plan.changes_anything) {
      made->plan.told.child = to_string(found->is->report.state);
      return made->then(made->plan.told);
    }
    made->owner = found->is->owner;
    me.call(
        made->owner, supervision::terminate_child{made->own_id()},
        [this, made](const supervision::answer& said) {
          if (said.refused)
            return made->then(refusal_of({control::child_verb::restart, made->of->what.id}, said));
          watch_.start_is_off(made->of->path);
          seek_now(made);
        });
  });
}

void running::seek_now(const std::shared_ptr<seeking>& made) {
  ++made->tries;
  caf::anon_send(
      made->of->feeder,
      bus::seek_position{
          made->plan.what, storage_->next_epoch(), [this, made](const journal::verdict& v) {
            if (!v.accepted() && v.failure->code == ec::refused && made->tries < seeks_tried)
              return seek_now(made);
            made->failure = v.failure;
            if (v.accepted() && journal::goes_back(made->plan.what))
              forget_charges(*made->of->charged, made->plan.what.to);
            if (v.accepted())
              settings_.log(log_level::warning, made->of->what.id,
                            "goes on from " + std::to_string(made->plan.told.to) + ", and was at " +
                                std::to_string(made->plan.told.from));
            start_child_after(made);
          }});
}

/// Whatever became of the seek, for the child was stopped for it.
void running::start_child_after(const std::shared_ptr<seeking>& made) {
  const auto tell = [made] {
    if (made->failure)
      return made->then(*made->failure);
    made->then(made->plan.told);
  };
  if (!made->owner || stopping_)
    return tell();
  run_errand([made, tell](errand& me) {
    me.call(made->owner, supervision::restart_child{made->own_id()},
            [made, tell](const supervision::answer& said) {
              using supervision::refusal;
              // Where a sibling's failure had it started meanwhile, it runs already.
              const bool runs = !said.refused || *said.refused == refusal::running ||
                                *said.refused == refusal::restarting;
              if (!runs && !made->failure)
                made->failure = refusal_of({control::child_verb::start, made->of->what.id}, said);
              made->plan.told.child = to_string(said.ignored ? supervision::child_state::down
                                                             : supervision::child_state::running);
              tell();
            });
  });
}

std::vector<paused_member> running::paused() {
  if (const auto now = look_at_journal())
    return paused_in(*now);
  // Its thread is busy: what is committed says it too.
  const auto kept = [this] {
    const std::lock_guard guard{reader_mutex_};
    return journal::read_standing(*reader_);
  }();
  if (kept)
    return paused_in(*kept);
  settings_.log(log_level::error, deployment_.name, to_string(kept.failure()));
  return {};
}

std::vector<paused_member> running::paused_in(const journal::standing& now) {
  std::vector<paused_member> all;
  const auto here = present();
  if (now.paused.empty())
    return all;
  const std::lock_guard guard{reader_mutex_};
  const auto known = reader_->subscriptions();
  for (const auto* m : here->members) {
    if (!m->feeder || now.paused.count(m->number) == 0)
      continue;
    const auto parked = now.parked_of.find(m->number);
    auto& made =
        all.emplace_back(paused_member{m->what.id, left_for(now, {m->number, m->list.topics()}),
                                       parked == now.parked_of.end() ? 0 : parked->second});
    if (!known)
      continue;
    for (const auto& each : *known)
      if (each.number == m->number && each.paused_for) {
        made.since = each.paused_for->since;
        made.why = each.paused_for->why;
      }
  }
  return all;
}

/// Nobody waits for these.
void running::say_what_is_paused(const journal::standing& now) {
  for (const auto& each : paused_in(now))
    settings_.log(log_level::warning, each.id,
                  "is paused, so nobody waits for it; up to " + std::to_string(each.events) +
                      (each.events == 1 ? " event waits" : " events wait") +
                      " for 'troupe subscriptions resume'");
}

} // namespace troupe::assembly
