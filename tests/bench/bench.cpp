// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include "execution/freed_memory.hpp"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <stdexcept>

namespace troupe::bench {

void print(const std::string& what, double figure, const std::string& unit,
           const std::string& beside) {
  std::printf("%-46s %14.1f %-14s %s\n", what.c_str(), figure, unit.c_str(), beside.c_str());
  std::fflush(stdout);
}

deploy::service& deployment::add_child(const std::string& offer) {
  deploy::service child;
  child.id = offer;
  child.offer = offer;
  what.tree.children.push_back({child});
  return std::get<deploy::service>(what.tree.children.back().is);
}

void deployment::start(const std::filesystem::path& journal) {
  auto storage = journal::open_sqlite(journal, {});
  if (!storage)
    throw std::runtime_error(to_string(storage.failure()));
  assembly::running::settings settings;
  settings.seed = std::random_device{}();
  settings.log = [](log_level level, std::string_view who, std::string_view text) {
    if (level == log_level::error) // That something crashes is what some measure.
      std::cerr << who << ": " << text << '\n';
  };
  auto made = assembly::running::start(
      what,
      [this](const std::string& name) -> const service_offer* {
        for (const auto& o : offers.services())
          if (o.name == name)
            return &o;
        return nullptr;
      },
      *std::move(storage), settings);
  if (!made)
    throw std::runtime_error(to_string(made.failure()));
  running_ = *std::move(made);
}

void deployment::publish(std::vector<outgoing> facts, journal::writer::completion then) {
  if (const auto taken = running_->publish(std::move(facts), std::move(then)); !taken)
    throw std::runtime_error(to_string(taken.failure()));
}

void deployment::settle() {
  running_->end_when_idle();
  while (!running_->wait(std::chrono::seconds{60}))
    ;
}

void deployment::stop() {
  running_.reset();
}

price_changed make_price(std::uint64_t number) {
  return {"sku-" + std::to_string(number % 1000), std::string(230, 'x'),
          static_cast<std::int64_t>(number)};
}

outgoing encode(const price_changed& x) {
  return troupe::encode(x);
}

} // namespace troupe::bench

int main(int argc, char** argv) {
  using namespace troupe::bench;
  const std::map<std::string, void (*)()> all{{"durable_publish", durable_publish},
                                              {"fan_out", fan_out},
                                              {"latency", latency},
                                              {"order_flow", order_flow},
                                              {"restart", restart},
                                              {"opening", opening},
                                              {"dynamic_children", dynamic_children},
                                              {"after_a_crash", after_a_crash},
                                              {"beside_crashes", beside_crashes},
                                              {"large_tree", large_tree},
                                              {"idle", idle}};
  troupe::execution::keep_freed_memory(); // As the program does.
  try {
    if (argc == 1)
      for (const auto& [name, measure] : all)
        measure();
    for (int i = 1; i < argc; ++i) {
      const auto chosen = all.find(argv[i]);
      if (chosen == all.end()) {
        std::cerr << argv[i] << " is no measurement; there are:";
        for (const auto& [name, measure] : all)
          std::cerr << ' ' << name;
        std::cerr << '\n';
        return 64;
      }
      chosen->second();
    }
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 70;
  }
}
