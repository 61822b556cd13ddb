// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/choice.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/description.hpp"
#include "cli/output.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

#include <unistd.h>

namespace troupe::cli {
namespace {

enum class description_format { text, json, dot };

struct describe_options {
  deployment_source source;
  description_format format = description_format::text;
};

std::string shown(const description& all, description_format format) {
  switch (format) {
  case description_format::json:
    return description_json(all) + '\n';
  case description_format::dot:
    return description_dot(all);
  case description_format::text:
    break;
  }
  return description_text(all, std::min<std::size_t>(columns_of(STDOUT_FILENO, 100), 120));
}

int show(const describe_options& options) {
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  print(shown(describe(options.source.file, *loaded.value), options.format));
  return exit_done;
}

} // namespace

void add_describe(CLI::App& app, action& chosen) {
  const auto options = std::make_shared<describe_options>();
  auto* command = app.add_subcommand("describe", "Show what a deployment means");
  add_deployment_source(*command, options->source);
  add_choice<description_format>(*command, "--format", options->format,
                                 "How to print: text (the default), json or dot",
                                 {{"text", description_format::text},
                                  {"json", description_format::json},
                                  {"dot", description_format::dot}});
  command->footer(
      R"(The tree, the services with their options, and the topics with who publishes and who
handles them. What a secret holds is not shown.

Examples:
  troupe describe config/order-processing.yaml
  troupe describe config/order-processing.yaml --format dot | dot -Tsvg > tree.svg)");
  command->callback([options, &chosen] { chosen = [options] { return show(*options); }; });
}

} // namespace troupe::cli
