// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"
#include "support/program.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <stdexcept>
#include <vector>

/// `troupe reload` of a deployment of 500 services, as an operator waits for it: the command
/// starts, reads the file, asks the process that runs, which reads it too and becomes what it says.
namespace troupe::bench {
namespace {

constexpr int services = 500;
constexpr int rounds = 5;

/// The first of them say another credit than they are built with.
std::string deployment_of(int others, int credit) {
  std::string text = "troupe: 1\nname: shop\nmodules: [commerce]\njournal: {path: shop.db}\n"
                     "check: {unfed: ['>']}\ntree:\n  children:\n";
  for (int i = 0; i < services; ++i)
    text += "    - {id: s" + std::to_string(i) + ", service: commerce.analytics" +
            (i < others ? ", credit: " + std::to_string(credit) : "") + "}\n";
  return text;
}

void run_well(const std::vector<std::string>& arguments, const std::string& folder) {
  const auto ran = trial::program{TROUPE_PROGRAM, arguments, folder}.end();
  if (ran.exit_code != 0)
    throw std::runtime_error("troupe " + arguments.front() + " ended with " +
                             std::to_string(ran.exit_code) + ": " + ran.err);
}

} // namespace

void reload() {
  const scratch_folder folder;
  const auto where = folder.path().string();
  const auto reload_well = [&] { run_well({"reload", "shop.yaml"}, where); };
  folder.write("shop.yaml", deployment_of(0, 0));
  trial::program shop{TROUPE_PROGRAM, {"run", "shop.yaml", "--log-level", "error"}, where};
  // As long as nobody listens there is nothing to be asked.
  while (trial::program{TROUPE_PROGRAM, {"status", "shop.yaml"}, where}.end().exit_code != 0) {
  }
  reload_well(); // Waits until all have started.
  for (const int changed : {0, 1, services}) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
      folder.write("shop.yaml", deployment_of(changed, 100 + round));
      const stop_watch watch;
      reload_well();
      times.push_back(watch.seconds() * 1000);
    }
    std::sort(times.begin(), times.end());
    print("reload, " + std::to_string(changed) + " of 500 services changed", times[rounds / 2],
          "ms",
          "worst of " + std::to_string(rounds) + ": " + std::to_string(std::lround(times.back())));
  }
  shop.signal(SIGTERM);
  if (shop.end().exit_code != 0)
    throw std::runtime_error("the deployment of 500 services did not stop well");
}

} // namespace troupe::bench
