// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/outline.hpp"

#include <algorithm>
#include <sstream>

// Both shells go the same way: the words before the cursor say which command it is, the word before
// it whether an option waits for its value, and then what that command takes is offered.
namespace troupe::cli {
namespace {

std::string quoted(const std::string& text) {
  std::string out{"'"};
  for (const char x : text)
    out += x == '\'' ? std::string{"'\\''"} : std::string{x};
  return out + "'";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words)
    out += (out.empty() ? "" : " ") + word;
  return out;
}

/// Of "troupe dead-letters list" the end, " dead-letters list".
std::string place_of(const outlined_command& command) {
  return command.words.substr(std::min(command.words.find(' '), command.words.size()));
}

/// `case` patterns for all commands below the program.
std::string all_places(const outlined_command& program) {
  std::string out;
  for (const auto* command : all_of(program))
    if (command != &program)
      out += (out.empty() ? "" : "|") + quoted(place_of(*command));
  return out;
}

std::string patterns_of(const outlined_command& command, const outlined_option& option) {
  std::string out;
  for (const auto& name : option.names)
    out += (out.empty() ? "" : "|") + quoted(place_of(command) + " " + name);
  return out;
}

std::vector<std::string> offered(const outlined_command& command) {
  std::vector<std::string> out;
  for (const auto& below : command.commands)
    out.push_back(below.words.substr(command.words.size() + 1));
  for (const auto& option : command.options)
    out.insert(out.end(), option.names.begin(), option.names.end());
  return out;
}

/// Of the options that take a value: `shown(choices)` is what the shell does for it.
template <class Shown>
void write_values(std::ostream& out, const outlined_command& program, const Shown& shown) {
  for (const auto* command : all_of(program))
    for (const auto& option : command->options)
      if (!option.names.empty() && !option.value.empty())
        out << "    (" << patterns_of(*command, option) << ") " << shown(option.choices())
            << "return ;;\n";
}

} // namespace

std::string bash_completion(const outlined_command& program) {
  std::ostringstream out;
  out << R"(# Completion of troupe(1) for bash; made by the program of its own options.
_troupe() {
  local at='' word current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} offered=''
  # --option=value comes as three words.
  [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
  [[ $current == = ]] && current=''
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$at $word" in
    ()"
      << all_places(program) << R"() at+=" $word" ;;
    esac
  done
  # Where nothing is offered, files are.
  COMPREPLY=()
  case "$at $before" in
)";
  write_values(out, program, [](const auto& choices) {
    return choices.empty() ? std::string{}
                           : "mapfile -t COMPREPLY < <(compgen -W " + quoted(joined(choices)) +
                                 " -- \"$current\"); ";
  });
  out << "  esac\n  case \"$at\" in\n";
  for (const auto* command : all_of(program))
    out << "    (" << quoted(place_of(*command))
        << ") offered=" << quoted(joined(offered(*command))) << " ;;\n";
  out << R"(  esac
  mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$current")
  [[ -n $current || $offered == [!-]* ]] || COMPREPLY=()
}
complete -o default -F _troupe troupe
)";
  return out.str();
}

std::string zsh_completion(const outlined_command& program) {
  std::ostringstream out;
  out << R"(#compdef troupe
# Completion of troupe(1) for zsh; made by the program of its own options.
_troupe() {
  local at='' word
  local -a offered
  for word in "${(@)words[2,CURRENT-1]}"; do
    case "$at $word" in
    ()"
      << all_places(program) << R"() at+=" $word" ;;
    esac
  done
  case "$at ${words[CURRENT-1]}" in
)";
  write_values(out, program, [](const auto& choices) {
    return choices.empty() ? std::string{"_files; "} : "compadd -- " + joined(choices) + "; ";
  });
  out << "  esac\n  case \"$at\" in\n";
  for (const auto* command : all_of(program)) {
    out << "    (" << quoted(place_of(*command)) << ") offered=(\n";
    for (const auto& below : command->commands)
      out << "        " << quoted(below.words.substr(command->words.size() + 1) + ":" + below.text)
          << '\n';
    for (const auto& option : command->options)
      for (const auto& name : option.names)
        out << "        " << quoted(name + ":" + option.text) << '\n';
    out << "      ) ;;\n";
  }
  out << R"(  esac
  if [[ -z ${words[CURRENT]} && ${offered[1]} == -* || ${words[CURRENT]} == [^-]* && ${offered[1]} == -* ]]; then
    _files
  else
    _describe 'troupe' offered
  fi
}
_troupe "$@"
)";
  return out.str();
}

} // namespace troupe::cli
