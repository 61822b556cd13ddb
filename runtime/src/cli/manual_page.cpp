// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/outline.hpp"

#include <sstream>

namespace troupe::cli {
namespace {

/// Text as man(7) shows it: nothing in it is a request or an escape.
std::string plain(const std::string& text) {
  std::string out;
  bool begins_line = true;
  for (const char x : text) {
    if (begins_line && (x == '.' || x == '\''))
      out += "\\&";
    if (x == '\\')
      out += "\\e";
    else if (x == '-')
      out += "\\-";
    else
      out += x;
    begins_line = x == '\n';
  }
  return out;
}

/// In the lines in which it stands.
void as_it_stands(std::ostream& out, const std::string& text) {
  out << ".PP\n.nf\n";
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);)
    out << (line.empty() ? ".sp" : plain(line)) << '\n';
  out << ".fi\n";
}

void write(std::ostream& out, const outlined_option& option) {
  out << ".TP\n\\fB" << plain(option.place);
  for (std::size_t i = 0; i < option.names.size(); ++i)
    out << (i > 0 ? "\\fR, \\fB" : "") << plain(option.names[i]);
  out << "\\fR";
  if (!option.names.empty() && !option.value.empty())
    out << " \\fI" << plain(option.value) << "\\fR";
  out << '\n' << plain(option.text) << '\n';
}

void write(std::ostream& out, const outlined_command& command) {
  out << ".SS \"" << plain(command.words) << plain(command.usage) << "\"\n"
      << plain(command.text) << ".\n";
  for (const auto& option : command.options)
    write(out, option);
  if (!command.footer.empty())
    as_it_stands(out, command.footer);
}

} // namespace

std::string manual_page(const outlined_command& program, const std::string& version) {
  std::ostringstream out;
  out << ".TH TROUPE 1 \"\" \"" << plain(version) << "\" \"User Commands\"\n"
      << ".SH NAME\ntroupe \\- runs services that handle events, and looks after them\n"
      << ".SH SYNOPSIS\n";
  for (const auto* command : all_of(program))
    if (command->commands.empty())
      out << "\\fB" << plain(command->words) << "\\fR" << plain(command->usage) << "\n.br\n";
  out << ".SH DESCRIPTION\n" << plain(program.text) << '\n';
  as_it_stands(out, program.footer);
  out << ".SH COMMANDS\n";
  for (const auto* command : all_of(program))
    if (command != &program)
      write(out, *command);
  out << ".SH ENVIRONMENT\n.TP\n\\fBTROUPE_MODULE_PATH\\fR\n"
      << "Folders in which modules are looked for, separated by colons, after ../lib/troupe beside "
         "the program.\n";
  return out.str();
}

} // namespace troupe::cli
