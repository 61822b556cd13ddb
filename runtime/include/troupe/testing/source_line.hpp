// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>

namespace troupe::testing {

/// A line of a test: as a default argument, that from which the function is called, which a failure
/// then names.
///
///     void expect(int count, source_line at = source_line::here());
class source_line {
public:
  /// None.
  constexpr source_line() noexcept = default;

  static constexpr source_line here(const char* file = __builtin_FILE(),
                                    unsigned line = __builtin_LINE()) noexcept {
    source_line made;
    made.file_ = file;
    made.line_ = line;
    return made;
  }

  /// "desk_test.cpp:42: why", as compilers say it.
  std::string with(const std::string& why) const {
    return line_ == 0 ? why : file_ + (':' + std::to_string(line_)) + ": " + why;
  }

private:
  const char* file_ = "";
  unsigned line_ = 0;
};

} // namespace troupe::testing
