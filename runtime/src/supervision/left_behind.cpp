// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/exit_reason.hpp"
#include "supervision/supervisor_actor.hpp"

#include <caf/actor_cast.hpp>
#include <caf/send.hpp>
#include <caf/system_messages.hpp>

#include <algorithm>
#include <utility>

/// Children that do not return from what they are doing, and are not waited for.
namespace troupe::supervision {

void start_request::report_left_behind(exit_class how, std::string why) const {
  if (auto to = caf::actor_cast<caf::actor>(supervisor))
    caf::anon_send(to, supervision::child_left_behind{instance, how, std::move(why)});
}

void supervisor_actor::abandon(entry& which) {
  tell_of_end(which, {exit_class::killed, {}});
  around_.listener.child_abandoned(known(which));
  abandoned_.insert({which.handle.id(), {which.id, which.path, which.instance, which.spec}});
  let_go(which);
}

void supervisor_actor::on_left_behind(const child_left_behind& what) {
  const auto where = std::find_if(by_actor_.begin(), by_actor_.end(), [&](const auto& x) {
    return x.second->instance == what.instance;
  });
  if (where == by_actor_.end())
    return;
  auto& which = *where->second;
  exit_info exit{what.how, {{which.path, what.why}}};
  // It gets it when it comes back, if it ever does.
  execution::send_urgent_exit(which.handle, execution::make_exit(exit_class::killed));
  abandon(which);
  around_.listener.child_left_behind(known(which), exit);
  perform(plan_->child_ended(which.id, std::move(exit), around_.time.elapsed()));
}

void supervisor_actor::on_late_end(const caf::down_msg& what) {
  const auto where = abandoned_.find(what.source.id());
  if (where == abandoned_.end())
    return;
  const auto& [id, path, instance, spec] = where->second;
  around_.listener.child_ended({path_, id, path, instance, *spec}, read_exit(path, what.reason),
                               end_stage::abandoned);
  abandoned_.erase(where);
}

} // namespace troupe::supervision
