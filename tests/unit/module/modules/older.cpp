// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// A module of before its stamp could be read without running it.
extern "C" {

[[gnu::visibility("default")]] const char* troupe_module_stamp() {
  return "troupe 0.0.1";
}

[[gnu::visibility("default")]] bool troupe_module_entry(void*) {
  return true;
}
}
