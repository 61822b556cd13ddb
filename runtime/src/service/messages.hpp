// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/commit.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <string>

/// The messages of a service's instance, and of the watch over handlers, to themselves. All are
/// local.
namespace troupe {

/// The partitions are ours, or the reason why not.
struct claimed {
  journal::verdict verdict;
};
/// Go on, after others had their turn.
struct go_on {};
/// A pause is over.
struct pause_over {};
/// Bring more in.
struct bring_more {};
/// What the handler that asked to stop wanted is durable: it is time.
struct stop_now {
  std::string reason;
};
/// A commit was refused; another owner has the partitions.
struct commit_refused {
  std::string why;
};

/// To the watch over handlers: it is time for another look.
struct look_at_hands {};

} // namespace troupe

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::claimed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::go_on)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::pause_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bring_more)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::stop_now)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::commit_refused)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::look_at_hands)
