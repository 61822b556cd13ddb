// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/member.hpp"
#include "assembly/retention_holders.hpp"
#include "assembly/running.hpp"
#include "journal/backup.hpp"
#include "vocabulary/size_text.hpp"

/// What a deployment does for its journal while it runs.
namespace troupe::assembly {
namespace {

/// Between two looks at what `journal.retain` lets go.
constexpr std::chrono::minutes trim_interval{1};

journal::retention retention_of(const deploy::journal_retention& said) {
  journal::retention keep;
  if (said.age)
    keep.age = std::chrono::duration_cast<std::chrono::microseconds>(*said.age);
  if (said.size)
    keep.size = static_cast<std::uint64_t>(*said.size);
  if (said.count)
    keep.count = static_cast<std::uint64_t>(*said.count);
  return keep;
}

} // namespace

void running::trim_journal_in(std::chrono::nanoseconds delay) {
  if (!retention_of(deployment_.journal.retain).is_on())
    return;
  timers_.after(delay, [this] {
    run_errand([this](errand&) {
      if (stopping_ || journal_failed_)
        return;
      trim_journal();
      trim_journal_in(trim_interval);
    });
  });
}

/// In the journal's thread, so that nobody can come to need an event between the look and the
/// begin: what comes later is above the head of the look.
void running::trim_journal() {
  const auto warn = [this](const error& why) {
    settings_.log(log_level::warning, deployment_.name, "journal.retain: " + to_string(why));
  };
  writer_->inspect([this, warn](const journal::standing& now) {
    auto reader = storage_->open_reader();
    if (!reader)
      return warn(reader.failure());
    const auto known = (*reader)->subscriptions();
    if (!known)
      return warn(known.failure());
    std::vector<awaited> own;
    for (const auto& m : members_)
      own.push_back({m->number, m->list.topics()});
    journal::trim_request what{retention_of(deployment_.journal.retain), time_.now(),
                               retention_holders(now, *known, own), now.head};
    writer_->start_chore(
        [this, what = std::move(what)](journal::engine& of) {
          return of.trim(what, [this](const journal::trimmed& x) { tell_trimmed(x); });
        },
        [warn](const result<void>& became) {
          if (!became)
            warn(became.failure());
        });
  });
}

void running::tell_trimmed(const journal::trimmed& done) {
  if (done.events > 0)
    settings_.log(
        log_level::info, deployment_.name,
        "deleted " + std::to_string(done.events) + (done.events == 1 ? " event" : " events") +
            ", as journal.retain says; the first that is kept is " + std::to_string(done.first));
  const bool is_news = done.held && (!held_back_ || held_back_->by != done.held->by);
  if (is_news)
    settings_.log(log_level::warning, deployment_.name,
                  done.held->by + " holds back up to " + std::to_string(done.held->events) +
                      " events that journal.retain would delete, from sequence " +
                      std::to_string(done.held->first) + " on");
  held_back_ = done.held;
}

void running::back_up(const control::back_up_journal& what,
                      std::function<void(result<control::journal_backed_up>)> then) {
  if (auto no = journal::objection_to_backup(deployment_.journal.path, what.to, what.replace))
    return then(*std::move(no));
  settings_.log(log_level::info, deployment_.name, "backs up its journal to " + what.to);
  writer_->start_chore([to = what.to](journal::engine& of) { return of.back_up(to); },
                       [this, to = what.to, then = std::move(then)](const result<void>& became) {
                         if (!became) {
                           settings_.log(log_level::warning, deployment_.name,
                                         "the backup to " + to +
                                             " failed: " + to_string(became.failure()));
                           return then(became.failure());
                         }
                         std::error_code none;
                         const auto bytes = std::filesystem::file_size(to, none);
                         settings_.log(log_level::info, deployment_.name,
                                       "backed up its journal to " + to + ", " + size_text(bytes));
                         then(control::journal_backed_up{to, bytes});
                       });
}

} // namespace troupe::assembly
