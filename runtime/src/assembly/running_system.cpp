// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/running.hpp"
#include "bus/dead_letter_actor.hpp"
#include "bus/timer_actor.hpp"

#include <caf/send.hpp>

#include <stdexcept>

/// The actors of a deployment that are none of its services'.
namespace troupe::assembly {

result<void> running::start_system(const supervision::environment& around) {
  const auto failed = [this](const error& why) { end({ending::kind::journal_failed, {}, why}); };
  std::vector<supervision::child> children;
  children.push_back({{"dead_letters"}, [this](const supervision::start_request& request) {
                        auto made = execution::spawn_placed<bus::dead_letter_actor>(
                            *actors_, {request.path, &crew_->control(), nullptr}, *box_, *writer_);
                        const std::lock_guard guard{system_mutex_};
                        dead_letter_actor_ = made;
                        request.report_started();
                        return made;
                      }});
  children.push_back({{"timers"}, [this, failed](const supervision::start_request& request) {
                        auto own = storage_->open_reader();
                        if (!own)
                          throw std::runtime_error(to_string(own.failure()));
                        auto made = execution::spawn_placed<bus::timer_actor>(
                            *actors_, {request.path, &crew_->control(), box_.get()},
                            bus::timer_parts{*writer_, *std::move(own), timers_, time_,
                                             around_->steady, *groups_, around_->transient_topics,
                                             start_, deployment_.limits.missed_timers, failed});
                        const std::lock_guard guard{system_mutex_};
                        timer_actor_ = made;
                        request.report_started();
                        return made;
                      }});
  if (settings_.watches_handlers)
    children.push_back(watch_child());
  supervision::supervisor_spec spec;
  spec.intensity = 10;
  spec.period = std::chrono::seconds{90};
  supervision::supervisor_callbacks callbacks;
  callbacks.ended = [this](const supervision::supervisor_end& why) {
    if (why.why != supervision::end_reason::stopped)
      end({ending::kind::escalated, why.causes, std::nullopt});
  };
  system_root_ = supervision::start_supervisor(around, "troupe.system", spec, std::move(children),
                                               std::move(callbacks));
  return {};
}

void running::tell_timers(time_point earliest) {
  const std::lock_guard guard{system_mutex_};
  if (timer_actor_)
    caf::anon_send(timer_actor_, bus::timers_set{earliest});
}

void running::tell_timers_of(journal::subscription_number returned) {
  const std::lock_guard guard{system_mutex_};
  if (timer_actor_)
    caf::anon_send(timer_actor_, bus::owner_returned{returned});
}

void running::tell_dead_letters() {
  const std::lock_guard guard{system_mutex_};
  if (dead_letter_actor_)
    caf::anon_send(dead_letter_actor_, bus::box_filled{});
}

} // namespace troupe::assembly
