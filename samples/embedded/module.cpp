// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "ballot.hpp"

void troupe_module(troupe::catalog& offers) {
  offers.service("tally", ballot::tally, troupe::publishes<ballot::vote_counted>);
}
