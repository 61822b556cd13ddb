// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/command_line.hpp"

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/generate.hpp"
#include "cli/output.hpp"
#include "cli/usage.hpp"
#include "execution/freed_memory.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

namespace troupe {
namespace {

constexpr const char* examples = R"(Examples:
  troupe check config/order-processing.yaml
  troupe run config/order-processing.yaml --until-idle --ask commerce.get_summary
  troupe status config/order-processing.yaml
  troupe dead-letters list config/order-processing.yaml

Exit codes: 0 done, 1 a test, a check or a plan finds something wrong, 64 wrong usage, 70 internal
error or a tree that gave up, 75 try again later, 78 the configuration is wrong.)";

int parse_and_act(int argc, char** argv) {
  CLI::App app{"Runs services that handle events, and looks after them.", "troupe"};
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  app.footer(examples);
  app.set_version_flag("--version", [] { return cli::version_text(); });
  cli::action chosen;
  cli::add_run(app, chosen, {argv, argv + argc});
  cli::add_check(app, chosen);
  cli::add_plan(app, chosen);
  cli::add_reload(app, chosen);
  cli::add_describe(app, chosen);
  cli::add_catalog(app, chosen);
  cli::add_status(app, chosen);
  cli::add_children(app, chosen);
  cli::add_subscriptions(app, chosen);
  cli::add_publish(app, chosen);
  cli::add_events(app, chosen);
  cli::add_dead_letters(app, chosen);
  cli::add_timers(app, chosen);
  cli::add_journal(app, chosen);
  cli::add_new(app, chosen);
  cli::add_schema(app, chosen);
  cli::add_test(app, chosen);
  cli::add_version(app, chosen);
  cli::add_generate(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto text = app.help();
    return cli::print(text + (text.back() == '\n' ? "" : "\n")) ? exit_done : exit_internal;
  } catch (const CLI::CallForVersion&) {
    return cli::print(cli::version_text() + "\n") ? exit_done : exit_internal;
  } catch (const CLI::ParseError& stopped) {
    std::cerr << cli::usage_error(app, stopped, {argv + 1, argv + argc}) << '\n';
    return exit_usage;
  }
  return chosen();
}

} // namespace

int command_line(int argc, char** argv) {
  execution::keep_freed_memory();
  try {
    return parse_and_act(argc, argv);
  } catch (const std::exception& thrown) {
    std::cerr << "troupe: internal error: " << thrown.what() << "; please report this\n";
    return exit_internal;
  }
}

} // namespace troupe
