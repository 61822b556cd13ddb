// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/running.hpp"
#include "vocabulary/size_text.hpp"

/// What becomes of a deployment whose journal's file system fills up: nothing more is brought in.
namespace troupe::assembly {
namespace {

/// Between two looks. Sources that wait look as often whether they may go on.
constexpr std::chrono::seconds space_interval{1};

} // namespace

void running::look_at_space_in(std::chrono::nanoseconds delay) {
  if (!settings_.free_space || space_.wanted() == 0)
    return;
  timers_.after(delay, [this] {
    run_errand([this](errand&) {
      if (stopping_ || journal_failed_)
        return;
      look_at_space();
      look_at_space_in(space_interval);
    });
  });
}

void running::look_at_space() {
  const auto free = settings_.free_space && space_.wanted() > 0 ? settings_.free_space()
                                                                : std::optional<std::uint64_t>{};
  if (!free)
    return;
  const auto what = space_.look(*free, time_.now());
  if (what == space_watch::change::none)
    return;
  doings_.short_of_space = what == space_watch::change::begins;
  if (doings_.short_of_space)
    settings_.log(log_level::warning, deployment_.name,
                  "the file system of the journal has " + size_text(*free) +
                      " left, less than journal.min_free (" + size_text(space_.wanted()) +
                      "): sources bring nothing more in and what is published from outside is "
                      "refused until " +
                      size_text(space_.enough()) +
                      " are left; what is in the journal is handled on, and nothing is deleted");
  else
    settings_.log(log_level::warning, deployment_.name,
                  "the file system of the journal has " + size_text(*free) +
                      " left again: sources go on, and so does publishing; " +
                      std::to_string(doings_.refused_for_space) +
                      " events from outside were refused since the start");
}

/// For so many durable events from outside.
result<void> running::check_space(std::size_t events) {
  if (events == 0 || !doings_.short_of_space)
    return {};
  doings_.refused_for_space += events;
  return error{ec::busy, "the file system of the journal has less than journal.min_free (" +
                             size_text(space_.wanted()) +
                             ") left, so nothing is taken in; make room there, and try again"};
}

} // namespace troupe::assembly
