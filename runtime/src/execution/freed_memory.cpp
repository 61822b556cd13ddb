// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/freed_memory.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace troupe::execution {

void keep_freed_memory() {
#ifdef __GLIBC__
  // A refusal leaves everything as it was, and that is slower and nothing else.
  static_cast<void>(mallopt(M_MMAP_THRESHOLD, 4 << 20));
  static_cast<void>(mallopt(M_TRIM_THRESHOLD, 64 << 20));
#endif
}

} // namespace troupe::execution
