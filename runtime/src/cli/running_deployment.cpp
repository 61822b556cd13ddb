// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/running_deployment.hpp"

#include "cli/signals.hpp"
#include "troupe/clock.hpp"
#include "troupe/json.hpp"

#include <filesystem>
#include <utility>

namespace troupe::cli {
namespace {

template <class Answer>
result<Answer> ask(control::client& through, const control::request& what,
                   std::optional<std::chrono::nanoseconds> at_most) {
  const auto told = through.ask(what, at_most);
  if (!told)
    return told.failure();
  return from_json<Answer>(*told);
}

result<void> fits_in_request(const control::request& what, const std::string& then) {
  if (control::line_of(what).size() <= control::request_max)
    return {};
  return error{ec::invalid, "a deployment that runs takes requests of at most " +
                                std::to_string(control::request_max / 1024) +
                                " KiB, and this payload makes a larger one; stop the deployment, "
                                "then " +
                                then};
}

} // namespace

namespace {

result<std::optional<control::client>> reach_at(const std::string& journal) {
  auto connected = control::client::connect(journal);
  if (connected)
    return std::optional{*std::move(connected)};
  const auto code = connected.failure().code;
  if (code == ec::not_found || code == ec::stopped)
    return std::optional<control::client>{};
  return std::move(connected).failure();
}

} // namespace

result<std::optional<control::client>> reach(const deploy::deployment& what) {
  return reach_at(what.journal.path);
}

result<std::optional<control::client>> reach(const known_deployment& what) {
  if (what.journal().empty())
    return std::optional<control::client>{};
  auto reached = reach_at(what.journal());
  if (reached && *reached)
    what.warn("the deployment that runs is asked");
  return reached;
}

control::deployment_file request_of(const deployment_source& from) {
  return {std::filesystem::absolute(from.file).lexically_normal().string(), from.sets};
}

result<control::status> ask_status(control::client& through) {
  return ask<control::status>(through, control::get_status{}, look_max);
}

result<control::child_changed> ask_change(control::client& through,
                                          const control::change_child& what) {
  return ask<control::child_changed>(through, what, std::nullopt);
}

result<control::letters_moved> ask_move(control::client& through,
                                        const control::move_letters& what) {
  return ask<control::letters_moved>(through, what, std::nullopt);
}

result<control::letter_edited> ask_edit(control::client& through,
                                        const control::edit_letter& what) {
  if (auto fits = fits_in_request(what, "edit"); !fits)
    return std::move(fits).failure();
  return ask<control::letter_edited>(through, what, std::nullopt);
}

result<control::timers_cancelled> ask_cancel(control::client& through,
                                             const control::cancel_timers& what) {
  return ask<control::timers_cancelled>(through, what, std::nullopt);
}

result<control::event_published> ask_publish(control::client& through,
                                             const control::publish_event& what) {
  if (auto fits = fits_in_request(what, "publish"); !fits)
    return std::move(fits).failure();
  return ask<control::event_published>(through, what, std::nullopt);
}

result<control::journal_backed_up> ask_backup(control::client& through,
                                              const control::back_up_journal& what,
                                              const std::function<void()>& meanwhile) {
  const auto told = through.ask_meanwhile(what, meanwhile);
  if (!told)
    return told.failure();
  return from_json<control::journal_backed_up>(*told);
}

result<control::journal_compacted> ask_compaction(control::client& through) {
  return ask<control::journal_compacted>(through, control::compact_journal{}, std::nullopt);
}

result<control::subscription_changed> ask_subscription(control::client& through,
                                                       const control::change_subscription& what) {
  return ask<control::subscription_changed>(through, what, std::nullopt);
}

result<control::subscription_sought> ask_seek(control::client& through,
                                              const control::seek_subscription& what) {
  return ask<control::subscription_sought>(through, what, std::nullopt);
}

result<control::deployment_plan> ask_plan(control::client& through,
                                          const control::plan_deployment& what) {
  return ask<control::deployment_plan>(through, what, std::nullopt);
}

result<control::deployment_plan> ask_reload(control::client& through,
                                            const control::reload_deployment& what) {
  return ask<control::deployment_plan>(through, what, std::nullopt);
}

result<void> wait_until_started(control::client& through, std::chrono::nanoseconds at_most) {
  constexpr std::chrono::milliseconds look{100};
  const signals_as_before afterwards; // What is asked for then can be interrupted.
  stop_signals signals;
  const auto until = system_time().elapsed() + at_most;
  for (;;) {
    const auto told = ask_status(through);
    if (!told)
      return told.failure();
    if (!told->starting)
      return {};
    const bool is_asked_to_stop = system_time().elapsed() < until && signals.arrived(look);
    if (is_asked_to_stop || system_time().elapsed() >= until)
      return error{ec::busy, told->name + " is still starting, so nothing was asked of it; try "
                                          "again later, or say how long to wait: --timeout 5m"};
  }
}

error does_not_run(const deploy::deployment& what) {
  return {ec::stopped,
          what.name + " does not run on this journal; run it, or name the journal that it runs on "
                      "(--set journal.path=PATH)",
          what.journal.path};
}

} // namespace troupe::cli
