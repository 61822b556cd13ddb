// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: a handler takes the event that it handles as its first parameter

#include "troupe/service.hpp"

troupe::behavior inventory() {
  return {[] {}};
}
