// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/running.hpp"

#include "assembly/control_desk.hpp"
#include "execution/exit_reason.hpp"
#include "execution/farewell.hpp"

/// How a deployment is taken apart: within one deadline.
namespace troupe::assembly {
namespace {

/// The tree must leave some of the time to what comes after it, and that to the journal.
constexpr auto share_of_tree = 0.8;
constexpr auto share_before_journal = 0.9;

} // namespace

bool running::stop() {
  if (stopped_)
    return clean_;
  stopped_ = true;
  stopping_ = true;
  doings_.stopping = true;
  const auto began = time_.elapsed();
  const auto after = [&](double share) {
    return began +
           std::chrono::duration_cast<std::chrono::nanoseconds>(deployment_.limits.stop * share);
  };
  stop_tree(after(share_of_tree));
  control_desk_.reset();
  stop_system(after(share_before_journal));
  if (crew_)
    crew_->end_timers();
  stop_journal(after(1));
  return clean_;
}

void running::stop_tree(std::chrono::nanoseconds until) {
  if (!root_)
    return;
  const bool in_time = execution::end_and_wait({root_}, *crew_, until - time_.elapsed());
  all_ended_ = in_time;
  clean_ = in_time && watch_.abandoned() == 0;
  for (auto& path : watch_.still_there(deployment_.name))
    leave_behind(std::move(path));
  // Nobody shall be started again while the rest is taken apart.
  if (!in_time)
    execution::send_urgent_exit(root_, execution::make_exit(execution::exit_class::killed));
}

void running::stop_system(std::chrono::nanoseconds until) {
  auto others = [this] {
    const std::lock_guard guard{system_mutex_};
    return own_actors_;
  }();
  if (system_root_)
    others.push_back(system_root_);
  // Where a handler is left behind, the heartbeat may never get its thread again.
  if (heart_ && clean_)
    others.push_back(heart_);
  if (others.empty() || execution::end_and_wait(others, *crew_, until - time_.elapsed()))
    return;
  clean_ = all_ended_ = false;
  leave_behind(deployment_.name + "/subscriptions");
}

void running::stop_journal(std::chrono::nanoseconds until) {
  writer_->stop();
  if (at_work_ && !crew_->end_journal(until - time_.elapsed())) {
    clean_ = all_ended_ = false;
    leave_behind("journal");
    return;
  }
  keep_last_letters();
  letters_.close();
  writer_->flush();
}

void running::leave_behind(std::string what) {
  settings_.log(log_level::error, what, "did not stop in its time, and is left behind");
  left_behind_.push_back(std::move(what));
}

/// What came into the box after its actor had ended. The journal's thread has ended, so this is it.
void running::keep_last_letters() {
  if (!box_ || !at_work_)
    return;
  for (auto letters = box_->take(box_->size()); !letters.empty();
       letters = box_->take(box_->size())) {
    journal::commit all;
    const auto count = letters.size();
    all.dead_letters = std::move(letters);
    writer_->submit(std::move(all), [this, count](const journal::verdict& v) {
      if (v.accepted())
        box_->durable(count);
    });
    while (writer_->step()) {
    }
  }
}

} // namespace troupe::assembly
