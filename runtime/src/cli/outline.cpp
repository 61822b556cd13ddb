// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/outline.hpp"

#include <CLI/CLI.hpp>

#include <sstream>

namespace troupe::cli {
namespace {

outlined_option outline(const CLI::Option& option) {
  outlined_option out;
  for (const auto& name : option.get_snames())
    out.names.push_back("-" + name);
  for (const auto& name : option.get_lnames())
    out.names.push_back("--" + name);
  if (out.names.empty())
    out.place = option.get_name();
  if (option.get_items_expected_max() > 0)
    out.value = option.get_type_name();
  out.text = option.get_description();
  out.is_required = option.get_required();
  return out;
}

std::string usage_of(const outlined_command& command) {
  std::string out;
  for (const auto& option : command.options)
    if (!option.names.empty()) {
      out = " [OPTIONS]";
      break;
    }
  for (const auto& option : command.options)
    if (option.names.empty())
      out += option.is_required ? " " + option.place : " [" + option.place + "]";
  return out + (command.commands.empty() ? "" : " COMMAND");
}

outlined_command outline(const CLI::App& app, const std::string& above) {
  outlined_command out;
  out.words = above + app.get_name();
  out.text = app.get_description();
  out.footer = app.get_footer();
  for (const auto* option : app.get_options())
    if (!option->get_group().empty())
      out.options.push_back(outline(*option));
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
    if (!command->get_group().empty())
      out.commands.push_back(outline(*command, out.words + " "));
  out.usage = usage_of(out);
  return out;
}

void add_all(const outlined_command& command, std::vector<const outlined_command*>& to) {
  to.push_back(&command);
  for (const auto& below : command.commands)
    add_all(below, to);
}

} // namespace

std::vector<std::string> outlined_option::choices() const {
  std::vector<std::string> out;
  if (value.find('|') == std::string::npos)
    return out;
  std::istringstream words{value};
  for (std::string word; std::getline(words, word, '|');)
    out.push_back(word);
  return out;
}

outlined_command outline(const CLI::App& app) {
  return outline(app, "");
}

std::vector<const outlined_command*> all_of(const outlined_command& command) {
  std::vector<const outlined_command*> out;
  add_all(command, out);
  return out;
}

} // namespace troupe::cli
