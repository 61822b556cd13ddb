// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/letter.hpp"
#include "troupe/outcome.hpp"

namespace lifecycle {

/// Where mails go: a mail server, or a folder. Used by one handler at a time, and may block.
class outbox {
public:
  virtual ~outbox() = default;

  /// Done: it is out of our hands. Retry: it may go later. Reject: this mail never will.
  virtual troupe::outcome send(const letter& x) = 0;
};

} // namespace lifecycle
