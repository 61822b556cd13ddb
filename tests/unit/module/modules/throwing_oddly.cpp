// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

void troupe_module(troupe::catalog&) {
  throw 42;
}
