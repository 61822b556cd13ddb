// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// A shared library that is no module of Troupe.
extern "C" [[gnu::visibility("default")]] int answer() {
  return 42;
}
