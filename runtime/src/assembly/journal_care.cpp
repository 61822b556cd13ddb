// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/member.hpp"
#include "assembly/retention_holders.hpp"
#include "assembly/running.hpp"
#include "assembly/topic_kinds.hpp"
#include "journal/backup.hpp"
#include "troupe/time.hpp"
#include "vocabulary/size_text.hpp"

#include <algorithm>

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

/// What the log says of whoever holds events back, beside how many.
holder_notes notes_on(const std::vector<journal::subscription_record>& known, const has_child& has,
                      std::chrono::microseconds wall_moved) {
  holder_notes all;
  for (const auto& each : known) {
    std::string note;
    if (!has(each))
      note = "; no child has it" +
             (each.orphaned ? " since " + format_time(*each.orphaned + wall_moved) : "") +
             (each.settled == 0 ? ", and it never handled an event, as a source never does" : "") +
             ": 'troupe subscriptions delete' lets go of it, and so does journal.retain.orphans";
    else if (each.paused)
      note = "; it is paused, until 'troupe subscriptions resume'";
    else
      continue;
    all.emplace("subscription " + each.name, note);
    all.emplace("a parked event of " + each.name, note);
  }
  return all;
}

} // namespace

bool running::has_child_for(const composition& of, const journal::subscription_record& x) {
  return std::any_of(of.members.begin(), of.members.end(),
                     [&](const auto& m) { return m->number == x.number; });
}

result<void> running::say_changed_topics() {
  const auto known = reader_->topics();
  if (!known)
    return known.failure();
  const auto& transient = around_->transient_topics;
  const auto kinds = compare_kinds(*known, transient);
  for (const auto& change : kinds.changes)
    settings_.log(log_level::warning, deployment_.name, change);
  if (!kinds.differ)
    return {};
  journal::commit note;
  note.transient_topics.emplace(transient.begin(), transient.end());
  const auto written = storage_->write({&note, 1});
  return written ? result<void>{} : written.failure();
}

/// Before anything runs, as a commit of its own.
result<void> running::note_orphans_of(const std::vector<journal::subscription_record>& known) {
  const auto here = present();
  const auto has = [&](const auto& x) { return has_child_for(*here, x); };
  const auto now = around_->steady.now();
  auto changes = note_orphans(known, has, now);
  if (!changes.empty())
    if (auto written = storage_->write(changes); !written)
      return std::move(written).failure();
  for (auto each : known) {
    if (has(each))
      continue;
    each.orphaned = std::min(each.orphaned.value_or(now), now);
    if (const auto end = orphans_.end_of(each))
      settings_.log(log_level::warning, deployment_.name,
                    "the subscription '" + each.name +
                        "', which no child has, holds back what it "
                        "has not handled until " +
                        format_time(*end + around_->steady.moved()) +
                        ", as journal.retain.orphans says");
  }
  return {};
}

void running::tell_orphans(const orphan_release::findings& found) {
  for (const auto& name : found.announced)
    settings_.log(log_level::warning, deployment_.name,
                  "the subscription '" + name +
                      "' has had no child for longer than journal.retain.orphans keeps it: from "
                      "the next look on it holds no events back, in a minute");
}

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
/// begin: what comes later is above the head of the look. Whoever comes with a reload needs what
/// `present` does not know of, so all waits for the look behind it.
void running::trim_journal() {
  const auto warn = [this](const error& why) {
    settings_.log(log_level::warning, deployment_.name, "journal.retain: " + to_string(why));
  };
  writer_->inspect([this, warn](const journal::standing& now) {
    if (is_changing_)
      return settings_.log(log_level::debug, deployment_.name,
                           "journal.retain waits until the reload is through");
    auto reader = storage_->open_reader();
    if (!reader)
      return warn(reader.failure());
    const auto known = (*reader)->subscriptions();
    if (!known)
      return warn(known.failure());
    std::vector<awaited> own;
    const auto here = present();
    for (const auto* m : here->members)
      own.push_back({m->number, m->list.topics()});
    const auto has = [&](const auto& x) { return has_child_for(*here, x); };
    auto orphans = orphans_.look(*known, has, around_->steady.now());
    tell_orphans(orphans);
    journal::trim_request what{retention_of(deployment_.journal.retain), time_.now(),
                               retention_holders(now, *known, own), std::move(orphans.released),
                               now.head};
    writer_->start_chore(
        [this, what = std::move(what), setbacks = storage_->setbacks(),
         notes = notes_on(*known, has, around_->steady.moved())](journal::engine& of) mutable {
          if (of.setbacks() != setbacks)
            what.upto = 0; // Somebody needs what nobody needed at the look.
          return of.trim(what,
                         [this, notes](const journal::trimmed& x) { tell_trimmed(x, notes); });
        },
        [warn](const result<void>& became) {
          if (!became)
            warn(became.failure());
        });
  });
}

void running::tell_trimmed(const journal::trimmed& done, const holder_notes& notes) {
  if (done.events > 0)
    settings_.log(
        log_level::info, deployment_.name,
        "deleted " + std::to_string(done.events) + (done.events == 1 ? " event" : " events") +
            ", as journal.retain says; the first that is kept is " + std::to_string(done.first) +
            (done.parked > 0 ? "; " + std::to_string(done.parked) +
                                   " were parked for a subscription that no child has"
                             : ""));
  const bool is_news = done.held && (!held_back_ || held_back_->by != done.held->by);
  if (is_news) {
    const auto note = notes.find(done.held->by);
    settings_.log(log_level::warning, deployment_.name,
                  done.held->by + " holds back up to " + std::to_string(done.held->events) +
                      " events that journal.retain would delete, about " +
                      size_text(done.held->bytes) + ", from sequence " +
                      std::to_string(done.held->first) + " on" +
                      (note == notes.end() ? "" : note->second));
  }
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
