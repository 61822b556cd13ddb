// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

// What a program logs is seen before it is written: so troubles meet the steps of a reload, and
// what it writes down beside the journal. Comes before the system's own write() where this library
// is preloaded.

#include "attack.hpp"

#include <cerrno>
#include <cstddef>

#include <sys/syscall.h>
#include <unistd.h>

extern "C" __attribute__((visibility("default"))) ssize_t write(int to, const void* bytes,
                                                                std::size_t size) {
  if (to == STDERR_FILENO)
    troupe::attack::see_line({static_cast<const char*>(bytes), size});
  else if (troupe::attack::refuses(to)) {
    errno = ENOSPC;
    return -1;
  }
  return ::syscall(SYS_write, to, bytes, size);
}
