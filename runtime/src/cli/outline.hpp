// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace troupe::cli {

struct outlined_option {
  std::vector<std::string> names; ///< "-h", "--help"; none of what stands at its place
  std::string place;              ///< "FILE", where it has no name
  std::string value;              ///< "PATH=VALUE", "text|json"; none of a flag
  std::string text;
  bool is_required = false;

  /// The words of a value that is one of a few; none where it may be anything.
  std::vector<std::string> choices() const;
};

/// A command of the program, as `--help` shows it: what manual and completion are made of.
struct outlined_command {
  std::string words; ///< "troupe dead-letters list"
  std::string text;
  std::string usage; ///< what follows the words
  std::string footer;
  std::vector<outlined_option> options;
  std::vector<outlined_command> commands; ///< below it
};

/// All that the table of the command line shows; what is hidden in it is left out.
outlined_command outline(const CLI::App&);

/// The command and all below it, in the order of the table.
std::vector<const outlined_command*> all_of(const outlined_command&);

/// The manual page troupe(1), for man(7); the version is as "troupe 0.1.0".
std::string manual_page(const outlined_command& program, const std::string& version);

/// The page of the documents, in Markdown.
std::string command_page(const outlined_command& program);

std::string bash_completion(const outlined_command& program);
std::string zsh_completion(const outlined_command& program);

} // namespace troupe::cli
