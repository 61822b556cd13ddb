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

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <memory>
#include <system_error>
#include <tuple>

namespace troupe::cli {
namespace {

struct test_options {
  std::vector<std::string> files;
  std::optional<std::uint64_t> seed;
  std::uint64_t seeds = 1;
  std::string junit;
};

struct sound_file {
  testing::scenario_file scenarios;
  deployment what;
};

/// The file, or what is wrong with it, in lines.
struct loaded_file {
  std::string name;
  std::optional<sound_file> sound{};
  std::vector<std::string> complaints{};
};

template <class Complaints>
std::vector<std::string> complaint_lines(const Complaints& all) {
  std::vector<std::string> lines;
  for (const auto& each : all)
    lines.push_back(to_string(each));
  return lines;
}

/// As `check` says it of a deployment; a folder can be opened.
std::optional<std::string> why_not_opened(const std::string& file) {
  errno = 0;
  if (file == "-" || std::ifstream{file})
    return std::nullopt;
  return file + ": the file cannot be read: " + std::generic_category().message(errno) +
         "; correct the path, or make the file readable";
}

/// Those of the second kind are left out on lines that the first has something to say about.
std::vector<deploy::complaint> together(std::vector<deploy::complaint> all,
                                        const std::vector<deploy::complaint>& more) {
  const auto first = all;
  for (const auto& each : more)
    if (std::none_of(first.begin(), first.end(),
                     [&](const auto& x) { return x.file == each.file && x.line == each.line; }))
      all.push_back(each);
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  return all;
}

loaded_file load(const std::string& file) {
  const auto unsound = [&file](const auto& complaints) {
    return loaded_file{file, std::nullopt, complaint_lines(complaints)};
  };
  if (auto why = why_not_opened(file))
    return {file, std::nullopt, {*std::move(why)}};
  const auto text = read_text(file);
  if (!text)
    return {file, std::nullopt, {to_string(text.failure())}};
  auto read = testing::read_scenarios(file, *text);
  auto& scenarios = read.value ? read.value : read.rest;
  if (!scenarios)
    return unsound(read.complaints);
  deployment_setup with;
  with.sets = scenarios->sets;
  auto what = deployment::load(scenarios->deployment, std::move(with));
  if (!what) {
    auto wrong = complaint_lines(read.complaints);
    for (auto& each : complaint_lines(what.complaints))
      wrong.push_back(std::move(each));
    return {file, std::nullopt, std::move(wrong)};
  }
  const auto all = together(read.complaints, testing::check_scenarios(*scenarios, *what));
  if (!all.empty())
    return unsound(all);
  return {file, sound_file{*std::move(scenarios), *std::move(what)}};
}

/// All that is wrong is told at once, before anything is played.
std::vector<loaded_file> load_all(const std::vector<std::string>& files) {
  std::vector<loaded_file> all;
  for (const auto& each : files) {
    all.push_back(load(each));
    for (const auto& line : all.back().complaints)
      std::cerr << printable(line) << '\n';
  }
  return all;
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
  if (!x.story.empty())
    out += "    what happened:\n" + indented(x.story);
  return x.again.empty() ? out : out + "    plays it again: " + printable(x.again) + '\n';
}

/// With one seed after the other, up to the first that it fails with.
testing::scenario_result play(const sound_file& in, const testing::scenario& what,
                              std::uint64_t first, std::uint64_t seeds) {
  double seconds = 0;
  for (auto seed = first;; ++seed) {
    auto made = testing::play_scenario(in.what, in.scenarios, what, seed);
    seconds += made.seconds;
    if (made.passed() && seed - first + 1 < seeds)
      continue;
    made.seconds = seconds;
    if (!made.passed() && seeds > 1)
      made.again = "troupe test " + in.scenarios.file + " --seed " + std::to_string(seed);
    return made;
  }
}

struct tally {
  std::uint64_t scenarios = 0;
  std::uint64_t failed = 0;
  std::uint64_t unsound = 0;
};

std::string text_of(const tally& x, std::uint64_t first, std::uint64_t seeds) {
  auto text = counted(x.scenarios, "scenario", "scenarios") + ", " + grouped(x.failed) + " failed";
  if (x.unsound > 0)
    text += ", " + counted(x.unsound, "file", "files") + " not sound";
  return text +
         (seeds == 1 ? ", with seed " + std::to_string(first)
                     : ", with seeds " + std::to_string(first) + " to " +
                           std::to_string(first + seeds - 1)) +
         '\n';
}

int write_junit(const std::string& to, const std::vector<testing::file_result>& results) {
  std::ofstream out{to, std::ios::binary};
  out << testing::junit_of(results);
  out.close();
  return out ? exit_done : failed(error{ec::io, "the results cannot be written there", to});
}

testing::file_result play(const loaded_file& file, std::uint64_t first, std::uint64_t seeds) {
  testing::file_result made{file.name, file.complaints, {}};
  print(printable(file.name) + '\n');
  if (!file.sound)
    print("  ERROR   it is not sound, so nothing of it is played\n");
  else
    for (const auto& each : file.sound->scenarios.scenarios) {
      made.scenarios.push_back(play(*file.sound, each, first, seeds));
      print(text_of(made.scenarios.back()));
    }
  return made;
}

/// What is worst: a file that is not sound, or cannot be read; a scenario that fails.
int code_of(const tally& all) {
  if (all.unsound > 0)
    return exit_configuration;
  return all.failed > 0 ? exit_findings : exit_done;
}

int play_all(const test_options& options, std::uint64_t first) {
  const auto files = load_all(options.files);
  tally all;
  std::vector<testing::file_result> results;
  for (const auto& each : files) {
    results.push_back(play(each, first, options.seeds));
    all.unsound += each.sound ? 0 : 1;
    for (const auto& x : results.back().scenarios) {
      ++all.scenarios;
      all.failed += x.passed() ? 0 : 1;
    }
  }
  const auto written = options.junit.empty() ? exit_done : write_junit(options.junit, results);
  const bool printed = print(text_of(all, first, options.seeds));
  if (const auto code = code_of(all); code != exit_done)
    return code;
  return printed ? written : exit_internal;
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
      ->type_name("N")
      ->check(has_no_minus);
  command
      ->add_option("--seeds", options->seeds,
                   "Play each scenario with so many seeds, from that one on, until it fails")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  command->add_option("--junit", options->junit, "Write the results there, as JUnit's XML")
      ->type_name("F");
  command->footer(
      R"(Each scenario is played on the whole deployment from its beginning: the real YAML and modules, on one
thread, with a journal in memory and a clock that stands still but for `advance` and `within`. What its
services do outside, such as writing a file, they do; leave those out (`without`), or set where they write.
What a scenario names and the deployment does not know, a topic, a member of an event or a service, is an
error of the file. Ends with 0 where all is as expected, with 1 where something is not, and with 78 where
a file is not sound, of which nothing is played; the others are. Modules that do not stand in
`../lib/troupe` beside the program are looked for in the folders of TROUPE_MODULE_PATH.

Examples:
  troupe test samples/order-processing/scenarios.yaml
  troupe test samples/order-processing/*scenarios.yaml --seeds 100 --junit results.xml
  TROUPE_MODULE_PATH=build troupe test scenarios.yaml --seed 7)");
  command->callback([options, &chosen] { chosen = [options] { return test(*options); }; });
}

} // namespace troupe::cli
