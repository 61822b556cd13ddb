// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include "loyalty/loyalty.hpp"

void troupe_module(troupe::catalog& offers) {
  offers.service("programme", loyalty::programme, troupe::publishes<loyalty::points_granted>);
}
