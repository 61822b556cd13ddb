// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

extern "C" void nobody_defines_this();

void troupe_module(troupe::catalog&) {
  nobody_defines_this();
}
