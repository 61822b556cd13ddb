// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/generate.hpp"

#include "cli/exit_codes.hpp"
#include "cli/outline.hpp"
#include "cli/output.hpp"
#include "module/stamp.hpp"

#include <CLI/CLI.hpp>

namespace troupe::cli {
namespace {

/// "troupe 0.1.0", with which the stamp begins.
std::string version() {
  const auto& stamp = modules::own_stamp();
  return stamp.substr(0, stamp.find(';'));
}

} // namespace

void add_generate(CLI::App& app, action& chosen) {
  // Not shown, as it is for those who build packages.
  auto* command = app.add_subcommand("generate", "Print a manual page, or a shell's completion");
  command->group("");
  const auto what = std::make_shared<std::string>();
  command->add_option("WHAT", *what, "man, markdown, bash or zsh")
      ->required()
      ->check(CLI::IsMember({"man", "markdown", "bash", "zsh"}));
  command->footer("Example:\n  troupe generate bash");
  command->callback([=, &app, &chosen] {
    chosen = [=, &app] {
      const auto program = outline(app);
      const auto text = *what == "man"        ? manual_page(program, version())
                        : *what == "markdown" ? command_page(program)
                        : *what == "bash"     ? bash_completion(program)
                                              : zsh_completion(program);
      return print(text) ? exit_done : exit_internal;
    };
  });
}

} // namespace troupe::cli
