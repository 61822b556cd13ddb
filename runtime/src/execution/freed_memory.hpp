// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

namespace troupe::execution {

/// Freed memory stays with the process, up to 64 MiB at the end of the heap: batches of events come
/// and go all the time, and to give their memory back and take it again costs more than they do.
/// For a program that does nothing else than run a deployment; call it before there are threads.
void keep_freed_memory();

} // namespace troupe::execution
