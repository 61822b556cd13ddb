// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include "support/program.hpp"

#include <stdexcept>

/// Orders of one line and of three through all services of the sample, by the real program, every
/// effect durable: from its start to its end, when nothing is on its way any more.
namespace troupe::bench {
namespace {

constexpr std::uint64_t orders = 40'000;

/// The program's summary says "handled  600 000 deliveries in ...".
double deliveries_in(const std::string& summary) {
  const auto from = summary.rfind("handled ");
  const auto upto = summary.find(" deliveries", from);
  if (from == std::string::npos || upto == std::string::npos)
    throw std::runtime_error("the order flow did not say what it handled: " + summary);
  double number = 0;
  for (const char c : summary.substr(from, upto - from))
    if (c >= '0' && c <= '9')
      number = 10 * number + (c - '0');
  return number;
}

struct flown {
  double seconds = 0;
  double deliveries = 0;
};

flown fly(std::uint64_t lines) {
  const scratch_folder folder;
  const auto set = [](const std::string& path, const std::string& value) {
    return std::vector<std::string>{"--set", path + '=' + value};
  };
  std::vector<std::string> arguments{"run", TROUPE_SAMPLE_DEPLOYMENT, "--until-idle"};
  for (const auto& each :
       {set("journal.path", folder.file("orders.db").string()),
        set("notification.file", folder.file("mails.jsonl").string()), set("intake.file", ""),
        set("intake.generate", std::to_string(orders)), set("intake.lines", std::to_string(lines)),
        set("inventory.initial_stock", "100000000")})
    arguments.insert(arguments.end(), each.begin(), each.end());
  const stop_watch watch;
  const auto ended = trial::program{TROUPE_PROGRAM, arguments, "/"}.end();
  const auto seconds = watch.seconds();
  if (ended.exit_code != 0)
    throw std::runtime_error("the order flow ended with " + std::to_string(ended.exit_code) + ": " +
                             ended.err);
  return {seconds, deliveries_in(ended.err)};
}

} // namespace

void order_flow() {
  const auto mark = nanoseconds_of_a_mark();
  for (const std::uint64_t lines : {1, 3}) {
    const auto ran = fly(lines);
    print("order flow, 40,000 orders of " + std::to_string(lines) +
              (lines == 1 ? " line" : " lines"),
          static_cast<double>(orders) / ran.seconds, "orders/s",
          "all services, every effect durable, with start and end; bar: 8,000");
    print("the share of the mark of what is in hand, at most",
          mark * ran.deliveries / ran.seconds / 1e7, "%", "at most 2; as if nothing ran beside it");
  }
  print("the mark of what is in hand", mark, "ns a delivery");
}

} // namespace troupe::bench
