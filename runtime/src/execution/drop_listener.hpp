// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <caf/message.hpp>

#include <string>

namespace troupe::execution {

/// Why a message will never be handled.
enum class drop_reason {
  /// It was sent to an actor that had ended.
  actor_gone,
  /// It waited in the mailbox of an actor when that ended.
  left_in_mailbox,
  /// The actor has no handler for it.
  unhandled,
};

/// Takes what CAF would drop without a word: each message to a placed actor is handled, or given to
/// the actor's listener, or is a request whose sender gets an error for an answer.
///
/// Called on the thread of the sender (`actor_gone`) or of the actor, so it must be quick, and may
/// send messages. An unhandled request is answered *and* given to the listener. CAF's own messages
/// (exits, downs, timeouts, errors) are not. The listener must outlive the actors it listens to.
class drop_listener {
public:
  virtual ~drop_listener() = default;
  virtual void dropped(const std::string& actor, drop_reason why, caf::message what) noexcept = 0;
};

} // namespace troupe::execution
