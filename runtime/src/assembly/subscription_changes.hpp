// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/requests.hpp"
#include "control/status.hpp"
#include "journal/engine.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What pause, resume, seek and delete do to subscriptions, beside a deployment that runs or
/// without one.
namespace troupe::assembly {

/// The subscription of a child. Errors: the journal has none of this name.
result<journal::subscription_record> find_subscription(journal::reader&, const std::string& id);

/// No child of the deployment that is a service has this id; those that are known have these.
error no_such_service(const std::string& id, const std::string& deployment,
                      const std::vector<std::string_view>& known);

/// Events are brought in by this child and not delivered to it.
error handles_no_events(const std::string& id);

/// The states of such a child are how far it has come with what it brings in.
error state_is_a_source(const std::string& id);

/// The commit, and what is told where it is accepted.
struct subscription_plan {
  journal::commit commit;
  control::subscription_changed told;
};

/// Of pause and resume.
result<subscription_plan> plan_pause(journal::reader&, const std::string& id, bool paused);

/// What is written down of a pause that somebody asks for.
std::string reason_of(const control::change_subscription&);
/// Of a subscription that no child has: that is the caller's to know.
result<subscription_plan> plan_forgetting(journal::reader&, const std::string& id);

struct seek_plan {
  journal::subscription_number number = 0;
  journal::seek what;
  control::subscription_sought told;
  bool changes_anything = true; ///< false: it stands there already
};

/// Errors (`ec::invalid`): a place that is not there, and that it goes back over states that nobody
/// spoke of. `settled`: its position now.
result<seek_plan> decide_seek(const journal::subscription_record&,
                              const control::seek_subscription&, journal::sequence_number to,
                              journal::sequence_number settled);

/// Carries a request out in a journal that this process owns and in which nothing runs.
result<control::subscription_changed> change_subscription(journal::engine&, journal::reader&,
                                                          const control::change_subscription&,
                                                          time_point now);
result<control::subscription_sought> seek_subscription(journal::engine&, journal::reader&,
                                                       const control::seek_subscription&,
                                                       time_point now);

} // namespace troupe::assembly
