// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

namespace troupe::journal {

/// Work on a journal that is done in small steps between the groups, on the writer's thread, so
/// that no commit waits long for it. It ends with its destruction, whether it is done or not.
class chore {
public:
  virtual ~chore() = default;
  /// True when all is done. After an error it is over; where the engine itself failed, its next
  /// `write` says so.
  virtual result<bool> step() = 0;
};

} // namespace troupe::journal
