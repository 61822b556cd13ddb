// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

/// What a journal of a million events costs when it is opened, and what a deployment costs that has
/// nothing to do.
namespace troupe::bench {
namespace {

constexpr std::uint64_t events = 1'000'000;

std::atomic<std::uint64_t> handled{0};

behavior counter(service<>*) {
  return {[](const price_changed&) { ++handled; }};
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double resident_mib() {
  std::ifstream in{"/proc/self/statm"};
  double all = 0;
  double resident = 0;
  in >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

} // namespace

void opening() {
  const scratch_folder folder;
  const auto file = folder.file("million.db");
  {
    deployment shop;
    shop.add("counter", counter);
    shop.start(file);
    std::vector<outgoing> facts;
    for (std::uint64_t i = 1; i <= events; ++i) {
      facts.push_back(encode(make_price(i)));
      if (i % 512 == 0 || i == events) {
        shop.publish(std::move(facts));
        facts.clear();
        while (i > handled + 100'000)
          std::this_thread::yield();
      }
    }
    shop.settle();
    shop.stop();
  }
  handled = 0;
  const stop_watch watch;
  deployment shop;
  shop.add("counter", counter);
  shop.start(file);
  shop.publish({encode(make_price(1))});
  while (handled == 0)
    std::this_thread::yield();
  print("first event after opening 1 M events", watch.seconds() * 1000, "ms");
  shop.stop();
}

void idle() {
  const scratch_folder folder;
  deployment shop;
  shop.add("counter", counter);
  shop.start(folder.file("idle.db"));
  shop.running().wait(std::chrono::seconds{1});
  const auto before = cpu_seconds();
  const stop_watch watch;
  shop.running().wait(std::chrono::seconds{5});
  print("idle CPU", 100 * (cpu_seconds() - before) / watch.seconds(), "% of a core");
  print("idle memory", resident_mib(), "MiB resident");
  shop.stop();
}

} // namespace troupe::bench
