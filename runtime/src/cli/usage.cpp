// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/usage.hpp"

#include "vocabulary/nearest.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>

namespace troupe::cli {
namespace {

/// The command that was meant as far as it was understood: `troupe dead-letters list`.
struct understood {
  const CLI::App* app;
  std::string name;
  std::size_t words = 0;
};

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

understood follow(const CLI::App& app, const std::vector<std::string>& arguments) {
  understood at{&app, app.get_name(), 0};
  for (const auto& word : arguments) {
    const auto below = commands_of(*at.app);
    const auto next = std::find_if(below.begin(), below.end(),
                                   [&](const CLI::App* x) { return x->get_name() == word; });
    if (next == below.end())
      break;
    at = understood{*next, at.name + " " + word, at.words + 1};
  }
  return at;
}

std::string unknown_command(const understood& at, const std::vector<std::string>& arguments) {
  const auto known = commands_of(*at.app);
  if (known.empty())
    return {};
  if (at.words < arguments.size() && arguments[at.words].substr(0, 1) == "-")
    return {};
  std::vector<std::string_view> names;
  for (const auto* each : known)
    if (!each->get_group().empty()) // what is not shown is not suggested either
      names.push_back(each->get_name());
  if (at.words == arguments.size())
    return "a command is missing" + suggestion("", names);
  return "'" + arguments[at.words] + "' is no command" + suggestion(arguments[at.words], names);
}

std::string unknown_option(const understood& at, const std::vector<std::string>& arguments) {
  std::vector<std::string> names;
  for (const auto* each : at.app->get_options())
    for (const auto& name : each->get_lnames())
      names.push_back("--" + name);
  for (const auto& word : arguments) {
    const auto name = word.substr(0, word.find('='));
    if (name.substr(0, 2) != "--" || name.size() == 2 ||
        std::find(names.begin(), names.end(), name) != names.end())
      continue;
    const auto near = nearest(name, {names.begin(), names.end()});
    return "'" + name + "' is no option of " + at.name +
           (near.empty() ? "" : "; did you mean \"" + near + "\"?");
  }
  return {};
}

/// What the library says in words of its own about a number that is none, and about an option that
/// stands there twice. Empty for all else.
std::string wrong_value(const CLI::ParseError& why) {
  const std::string_view said{why.what()};
  constexpr std::string_view not_converted = "Could not convert: ";
  constexpr std::string_view too_many = ": At Most 1 required";
  if (const auto value = said.find(" = ");
      said.substr(0, not_converted.size()) == not_converted && value != said.npos)
    return std::string{said.substr(not_converted.size(), value - not_converted.size())} + ": '" +
           std::string{said.substr(value + 3)} + "' is no number that it takes";
  if (const auto at = said.find(too_many); at != said.npos)
    return std::string{said.substr(0, at)} + ": it is said more than once; say it once";
  return {};
}

} // namespace

std::string usage_error(const CLI::App& app, const CLI::ParseError& why,
                        const std::vector<std::string>& arguments) {
  const auto at = follow(app, arguments);
  auto what = unknown_command(at, arguments);
  if (what.empty() && dynamic_cast<const CLI::ExtrasError*>(&why) != nullptr)
    what = unknown_option(at, arguments);
  if (what.empty())
    what = wrong_value(why);
  if (what.empty())
    what = why.what();
  return "troupe: " + what + "\nTry '" + at.name + " --help'.";
}

} // namespace troupe::cli
