// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// A library beside the module that needs it, which looks for it there.
extern "C" [[gnu::visibility("default")]] const char* name_of_neighbour() {
  return "next_door";
}
