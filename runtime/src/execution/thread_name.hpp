// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <pthread.h>

#include <string>

namespace troupe::execution {

/// The calling thread's name, as `ps -L` and a debugger show it.
inline void name_this_thread(const std::string& name) {
  // The system refuses longer names instead of cutting them.
  pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}

} // namespace troupe::execution
