// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/outline.hpp"

#include <algorithm>
#include <sstream>

namespace troupe::cli {
namespace {

/// Text as a cell of a table shows it.
std::string cell(const std::string& text) {
  std::string out;
  for (const char x : text) {
    if (x == '|' || x == '<' || x == '*')
      out += '\\';
    out += x;
  }
  return out;
}

/// Within the signs of code nothing but a cell's end means something.
std::string code(const std::string& text) {
  std::string out = "`";
  for (const char x : text) {
    if (x == '|')
      out += '\\';
    out += x;
  }
  return out + '`';
}

/// What GitHub calls the heading of a command.
std::string anchor(std::string words) {
  std::replace(words.begin(), words.end(), ' ', '-');
  return words;
}

bool is_help(const outlined_option& option) {
  return option.names.size() == 2 && option.names.back() == "--help";
}

void write(std::ostream& out, const outlined_option& option) {
  out << "| ";
  if (option.names.empty())
    out << code(option.place);
  for (std::size_t i = 0; i < option.names.size(); ++i)
    out << (i > 0 ? ", " : "")
        << code(option.names[i] + (option.value.empty() ? "" : " " + option.value));
  out << " | " << cell(option.text) << " |\n";
}

void write(std::ostream& out, const outlined_command& command) {
  out << "\n## " << command.words << "\n\n"
      << command.text << ".\n\n```\n"
      << command.words << command.usage << "\n```\n";
  bool is_first = true;
  for (const auto& option : command.options) {
    if (is_help(option))
      continue;
    if (is_first)
      out << "\n| | |\n| --- | --- |\n";
    is_first = false;
    write(out, option);
  }
  if (!command.footer.empty())
    out << "\n```\n" << command.footer << "\n```\n";
}

} // namespace

std::string command_page(const outlined_command& program) {
  std::ostringstream out;
  out << "# The command line\n\n" << program.text << "\n\n| command | |\n| --- | --- |\n";
  const auto commands = all_of(program);
  for (const auto* command : commands)
    if (command->commands.empty())
      out << "| [" << command->words << "](#" << anchor(command->words) << ") | "
          << cell(command->text) << " |\n";
  out << "\nEach has `--help`; `man troupe` and what shells complete are made of the same table as "
      << "this page.\n\n```\n"
      << program.footer << "\n```\n";
  for (const auto* command : commands)
    if (command->commands.empty())
      write(out, *command);
  return out.str();
}

} // namespace troupe::cli
