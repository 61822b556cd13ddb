// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/transition.hpp"

#include "assembly/member.hpp"
#include "assembly/orphans.hpp"
#include "assembly/subscription_changes.hpp"
#include "bus/messages.hpp"
#include "journal/find_position.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <utility>

/// What is done on the way from one composition to another, in this order. How children are
/// stopped and started is in transition_tree.cpp.
namespace troupe::assembly {

running::transition::transition(running& owner, std::shared_ptr<composition> to,
                                std::set<std::string> replaced,
                                std::function<void(result<void>)> then)
    : owner_(owner), before_(owner.present()), from_(std::make_shared<composition>(*before_)),
      to_(std::move(to)), replaced_(std::move(replaced)), then_(std::move(then)),
      steps_(change_tree(from_->what, to_->what, replaced_)),
      begins_(std::make_shared<execution::gate>()) {}

void running::transition::begin() {
  say("makes subscriptions");
  on_journal([this](const journal::standing&) { make_subscriptions(); });
}

void running::transition::say(const char* step) const {
  owner_.settings_.log(log_level::debug, owner_.deployment_.name,
                       std::string{failure_ ? "reload, on its way back: " : "reload: "} + step);
}

void running::transition::on_control(std::function<void(errand&)> what) {
  owner_.run_errand([self = shared_from_this(), what = std::move(what)](errand& me) { what(me); });
}

void running::transition::on_journal(std::function<void(const journal::standing&)> what) {
  owner_.writer_->inspect([self = shared_from_this(),
                           what = std::move(what)](const journal::standing& now) { what(now); });
}

std::vector<running::member*> running::transition::replaced_of(const composition& of) const {
  std::vector<member*> all;
  for (auto* each : of.members)
    if (replaced_.count(each->what.id) > 0)
      all.push_back(each);
  return all;
}

/// Before anything is stopped: what fails here leaves all as it was. On the journal's thread, the
/// only one that may make a subscription.
void running::transition::make_subscriptions() {
  const auto failed = [this](error why) {
    failure_ = std::move(why);
    on_control([this](errand&) { finish_untouched(); });
  };
  // What is written down for a reload before this one must stand until the next process has read
  // it.
  if (owner_.stopping_ || owner_.journal_failed_)
    return failed({ec::stopped, owner_.deployment_.name + " stops"});
  const auto known = known_subscriptions();
  if (!known)
    return failed(known.failure());
  if (auto no = objection_to_positions(*known))
    return failed(*std::move(no));
  for (const auto* each : replaced_of(*to_))
    if (find_known(*known, *each) == nullptr)
      added_.push_back(each->what.id);
  if (auto written = write_down_what_is_added(); !written)
    return failed(std::move(written).failure());
  // Those that are known, too: what is being deleted may be what one needs that is put back.
  for (const auto* each : replaced_of(*to_)) {
    const auto number = owner_.storage_->subscribe(each->what.id, each->settled);
    if (!number) {
      owner_.end({ending::kind::journal_failed, {}, number.failure()});
      return failed(number.failure());
    }
  }
  on_control([this](errand&) { stop_children(); });
}

const journal::subscription_record*
running::transition::find_known(const std::vector<journal::subscription_record>& known,
                                const member& of) {
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const auto& x) { return x.name == of.what.id; });
  return found == known.end() ? nullptr : &*found;
}

/// The retention may have taken events since the members were made.
std::optional<error> running::transition::objection_to_positions(
    const std::vector<journal::subscription_record>& known) const {
  auto reader = owner_.storage_->open_reader();
  if (!reader)
    return std::move(reader).failure();
  const auto first = (*reader)->first();
  if (!first)
    return first.failure();
  for (const auto* each : replaced_of(*to_)) {
    const auto* old = find_known(known, *each);
    if (old != nullptr && old->lost_from > 0 && !each->list.events().empty())
      return has_lost_events(*old, *first);
    if (old == nullptr && journal::is_before_what_is_kept(each->settled, *first)) {
      auto why = journal::retention_took(each->settled + 1, *first);
      return error{why.code, "start: " + why.what, each->what.id};
    }
  }
  return std::nullopt;
}

/// Should the process die before the commit, the next one lets go of them.
result<void> running::transition::write_down_what_is_added() {
  if (added_.empty() || !before_->as)
    return {};
  auto as = *before_->as;
  as.adding = added_;
  return write_generation(owner_.deployment_.journal.path, as);
}

