// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>

namespace troupe::execution {

/// A stack for the signal handlers of the thread that makes it, so that they can run when its own
/// stack has overflowed. Where the thread has one already, or there is no memory, nothing changes.
class alternate_stack {
public:
  alternate_stack() noexcept;
  ~alternate_stack();
  alternate_stack(const alternate_stack&) = delete;
  alternate_stack& operator=(const alternate_stack&) = delete;

private:
  void* memory_ = nullptr;
  std::size_t size_ = 0;
};

} // namespace troupe::execution
