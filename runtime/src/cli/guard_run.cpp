// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/guard_run.hpp"

#include "cli/console.hpp"
#include "cli/log.hpp"
#include "guard/guarding.hpp"

#include <cstdlib>
#include <iostream>

#include <unistd.h>

namespace troupe::cli {
namespace {

/// Both have the same arguments; only this tells them apart in `ps`.
std::vector<std::string> arguments_of_child(std::vector<std::string> arguments) {
  arguments.front() += " (guarded)";
  return arguments;
}

std::string text_of(const char* variable) {
  const auto* value = std::getenv(variable);
  return value == nullptr ? "" : value;
}

} // namespace

int run_guard(const run_options& options, const std::vector<std::string>& arguments) {
  console out;
  const auto log = log_to(out, options.least);
  guard::surroundings around{
      system_time(),
      [&](std::string_view text) {
        // The child may have left its status behind on this line.
        out.status("guard");
        log(log_level::warning, "guard", text);
        out.status({});
      },
      [](std::string_view text) { print(text); },
      arguments_of_child(arguments),
      text_of("NOTIFY_SOCKET"),
      guard::watchdog_time(std::getenv("WATCHDOG_USEC"), std::getenv("WATCHDOG_PID"), ::getpid())};
  const auto ended = guard::guarding{std::move(around)}.run();
  if (ended)
    return *ended;
  std::cerr << "troupe: " << to_string(ended.failure())
            << "; with --no-guard the deployment runs without a guard\n";
  return exit_try_again;
}

} // namespace troupe::cli
