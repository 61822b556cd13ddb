// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/member.hpp"
#include "assembly/refusals.hpp"
#include "assembly/subscription_changes.hpp"
#include "assembly/transition.hpp"
#include "deployment/difference.hpp"
#include "journal/write_alone.hpp"

#include <algorithm>
#include <utility>

/// How a deployment that runs becomes another one.
namespace troupe::assembly {

std::shared_ptr<const running::composition> running::present() const {
  const std::lock_guard guard{members_mutex_};
  return present_;
}

void running::make_present(std::shared_ptr<const composition> next) {
  const std::lock_guard guard{members_mutex_};
  present_ = std::move(next);
}

namespace {

std::string said(const std::string& value) {
  return value.empty() ? "(none)" : value;
}

/// Whom a line of the log names, the first of many.
constexpr std::size_t named_at_most = 10;

std::string names_of(const std::vector<control::planned_child>& all, control::child_fate fate) {
  std::string names;
  std::size_t count = 0;
  for (const auto& each : all)
    if (each.fate == fate && ++count <= named_at_most)
      names += (names.empty() ? "" : ", ") + each.id;
  return count <= named_at_most ? names
                                : names + " and " + std::to_string(count - named_at_most) + " more";
}

/// "; started a, b; stopped c", or that nothing was done.
std::string deeds_in(const control::deployment_plan& x) {
  using enum control::child_fate;
  constexpr std::pair<control::child_fate, const char*> fates[] = {
      {started, "started"}, {stopped, "stopped"}, {restarted, "restarted"}, {changed, "changed"}};
  std::string all;
  for (const auto& [fate, verb] : fates)
    if (const auto names = names_of(x.children, fate); !names.empty())
      all += std::string{"; "} + verb + ' ' + names;
  return all.empty() ? ", in which nothing is different" : all;
}

} // namespace

std::shared_ptr<const deploy::deployment> running::what_runs() const {
  const auto here = present();
  return {here, &here->what};
}

/// Before anything runs. What a reload had begun that was not committed is let go of.
result<void> running::write_down_generation() {
  if (!settings_.as)
    return {};
  const auto last = read_generation(deployment_.journal.path);
  if (!last)
    return last.failure();
  settings_.as->number = number_after(*last, *settings_.as);
  if (*last)
    settings_.as->sources = (*last)->sources;
  settings_.as->committed = committed_after(*last, *settings_.as, time_.now());
  for (const auto& line : replaced_modules(*last, *settings_.as))
    settings_.log(log_level::info, deployment_.name, line);
  if (*last)
    for (const auto& id : (*last)->adding)
      if (auto plan = plan_forgetting(*reader_, id); plan) {
        if (auto gone = journal::write_alone(*storage_, std::move(plan->commit)); !gone)
          return std::move(gone).failure();
        settings_.log(log_level::warning, id,
                      "a reload that was cut short had made the subscription; it is deleted");
      }
  return write_generation(deployment_.journal.path, *settings_.as);
}

result<specification> running::load_next(const control::deployment_file& what) {
  if (!settings_.load)
    return error{ec::invalid, deployment_.name + " is run by a program of its own, which says "
                                                 "itself what runs"};
  const auto here = present();
  if (what.file.empty() && here->as) // As it was loaded last.
    return settings_.load(here->as->file, here->as->sets);
  return settings_.load(what.file, what.sets);
}

result<control::deployment_plan> running::plan(const specification& next) {
  auto reader = storage_->open_reader();
  if (!reader)
    return std::move(reader).failure();
  auto known = read_positions(**reader, storage_->head());
  if (!known)
    return std::move(known).failure();
  // What subscriptions have settled is often only remembered by the writer.
  if (const auto now = look_at_journal())
    for (auto& each : known->subscriptions)
      if (const auto at = now->settled.find(each.number); at != now->settled.end())
        each.settled = std::max(each.settled, at->second);
  const auto here = present();
  known->sources = here->sources;
  auto made = plan_change(
      &here->what, next.what, [&next](const deploy::service& x) { return look_at(x, next.offers); },
      *known);
  made.runs = true;
  made.generation = here->as ? here->as->number : 0;
  return made;
}

void running::plan(const control::plan_deployment& what,
                   std::function<void(result<control::deployment_plan>)> then) {
  const auto next = load_next(what);
  if (!next)
    return then(next.failure());
  then(plan(*next));
}

std::optional<error> running::objection_to_reload(const control::deployment_plan& plan) const {
  std::string all;
  for (const auto& each : plan.fixed)
    all += "\n  " + each.key + ' ' + said(each.from) + " -> " + said(each.to);
  if (!all.empty())
    return error{ec::invalid, "these cannot be changed while " + deployment_.name +
                                  " runs; stop it and run it again, or take them back:" + all};
  for (const auto& each : plan.objections)
    all += (all.empty() ? "" : "\n") + each;
  if (!all.empty())
    return error{ec::invalid, std::move(all)};
  return std::nullopt;
}

void running::reload(const control::reload_deployment& what, planned then) {
  begin_reload([&] { return load_next(what); }, std::move(then));
}

void running::reload(const specification& next, planned then) {
  begin_reload([&]() -> result<specification> { return next; }, std::move(then));
}

void running::begin_reload(const std::function<result<specification>()>& read, planned then) {
  const auto tell = [this, then = std::move(then)](result<control::deployment_plan> became) {
    if (became)
      settings_.log(log_level::info, deployment_.name,
                    "reloaded; runs generation " + std::to_string(became->generation) +
                        deeds_in(*became));
    else
      settings_.log(log_level::error, deployment_.name, "not reloaded: " + became.failure().what);
    then(std::move(became));
  };
  if (stopping_ || journal_failed_)
    return tell(error{ec::stopped, deployment_.name + " stops"});
  if (!start_.is_open())
    return tell(
        error{ec::busy, deployment_.name + " has not begun to deliver yet; try again soon"});
  if (is_changing_.exchange(true))
    return tell(is_being_changed(deployment_.name));
  const auto ended = [this, tell](result<control::deployment_plan> became) {
    is_changing_ = false;
    tell(std::move(became));
  };
  if (changes_ > 0)
    return ended(error{
        ec::busy, "a child, a subscription or dead letters are being changed; try again soon"});
  if (const auto next = read())
    reload_now(*next, ended);
  else
    ended(next.failure());
}

void running::reload_now(const specification& next, planned then) {
  auto found = plan(next);
  if (!found)
    return then(std::move(found).failure());
  if (auto no = objection_to_reload(*found))
    return then(*std::move(no));
  const auto here = present();
  const auto replaced = deploy::compare(here->what, next.what).replaced_services();
  auto made = compose(next, replaced);
  if (!made)
    return then(std::move(made).failure());
  found->generation = (*made)->as ? (*made)->as->number : 0;
  std::make_shared<transition>(
      *this, *std::move(made), replaced,
      [told = *std::move(found), then = std::move(then)](const result<void>& became) {
        if (!became)
          return then(became.failure());
        then(told);
      })
      ->begin();
}

/// With members of its own for services that are replaced: all that can be wrong with one before
/// it is started is found here.
result<std::shared_ptr<running::composition>>
running::compose(const specification& next, const std::set<std::string>& replaced) {
  auto reader = storage_->open_reader();
  if (!reader)
    return std::move(reader).failure();
  const auto known = (*reader)->subscriptions();
  if (!known)
    return known.failure();
  const auto here = present();
  const auto made =
      std::make_shared<composition>(composition{next.what, next.offers, next.keeps, here->as});
  if (here->as) {
    made->as = next.as;
    made->as->number = number_after(here->as, next.as);
  }
  for (const auto* each : deploy::services(next.what.tree)) {
    if (replaced.count(each->id) == 0) {
      const auto old = std::find_if(here->members.begin(), here->members.end(),
                                    [&](const auto* m) { return m->what.id == each->id; });
      made->members.push_back(*old);
      continue;
    }
    const auto fresh = make_member(*each, next.offers, **reader, *known, here->sources);
    if (!fresh)
      return fresh.failure();
    (*fresh)->keeps = made->keeps;
    made->members.push_back(*fresh);
  }
  find_sources(*made, here->sources);
  return made;
}

void running::let_go_of(const caf::actor& subscription) {
  const std::lock_guard guard{system_mutex_};
  std::erase(own_actors_, subscription);
}

} // namespace troupe::assembly
