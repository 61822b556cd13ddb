// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/running.hpp"
#include "assembly/watch_interval.hpp"
#include "service/watch_actor.hpp"

/// How a deployment deals with handlers that do not return.
namespace troupe::assembly {

/// What the watch does is done on the control thread, as all that supervisors do.
void running::watch_handlers() {
  stuck_ = std::make_unique<stuck_handlers>(
      stuck_parts{*hands_, on_stage_, time_, ids_, doings_, settings_.log,
                  [this](journal::sequence_number n) { return event_of(n); },
                  [this](std::uint32_t thread) { crew_->replace(thread); },
                  [this](std::string why) {
                    end({ending::kind::too_many_zombies, {}, error{ec::stopped, std::move(why)}});
                  },
                  static_cast<std::size_t>(deployment_.limits.zombies)});
  watch_.when_left_behind(
      [this](const std::string& path, std::uint64_t start) { stuck_->left_behind(path, start); });
}

supervision::child running::watch_child() {
  return {{"handlers"}, [this](const supervision::start_request& request) {
            auto made = execution::spawn_placed<watch_actor>(
                *actors_, {request.path, &crew_->control(), nullptr}, *stuck_, timers_,
                watch_interval(*what_runs()));
            request.report_started();
            return made;
          }};
}

std::optional<journal::event_record> running::event_of(journal::sequence_number sequence) {
  if (!watch_reader_) {
    auto opened = storage_->open_reader();
    if (!opened)
      return std::nullopt;
    watch_reader_ = *std::move(opened);
  }
  auto found = watch_reader_->event(sequence);
  return found ? *std::move(found) : std::nullopt;
}

void running::close_journal() {
  constexpr std::chrono::milliseconds end_of_turns{100};
  // One that was left behind without ever having run could get its turn only now, and would read.
  crew_->end_handlers(end_of_turns);
  if (!all_ended_)
    return;
  const std::lock_guard guard{reader_mutex_};
  reader_.reset();
  spare_readers_.close();
  storage_.reset();
}

} // namespace troupe::assembly
