// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <string>

/// What somebody hands to a command: a payload that he wrote, and what is wrong with it.
namespace troupe::cli {

/// The text of a file, "-" for standard input.
result<std::string> read_text(const std::string& file);

/// What is wrong with a number that may not be negative, which would be taken for a huge one;
/// nothing where it is none. For `CLI::Option::check`.
std::string has_no_minus(const std::string& typed);

/// The exit code where what is wrong is what somebody typed: that is his to mend.
int code_for_typist(const error&);

/// Says it on standard error; gives the code.
int failed(const error&, int code);

} // namespace troupe::cli
