// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// Built into each module by troupe_add_module(). A module's author writes troupe_module() and needs
// no macro; what the loader asks for by name stands here.

#include <string>

#include "troupe/build_stamp.hpp"
#include "troupe/module.hpp"

// Weak, so that a module without it is told apart from a file that is no module.
[[gnu::weak]] void troupe_module(troupe::catalog& offers);

extern "C" {

[[gnu::visibility("default")]] const char* troupe_module_stamp() {
  static const auto stamp = troupe::build_stamp(TROUPE_VERSION, TROUPE_CAF_VERSION);
  return stamp.c_str();
}

[[gnu::visibility("default")]] bool troupe_module_entry(troupe::catalog& offers) {
  if (!troupe_module)
    return false;
  troupe_module(offers);
  return true;
}
}
