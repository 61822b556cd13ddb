// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"
#include "cli/known_deployment.hpp"
#include "control/client.hpp"
#include "control/reload_view.hpp"
#include "control/status.hpp"
#include "deployment/values.hpp"

#include <chrono>
#include <functional>
#include <optional>

/// The deployment as a command reaches it while it runs.
namespace troupe::cli {

/// Whoever only looks waits for so long.
inline constexpr std::chrono::seconds look_max{10};

/// A connection; nothing where the deployment does not run. Errors: it runs and cannot be reached.
result<std::optional<control::client>> reach(const deploy::deployment&);
/// Likewise; where it runs and its file is not sound, that is said as a warning.
result<std::optional<control::client>> reach(const known_deployment&);

/// A file as the process that runs the deployment gets it, which may stand in another folder.
control::deployment_file request_of(const deployment_source&);

/// Asks, and reads the answer. `answer` is a described struct of control/status.hpp.
result<control::status> ask_status(control::client&);
result<control::child_changed> ask_change(control::client&, const control::change_child&);
result<control::letters_moved> ask_move(control::client&, const control::move_letters&);
result<control::letter_edited> ask_edit(control::client&, const control::edit_letter&);
result<control::timers_cancelled> ask_cancel(control::client&, const control::cancel_timers&);
result<control::event_published> ask_publish(control::client&, const control::publish_event&);
/// Calls `meanwhile` four times a second until the copy is whole.
result<control::journal_backed_up> ask_backup(control::client&, const control::back_up_journal&,
                                              const std::function<void()>& meanwhile);
result<control::journal_compacted> ask_compaction(control::client&);
result<control::subscription_changed> ask_subscription(control::client&,
                                                       const control::change_subscription&);
result<control::deployment_plan> ask_plan(control::client&, const control::plan_deployment&);
result<control::deployment_plan> ask_reload(control::client&, const control::reload_deployment&);
result<control::subscription_sought> ask_seek(control::client&, const control::seek_subscription&);

/// Waits while not all of its tree has started. Errors: it still starts then, or has ended.
result<void> wait_until_started(control::client&, std::chrono::nanoseconds at_most);

/// For a command that a deployment must run for: says so, with the journal's path.
error does_not_run(const deploy::deployment&);

} // namespace troupe::cli
