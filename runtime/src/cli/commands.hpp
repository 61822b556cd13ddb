// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

/// The commands of the program, a file each. Each adds itself to the command line; what it does
/// when it is chosen goes into `chosen`, which is called after the whole line was understood and
/// returns the exit code.
namespace troupe::cli {

using action = std::function<int()>;

/// `arguments` are the program's, its name first.
void add_run(CLI::App&, action& chosen, const std::vector<std::string>& arguments);
void add_check(CLI::App&, action& chosen);
void add_plan(CLI::App&, action& chosen);
void add_reload(CLI::App&, action& chosen);
void add_describe(CLI::App&, action& chosen);
void add_catalog(CLI::App&, action& chosen);
void add_publish(CLI::App&, action& chosen);
void add_events(CLI::App&, action& chosen);
void add_dead_letters(CLI::App&, action& chosen);
void add_timers(CLI::App&, action& chosen);
void add_journal(CLI::App&, action& chosen);
void add_status(CLI::App&, action& chosen);
void add_children(CLI::App&, action& chosen);
void add_subscriptions(CLI::App&, action& chosen);
void add_new(CLI::App&, action& chosen);
void add_schema(CLI::App&, action& chosen);
void add_test(CLI::App&, action& chosen);
void add_version(CLI::App&, action& chosen);
std::string version_text();

} // namespace troupe::cli
