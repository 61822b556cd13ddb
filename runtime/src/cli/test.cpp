// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/exit_codes.hpp"
#include "cli/output.hpp"
#include "cli/typed_text.hpp"
#include "testing/check_scenarios.hpp"
#include "testing/junit.hpp"
#include "testing/play_scenario.hpp"
#include "testing/seeds.hpp"
#include "troupe/testing/stage.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <memory>

namespace troupe::cli {
namespace {

struct test_options {
  std::vector<std::string> files;
  std::optional<std::uint64_t> seed;
  std::string junit;
};

struct sound_file {
  testing::scenario_file scenarios;
  deployment what;
};

using file_results = std::vector<std::pair<std::string, std::vector<testing::scenario_result>>>;

/// Nothing after all that is wrong was said; then `code` says how it ends.
std::optional<sound_file> load(const std::string& file, int& code) {
  const auto text = read_text(file);
  if (!text) {
    code = failed(text.failure(), exit_usage);
    return std::nullopt;
  }
  auto read = testing::read_scenarios(file, *text);
  for (const auto& each : read.complaints)
    std::cerr << printable(deploy::to_string(each)) << '\n';
  if (!read.value) {
    code = exit_configuration;
    return std::nullopt;
  }
  deployment_setup with;
  with.sets = read.value->sets;
  auto loaded = deployment::load(read.value->deployment, std::move(with));
  for (const auto& each : loaded.complaints)
    std::cerr << printable(to_string(each)) << '\n';
  if (!loaded) {
    code = exit_configuration;
    return std::nullopt;
  }
  const auto unknown = testing::check_scenarios(*read.value, *loaded);
  for (const auto& each : unknown)
    std::cerr << printable(deploy::to_string(each)) << '\n';
  if (!unknown.empty()) {
    code = exit_configuration;
    return std::nullopt;
  }
  return sound_file{*std::move(read.value), *std::move(loaded)};
}

std::string indented(const std::string& text) {
  std::string out;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('\n', from), text.size());
    out += "    " + printable(text.substr(from, end - from)) + '\n';
    from = end + 1;
  }
  return out;
}

std::string text_of(const testing::scenario_result& x) {
  auto out = (x.passed() ? "  ok      " : "  FAILED  ") + printable(x.name) + '\n';
  for (const auto& each : x.failures)
    out += indented(each);
  return x.story.empty() ? out : out + "    what happened:\n" + indented(x.story);
}

int write_junit(const std::string& to, const file_results& results) {
  std::ofstream out{to, std::ios::binary};
  out << testing::junit_of(results);
  out.close();
  return out ? exit_done : failed(error{ec::io, "the results cannot be written there", to});
}

int play_all(const test_options& options, std::uint64_t seed) {
  std::vector<sound_file> all;
  int code = exit_done;
  for (const auto& each : options.files)
    if (auto loaded = load(each, code))
      all.push_back(*std::move(loaded));
  if (code != exit_done)
    return code;
  std::uint64_t count = 0;
  std::uint64_t failures = 0;
  file_results results;
  for (const auto& [file, what] : all) {
    auto& here = results.emplace_back(file.file, std::vector<testing::scenario_result>{}).second;
    print(file.file + '\n');
    for (const auto& each : file.scenarios) {
      here.push_back(testing::play_scenario(what, file, each, seed));
      print(text_of(here.back()));
      ++count;
      failures += here.back().passed() ? 0 : 1;
    }
  }
  code = options.junit.empty() ? exit_done : write_junit(options.junit, results);
  const bool printed = print(counted(count, "scenario", "scenarios") + ", " + grouped(failures) +
                             " failed, with seed " + std::to_string(seed) + '\n');
  if (failures > 0)
    return exit_findings;
  return printed ? code : exit_internal;
}

int test(const test_options& options) {
  try {
    return play_all(options, options.seed
                                 ? *options.seed
                                 : testing::number_of_environment("TROUPE_SEED").value_or(1));
  } catch (const testing::failed& wrong) {
    return failed(error{ec::invalid, wrong.what()}, exit_usage);
  }
}

} // namespace

void add_test(CLI::App& app, action& chosen) {
  const auto options = std::make_shared<test_options>();
  auto* command = app.add_subcommand("test", "Play scenarios on a deployment, in no time");
  command->add_option("FILES", options->files, "Files of scenarios")->required();
  command
      ->add_option("--seed", options->seed,
                   "In which order things happen that have none (TROUPE_SEED, or else 1)")
      ->type_name("N");
  command->add_option("--junit", options->junit, "Write the results there, as JUnit's XML")
      ->type_name("F");
  command->footer(
      R"(Each scenario is played on the whole deployment from its beginning: the real YAML and modules, on one
thread, with a journal in memory and a clock that stands still but for `advance` and `within`. What its
services do outside, such as writing a file, they do; leave those out (`without`), or set where they write.
Ends with 0 where all is as expected, with 1 where something is not, with 78 where a file is not sound.

Examples:
  troupe test samples/order-processing/scenarios.yaml
  troupe test samples/*/scenarios.yaml --seed 7 --junit results.xml)");
  command->callback([options, &chosen] { chosen = [options] { return test(*options); }; });
}

} // namespace troupe::cli
