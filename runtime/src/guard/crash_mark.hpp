// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "guard/page.hpp"

#include <atomic>
#include <cstdint>

namespace troupe::guard {

/// From now on SIGSEGV, SIGBUS, SIGILL, SIGFPE and SIGABRT write down on the page what the thread
/// that caused them has in hand, and how much was handled. Then they do what they did before: by
/// default the process dies with a core dump. What another process sends is nobody's fault, and not
/// written down.
///
/// Once in a process, and the page must live as long as it.
void mark_crashes(page&, const std::atomic<std::uint64_t>& handled);

/// What was handled so far ends its life.
void forget_handled();

} // namespace troupe::guard
