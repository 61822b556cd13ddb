// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// A module that forgot to define troupe_module.
int unused_by_anyone();
int unused_by_anyone() {
  return 1;
}
