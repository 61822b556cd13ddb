// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <caf/actor.hpp>
#include <caf/actor_addr.hpp>
#include <caf/actor_cast.hpp>
#include <caf/send.hpp>

#include <utility>

namespace troupe::execution {

/// A function for timers and gates: it sends the message if the actor still lives when it is
/// called. It holds the address, for a handle would keep the actor alive until then.
template <class Message>
auto send_if_alive(caf::actor_addr to, Message what) {
  return [to = std::move(to), what = std::move(what)] {
    if (const auto living = caf::actor_cast<caf::actor>(to))
      caf::anon_send(living, what);
  };
}

} // namespace troupe::execution
