// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <filesystem>
#include <string>

namespace troupe::cli {

/// Lets a person edit a text in the editor that VISUAL or EDITOR names.
///
/// The text is in a file of its own, which only this user may read. It is removed by `remove`, and
/// not before: where something is wrong with the text, nobody's work is lost.
class text_editor {
public:
  /// Waits until the editor ends. Errors: no editor is set, it cannot be run, or it failed.
  static result<text_editor> edit(const std::string& text);

  const std::string& text() const { return text_; }
  const std::filesystem::path& file() const { return file_; }
  void remove();

private:
  std::filesystem::path file_;
  std::string text_;
};

} // namespace troupe::cli
