// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/catalog.hpp"
#include "cli/catalog_source.hpp"
#include "cli/choice.hpp"
#include "cli/output.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace troupe::cli {
namespace {

enum class catalog_format { text, json, markdown, asyncapi };

struct show_options {
  deployment_source source;
  catalog_format format = catalog_format::text;
};

std::string shown(const definitions::catalog& all, catalog_format format) {
  switch (format) {
  case catalog_format::json:
    return pretty_json(definitions::json_of(all)) + '\n';
  case catalog_format::markdown:
    return definitions::markdown_of(all);
  case catalog_format::asyncapi:
    return pretty_json(definitions::asyncapi_of(all)) + '\n';
  case catalog_format::text:
    break;
  }
  return definitions::text_of(all);
}

int show(const show_options& options) {
  const auto loaded = load_catalog(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  print(shown(*loaded.value, options.format));
  return exit_done;
}

} // namespace

void add_catalog_show(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<show_options>();
  auto* command =
      to.add_subcommand("show", "Each event: its members, who publishes and handles it");
  add_deployment_source(*command, options->source);
  add_choice<catalog_format>(*command, "--format", options->format,
                             "How to print: text (the default), json, markdown or asyncapi",
                             {{"text", catalog_format::text},
                              {"json", catalog_format::json},
                              {"markdown", catalog_format::markdown},
                              {"asyncapi", catalog_format::asyncapi}});
  command->footer(
      R"(As the code of the deployment's modules defines them; nothing is run. In 'json' each event has
its JSON Schema. 'asyncapi' is a document of AsyncAPI 3.0: a channel for each topic, an operation for
each child that publishes to it or handles it.

Examples:
  troupe catalog show config/order-processing.yaml
  troupe catalog show config/order-processing.yaml --format asyncapi > asyncapi.json)");
  command->callback([options, &chosen] { chosen = [options] { return show(*options); }; });
}

} // namespace troupe::cli
