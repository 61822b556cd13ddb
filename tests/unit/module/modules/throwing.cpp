// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include <stdexcept>

#include "troupe/module.hpp"

void troupe_module(troupe::catalog&) {
  throw std::runtime_error("no licence for this module");
}
