// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/compaction.hpp"
#include "assembly/member.hpp"
#include "assembly/refusals.hpp"
#include "assembly/running.hpp"
#include "vocabulary/size_text.hpp"

#include <utility>

/// How the journal of a deployment that runs is compacted.
namespace troupe::assembly {
namespace {

/// Between two looks whether it is worth it. The first comes as late, so that a start which follows
/// a crash does not read all of the journal for it.
constexpr std::chrono::minutes compaction_interval{1};

} // namespace

void running::compact_journal_later() {
  if (topics_to_compact(deployment_).empty())
    return;
  timers_.after(compaction_interval, [this] {
    run_errand([this](errand&) {
      if (stopping_ || journal_failed_)
        return;
      compact_journal();
      compact_journal_later();
    });
  });
}

/// In the journal's thread, and not during a reload, as the retention.
void running::compact_journal() {
  const auto warn = [this](const error& why) {
    settings_.log(log_level::warning, deployment_.name, "compaction: " + to_string(why));
  };
  writer_->inspect([this, warn](const journal::standing& now) {
    if (is_compacting_ || is_changing_)
      return;
    auto plan = plan_compaction_now(now);
    if (!plan)
      return warn(plan.failure());
    warn_of_compaction_held(*plan);
    if (!is_worth_compacting(*plan, compacted_upto_))
      return;
    is_compacting_ = true;
    start_compaction(*std::move(plan),
                     [this, warn](const result<control::journal_compacted>& became) {
                       is_compacting_ = false;
                       if (!became)
                         warn(became.failure());
                     });
  });
}

void running::compact(const control::compact_journal&,
                      std::function<void(result<control::journal_compacted>)> then) {
  if (topics_to_compact(deployment_).empty())
    return then(nothing_to_compact(deployment_));
  writer_->inspect([this, then = std::move(then)](const journal::standing& now) {
    auto plan = plan_compaction_now(now);
    if (!plan)
      return then(std::move(plan).failure());
    start_compaction(*std::move(plan), then);
  });
}

result<compaction_plan> running::plan_compaction_now(const journal::standing& now) {
  if (is_changing_)
    return is_being_changed(deployment_.name);
  auto reader = storage_->open_reader();
  if (!reader)
    return std::move(reader).failure();
  std::vector<awaited> own;
  const auto here = present();
  for (const auto* m : here->members)
    own.push_back({m->number, m->list.topics()});
  return plan_compaction(topics_to_compact(deployment_), *storage_, **reader, now, own);
}

void running::start_compaction(compaction_plan plan,
                               std::function<void(result<control::journal_compacted>)> then) {
  const auto told = std::make_shared<control::journal_compacted>();
  writer_->start_chore(
      [this, plan = std::move(plan), told](journal::engine& of) {
        return of.compact(plan.what, [this, plan, told](const journal::compacted& done) {
          *told = told_of(done, plan);
          if (!done.is_cut_short)
            compacted_upto_ = done.upto;
        });
      },
      [this, told, then = std::move(then)](const result<void>& became) {
        if (!became)
          return then(became.failure());
        if (told->events > 0)
          settings_.log(log_level::info, deployment_.name,
                        "compacted its journal: " + std::to_string(told->events) +
                            (told->events == 1 ? " event is" : " events are") + " gone, about " +
                            size_text(told->bytes) + ", for newer ones of their keys are there");
        then(*told);
      });
}

/// Who goes on by itself is not worth a word.
void running::warn_of_compaction_held(const compaction_plan& plan) {
  if (!plan.held_by.empty() && plan.held_by != compaction_held_by_)
    settings_.log(log_level::warning, deployment_.name,
                  plan.held_by + " holds back the compaction of what is behind " +
                      std::to_string(plan.upto) + "; " + plan.notes.at(plan.held_by));
  compaction_held_by_ = plan.held_by;
}

} // namespace troupe::assembly
