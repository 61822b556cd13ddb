// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/trace.hpp"
#include "troupe/uuid.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <exception>
#include <string>

namespace troupe::execution {

/// What an actor crashed of: the exception, and the delivery that it had in hand.
struct crash {
  std::string exception; ///< its type
  std::string text;
  uuid event{}; ///< nil where nothing was in hand; the rest is empty then
  std::uint64_t sequence = 0;
  int attempt = 0;
  std::string topic{};
  std::string key{};
  trace way{};
  uuid correlation{};
};

/// Type and text of an exception that was caught.
crash read_crash(const std::exception_ptr& thrown);

/// "handling orders.placed 536365: std::range_error: too late (event ID, trace TRACEPARENT)".
std::string to_string(const crash&);

} // namespace troupe::execution

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::execution::crash)
