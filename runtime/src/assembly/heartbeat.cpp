// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/heartbeat.hpp"

#include "execution/send_if_alive.hpp"
#include "supervision/messages.hpp"

#include <utility>

namespace troupe::assembly {

heartbeat::heartbeat(caf::actor_config& config, execution::placement where, heartbeat_parts parts)
    : placed_actor(config, std::move(where)), parts_(std::move(parts)) {}

caf::behavior heartbeat::make_behavior() {
  beat();
  return {[this](const heartbeat_due&) { beat(); }};
}

void heartbeat::beat() {
  request(parts_.root, caf::infinite, supervision::count_children{})
      .then([this](const supervision::child_count&) { commit(); });
}

void heartbeat::commit() {
  parts_.writer.submit({}, [beaten = parts_.beaten, &timers = parts_.timers, every = parts_.every,
                            me = address()](const journal::verdict& v) {
    if (!v.accepted())
      return;
    beaten();
    timers.after(every, execution::send_if_alive(me, heartbeat_due{}));
  });
}

} // namespace troupe::assembly
