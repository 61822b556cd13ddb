// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

/// Half of all deliveries fail once, beside the same flow without a failure.
namespace troupe::bench {
namespace {

constexpr std::uint64_t events = 200'000;
constexpr int turns = 3;

/// Half of each key's.
bool fails_once(const price_changed& p) {
  return (p.price_minor + p.price_minor / 1000) % 2 == 0;
}

behavior unlucky_keeper(service<last_price>* self) {
  return {[self](const price_changed& p, const delivery& d) -> outcome {
    if (d.attempt == 1 && fails_once(p))
      return retry("fails once");
    self->state().price_minor = p.price_minor;
    return done();
  }};
}

template <class Keeper>
double rate_of(Keeper keeps, std::uint64_t keys) {
  const scratch_folder folder;
  deployment shop;
  auto& made = shop.add("keeper", keeps);
  made.retry.delays.first = std::chrono::milliseconds{1};
  made.retry.jitter = 0;
  shop.start(folder.file("storm.db"));
  const auto rate = flow(shop, {.first = 0, .events = events, .keys = keys});
  shop.stop();
  return rate;
}

void compare(const std::string& name, std::uint64_t keys) {
  double plain = 0;
  double storm = 0;
  for (int turn = 0; turn < turns; ++turn) {
    plain += rate_of(keeper, keys) / turns;
    storm += rate_of(unlucky_keeper, keys) / turns;
  }
  print("plain flow, " + name, plain, "events/s", "no delivery fails");
  print("retry storm, " + name, storm, "events/s",
        std::to_string(plain / storm).substr(0, 4) + " times the plain flow; bar: at most 3");
}

} // namespace

void retry_storm() {
  compare("a key each", events);
  // Each failure holds up what is behind it, so most of them are parked.
  compare("1,000 keys", 1000);
}

} // namespace troupe::bench
