// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/service_actor.hpp"

#include <caf/send.hpp>

/// What an instance does where its module cannot read what is kept.
namespace troupe {

/// Nothing is lost by waiting for another module, and much by an attempt that is spent. What it has
/// in hand goes back as it came; the pause is durable, so a restart does not begin anew.
void service_actor::wait_for_module(const bus::item& x, const std::string& why) {
  transaction_->roll_back();
  const auto& e = *x.event;
  const auto text = "cannot read what is kept: " + why + " (at event " +
                    std::to_string(e.sequence) + " of " + e.topic + ')';
  const auto tell = [log = parts_.around.log, who = parts_.service,
                     line = text +
                            "; it is paused and nothing is lost: run it with a module that "
                            "can, then 'troupe subscriptions resume'"](const journal::verdict& v) {
    log(log_level::error, who,
        v.accepted() ? line : line + "; the pause was refused: " + to_string(*v.failure));
  };
  caf::anon_send(parts_.feeder, bus::pause_deliveries{true, text, tell});
  let_go();
  lets_go_ = true;
}

} // namespace troupe
