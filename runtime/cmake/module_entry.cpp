// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// Built into each module by troupe_add_module(). A module's author writes troupe_module() and needs
// no macro; what the loader looks for by name stands here.

#include "troupe/build_stamp.hpp"
#include "troupe/header_digest.hpp"
#include "troupe/module.hpp"

// Weak, so that a module without it is told apart from a file that is no module.
[[gnu::weak]] void troupe_module(troupe::catalog& offers);

extern "C" {

[[gnu::visibility("default")]] extern const troupe::build_stamp troupe_module_stamp;
constinit const troupe::build_stamp troupe_module_stamp{TROUPE_VERSION, troupe::header_digest,
                                                        TROUPE_CAF_VERSION};

[[gnu::visibility("default")]] bool troupe_module_entry(troupe::catalog& offers) {
  if (!troupe_module)
    return false;
  troupe_module(offers);
  return true;
}
}
