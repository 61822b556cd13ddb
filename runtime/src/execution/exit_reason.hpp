// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/crash.hpp"
#include "execution/exit_class.hpp"

#include <caf/error.hpp>

#include <exception>
#include <string>

/// The reason of an actor's end as CAF carries it: a class that programs decide by and a text for
/// people. All functions are pure and safe for any error, the empty one included.
namespace troupe::execution {

/// The error to quit with, or to put into an exit message. `normal` and `killed` carry no text:
/// CAF knows both and compares them.
caf::error make_exit(exit_class how, std::string text = {});

/// The same for an actor that crashed, with the crash's text.
caf::error make_exit(exit_class how, crash what);

/// How the actor ended that left `reason`; CAF's own errors are of class `error`.
exit_class class_of(const caf::error& reason);

/// What is to be said of it: the text given to `make_exit`, or the name of CAF's error.
std::string text_of(const caf::error& reason);

/// Null where the actor did not crash, or nobody looked at how.
const crash* crash_of(const caf::error& reason);

/// What an exception says, and its type: "std::out_of_range: vector::at".
std::string text_of(const std::exception_ptr& thrown);

} // namespace troupe::execution
