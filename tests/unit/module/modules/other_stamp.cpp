// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// What a module looks like that another compiler built: its entry must never be called.
#include <cstdlib>

extern "C" {

[[gnu::visibility("default")]] extern const char troupe_module_stamp[];
const char troupe_module_stamp[] = "troupe 0.0.1; msvc 6; libfoo 1; caf 0.1.0";

[[gnu::visibility("default")]] bool troupe_module_entry(void*) {
  std::abort();
}
}