/// What the children that are gone had committed is told to their subscriptions first.
void running::transition::end_subscriptions() {
  say("ends subscriptions");
  on_journal([this](const journal::standing&) { on_control([this](errand&) { end_them(); }); });
}

void running::transition::end_them() {
  const auto open = std::make_shared<std::size_t>(1);
  const auto ended = [self = shared_from_this(), open] {
    if (--*open > 0)
      return;
    if (self->failure_)
      self->on_journal([self](const journal::standing&) { self->forget_subscriptions(); });
    else
      self->find_positions();
  };
  for (auto* each : replaced_of(*from_)) {
    for (const auto& thread : each->threads)
      if (thread)
        thread->stop_within({});
    if (!each->feeder)
      continue;
    ++*open;
    owner_.let_go_of(each->feeder);
    caf::anon_send(each->feeder, bus::end_subscription{ended});
  }
  ended();
}

void running::transition::find_positions() {
  on_journal([this](const journal::standing& now) {
    if (auto taken = take_positions(now); !taken)
      return owner_.end({ending::kind::journal_failed, {}, std::move(taken).failure()});
    on_control([this](errand&) { start_subscriptions(); });
  });
}

result<void> running::transition::take_positions(const journal::standing& now) {
  const auto known = known_subscriptions();
  if (!known)
    return known.failure();
  for (auto* each : replaced_of(*to_)) {
    const auto* found = find_known(*known, *each);
    if (found == nullptr)
      return error{ec::internal, "the subscription '" + each->what.id + "' is gone"};
    // What it has settled is often only remembered by the writer.
    const auto settled = now.settled.find(found->number);
    each->settled =
        settled == now.settled.end() ? found->settled : std::max(found->settled, settled->second);
    each->paused = found->paused;
    for (const auto* old : from_->members)
      if (old->what.id == each->what.id)
        take_over(*old, *each);
    owner_.take_number(*each, found->number);
  }
  to_->left_alone.clear();
  for (const auto& each : *known)
    if (std::none_of(to_->members.begin(), to_->members.end(),
                     [&](const auto* m) { return m->what.id == each.name; }))
      to_->left_alone.push_back(each.name);
  return {};
}

result<std::vector<journal::subscription_record>> running::transition::known_subscriptions() const {
  auto reader = owner_.storage_->open_reader();
  if (!reader)
    return std::move(reader).failure();
  return (*reader)->subscriptions();
}

/// What outlives the instances of a service outlives its replacement too.
void running::transition::take_over(const member& from, member& into) {
  into.charged = from.charged;
  into.handled = from.handled;
  into.drops = from.drops;
}

void running::transition::start_subscriptions() {
  say("starts subscriptions");
  for (auto* each : replaced_of(*to_)) {
    if (owner_.stopping_)
      return answer(error{ec::stopped, owner_.deployment_.name + " stops"});
    each->begins = begins_;
    if (auto started = owner_.start_subscription(*each); !started)
      return owner_.end({ending::kind::journal_failed, {}, std::move(started).failure()});
    if (each->list.is_source())
      owner_.doings_.source_runs(each->what.id);
  }
  // Not before others listen: what is published meanwhile has a subscriber.
  for (const auto* each : replaced_of(*from_))
    if (each->feeder)
      for (const auto& topics : each->list.topics())
        owner_.groups_->let_go(topics);
  replace_specs();
}

/// From here on a process that dies runs the new one.
void running::transition::commit() {
  if (failure_)
    return finish();
  say("commits");
  on_journal([this](const journal::standing&) {
    if (owner_.stopping_)
      return answer(error{ec::stopped, owner_.deployment_.name + " stops"});
    if (to_->as)
      to_->as->committed = committed_after(before_->as, *to_->as, owner_.time_.now());
    auto written =
        to_->as ? write_generation(owner_.deployment_.journal.path, *to_->as) : result<void>{};
    on_control([this, written = std::move(written)](errand&) {
      if (written)
        return finish();
      fail(written.failure());
    });
  });
}

void running::transition::fail(error why) {
  failure_ = std::move(why);
  say("goes back");
  const auto wrong =
      std::exchange(to_, std::make_shared<composition>(composition{before_->what, before_->offers,
                                                                   before_->keeps, before_->as}));
  from_ = wrong;
  if (auto made = make_old_members(); !made) {
    answer(made.failure());
    return owner_.end({ending::kind::journal_failed, {}, std::move(made).failure()});
  }
  steps_ = change_tree(from_->what, to_->what, replaced_);
  begins_ = std::make_shared<execution::gate>();
  stop_children();
}

