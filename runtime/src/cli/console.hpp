// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace troupe::cli {

/// Standard error as a person sees it: lines, and on a terminal a last line that is rewritten.
///
/// All functions may be called from any thread; a line is written whole.
class console {
public:
  console();
  ~console(); ///< clears the status

  console(const console&) = delete;
  console& operator=(const console&) = delete;

  bool is_terminal() const { return is_terminal_; }

  /// Writes lines above the status; the last needs no newline.
  void line(std::string_view text);

  /// Replaces the status, cut at the terminal's width. Empty text clears it. Nothing where this is
  /// no terminal.
  void status(std::string_view text);

private:
  void write(std::string_view text);

  const bool is_terminal_;
  std::mutex mutex_;
  std::string status_;
};

/// The columns of the terminal behind a descriptor; `otherwise` where it is none.
std::size_t columns_of(int descriptor, std::size_t otherwise);

/// Text that came from outside, safe to show on a terminal: control characters become `\xNN`,
/// newlines and tabs stay.
std::string printable(std::string_view text);

/// The same on one line: newlines and tabs become blanks.
std::string on_one_line(std::string_view text);

} // namespace troupe::cli
