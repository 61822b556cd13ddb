// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

namespace troupe {

/// The program `troupe`: reads its arguments, does what they say, returns the exit code.
///
/// 0 done, 64 wrong usage, 70 internal or escalated, 75 try again, 78 configuration.
[[gnu::visibility("default")]] int command_line(int argc, char** argv);

} // namespace troupe
