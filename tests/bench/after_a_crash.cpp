// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/sec.hpp>
#include <caf/send.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

/// From the exception in a handler to the next event that is handled: a service, whose failed
/// delivery is parked durably meanwhile, beside a bare CAF actor that somebody restarts by hand.
namespace troupe::bench {
namespace {

constexpr int rounds = 1000;

std::atomic<std::int64_t> crashed_at{0};
std::atomic<std::int64_t> handled_at{0};

std::int64_t now() {
  return system_time().elapsed().count();
}

/// The even prices crash it, the odd ones tell when they are handled.
behavior fragile(service<>*) {
  return {[](const price_changed& x, const delivery& d) {
    if (d.attempt == 1 && x.price_minor % 2 == 0) {
      crashed_at = now();
      throw std::runtime_error("crash for the stop watch");
    }
    if (x.price_minor % 2 == 1)
      handled_at = now();
  }};
}

double next_time() {
  while (handled_at == 0)
    std::this_thread::yield();
  return static_cast<double>(handled_at.exchange(0) - crashed_at) / 1000;
}

caf::behavior bare_fragile(caf::event_based_actor* self) {
  // Without it CAF writes a line for each.
  self->set_exception_handler([](caf::scheduled_actor*, std::exception_ptr&) -> caf::error {
    return caf::sec::runtime_error;
  });
  return {[](std::int64_t price) {
    if (price % 2 == 0) {
      crashed_at = now();
      throw std::runtime_error("crash for the stop watch");
    }
    handled_at = now();
  }};
}

/// Restarts by hand: it watches one actor, and gives the next what waits.
caf::behavior by_hand(caf::event_based_actor* self) {
  const auto worker = std::make_shared<caf::actor>(self->spawn<caf::monitored>(bare_fragile));
  const auto waits = std::make_shared<std::int64_t>(0);
  self->set_down_handler([self, worker, waits](const caf::down_msg&) {
    *worker = self->spawn<caf::monitored>(bare_fragile);
    self->send(*worker, *waits);
  });
  return {[self, worker, waits](std::int64_t price) {
    *waits = price + 1;
    self->send(*worker, price);
  }};
}

void tell(const std::string& who, std::vector<double> times, const std::string& beside) {
  std::sort(times.begin(), times.end());
  print("crash to first handled event, " + who + ", p50", times[times.size() / 2], "us", beside);
  print("crash to first handled event, " + who + ", p99", times[times.size() * 99 / 100], "us");
}

} // namespace

void after_a_crash() {
  const scratch_folder folder;
  deployment shop;
  shop.add("fragile", fragile).retry.delays.first = std::chrono::milliseconds{1};
  shop.what.limits.crashes = 100'000'000;
  shop.start(folder.file("crash.db"));
  std::vector<double> times;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    shop.publish({encode(make_price(2 * i)), encode(make_price(2 * i + 1))});
    times.push_back(next_time());
    shop.settle();
  }
  shop.stop();
  tell("a service", std::move(times), "parking committed, positions read");

  caf::actor_system_config config;
  caf::actor_system system{config};
  const auto supervisor = system.spawn(by_hand);
  times.clear();
  for (std::int64_t i = 0; i < rounds; ++i) {
    caf::anon_send(supervisor, 2 * i);
    times.push_back(next_time());
  }
  caf::anon_send_exit(supervisor, caf::exit_reason::user_shutdown);
  tell("bare CAF", std::move(times), "nothing is kept");
}

} // namespace troupe::bench