/// Those that were stopped come as they were, and are others all the same: their subscriptions are.
result<void> running::transition::make_old_members() {
  auto reader = owner_.storage_->open_reader();
  if (!reader)
    return std::move(reader).failure();
  const auto known = (*reader)->subscriptions();
  if (!known)
    return known.failure();
  for (auto* each : before_->members) {
    if (replaced_.count(each->what.id) == 0) {
      to_->members.push_back(each);
      continue;
    }
    const auto made =
        owner_.make_member(each->what, to_->offers, **reader, *known, before_->sources);
    if (!made)
      return made.failure();
    (*made)->keeps = to_->keeps; // Its offer is of these, and no more of those that it was made of.
    take_over(*each, **made);
    to_->members.push_back(*made);
  }
  to_->sources = before_->sources;
  return {};
}

/// Nothing was delivered to them. That they are to go stays written down until they are gone.
void running::transition::forget_subscriptions() {
  if (added_.empty())
    return find_positions();
  const auto id = added_.back();
  added_.pop_back();
  auto reader = owner_.storage_->open_reader();
  auto plan = reader ? plan_forgetting(**reader, id) : result<subscription_plan>{reader.failure()};
  if (!plan)
    return owner_.end({ending::kind::journal_failed, {}, std::move(plan).failure()});
  owner_.writer_->submit(std::move(plan->commit),
                         [self = shared_from_this()](const journal::verdict& v) {
                           if (!v.accepted())
                             return self->owner_.end({ending::kind::journal_failed, {}, v.failure});
                           if (self->added_.empty())
                             self->write_down_what_is_gone();
                           self->forget_subscriptions();
                         });
}

void running::transition::write_down_what_is_gone() {
  if (!before_->as)
    return;
  const auto written = write_generation(owner_.deployment_.journal.path, *before_->as);
  if (!written)
    owner_.settings_.log(log_level::warning, owner_.deployment_.name, to_string(written.failure()));
}

void running::transition::finish() {
  for (const auto* each : to_->members)
    to_->desk.add(each->what.id, each->number, each->list);
  {
    const std::lock_guard guard{owner_.rates_mutex_};
    owner_.make_present(to_);
    owner_.rates_ = {};
  }
  for (const auto& path : steps_.stops)
    if (!is_to_start(path))
      owner_.mark_halted(path, false);
  say("begins to deliver");
  begins_->open();
  look_as_often_as_needed();
  note_orphans();
}

/// Whoever has no child any more holds events back from now on, and its timers are held.
void running::transition::note_orphans() {
  const auto known = known_subscriptions();
  if (!known) {
    owner_.settings_.log(log_level::error, owner_.deployment_.name, to_string(known.failure()));
    return finish_untouched();
  }
  std::vector<std::pair<journal::commit, journal::writer::completion>> notes;
  for (auto& note : assembly::note_orphans(
           *known, [this](const auto& x) { return has_child_for(*to_, x); },
           owner_.around_->steady.now())) {
    const bool is_back = !note.orphaned->since;
    const auto number = note.subscription;
    notes.emplace_back(std::move(note), [&owner = owner_, number, is_back](const auto& verdict) {
      if (is_back && verdict.accepted())
        owner.tell_timers_of(number);
    });
  }
  if (notes.empty())
    return finish_untouched();
  notes.back().second = [self = shared_from_this(),
                         own = std::move(notes.back().second)](const auto& verdict) {
    own(verdict);
    self->finish_untouched();
  };
  owner_.writer_->submit(std::move(notes));
}

void running::transition::finish_untouched() {
  if (!failure_)
    return answer({});
  auto why = *failure_;
  why.what += "\n" + owner_.deployment_.name + " runs as it did before" +
              (before_->as ? ", as generation " + std::to_string(before_->as->number) : "") +
              restarted();
  for (const auto& each : not_back_)
    why.what += "\nbut " + each;
  answer(std::move(why));
}

std::string running::transition::restarted() const {
  std::string all;
  if (from_->members == before_->members)
    return all;
  for (const auto* each : replaced_of(*before_))
    all += (all.empty() ? "; restarted for that: " : ", ") + each->what.id;
  return all;
}

void running::transition::answer(result<void> said) {
  if (auto then = std::exchange(then_, nullptr))
    then(std::move(said));
}

} // namespace troupe::assembly
