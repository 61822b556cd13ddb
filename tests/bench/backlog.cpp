// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bench/backlog.hpp"

#include "bench/bench.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace troupe::bench {
namespace {

constexpr double live_rate = 5'000; ///< published a second meanwhile, and after it is caught up
constexpr std::uint64_t live_batch = 10;
constexpr double live_seconds = 3; ///< after it is caught up

/// As prices are numbered one by one, each must be the one behind the last.
std::atomic<std::uint64_t> followed{0};
std::atomic<std::uint64_t> breaks{0};

behavior follower(service<>*) {
  return {[](const price_changed& p) {
    const auto number = static_cast<std::uint64_t>(p.price_minor);
    if (number != followed.load(std::memory_order_relaxed))
      breaks.fetch_add(1, std::memory_order_relaxed);
    followed.store(number + 1, std::memory_order_relaxed);
  }};
}

/// MiB, by its name in /proc/self/status.
double memory(const std::string& name) {
  std::ifstream in{"/proc/self/status"};
  for (std::string word; in >> word;)
    if (double kib = 0; word == name + ':' && in >> kib)
      return kib / 1024;
  throw std::runtime_error("the system does not tell " + name);
}

/// What `VmHWM` says is the most since then.
void forget_highest() {
  std::ofstream{"/proc/self/clear_refs"} << 5;
}

/// The process's memory, looked at whenever another tenth of the backlog is read.
class memory_watch {
public:
  explicit memory_watch(std::uint64_t events) : step_(events / 10) {}

  void look(std::uint64_t at) {
    if (at >= next_) {
      seen_.push_back(memory("VmRSS"));
      next_ += step_;
    }
  }
  std::string text() const {
    std::string all;
    for (const auto each : seen_)
      all += (all.empty() ? "" : " ") + std::to_string(static_cast<int>(each));
    return all;
  }

private:
  std::uint64_t step_;
  std::uint64_t next_ = step_;
  std::vector<double> seen_;
};

class live_traffic {
public:
  live_traffic(deployment& to, std::uint64_t first) : to_(to), next_(first), first_(first) {}

  /// Publishes what is due by now.
  void publish() {
    while (static_cast<double>(next_ - first_) < live_rate * watch_.seconds()) {
      std::vector<outgoing> facts;
      for (std::uint64_t i = 0; i < live_batch; ++i)
        facts.push_back(encode(make_price(next_++)));
      to_.publish(std::move(facts));
    }
  }
  std::uint64_t next() const { return next_; }

private:
  deployment& to_;
  std::uint64_t next_;
  std::uint64_t first_;
  stop_watch watch_;
};

} // namespace

void catch_up(const std::filesystem::path& file, std::uint64_t events) {
  followed = 0;
  breaks = 0;
  forget_highest();
  deployment shop;
  shop.add("keeper", keeper);
  shop.add("follower", follower).start = starting_point::kinds::beginning;
  shop.start(file);
  memory_watch memory_seen{events};
  live_traffic live{shop, events};
  const auto go_on = [&] {
    live.publish();
    shop.running().wait(std::chrono::microseconds{200});
    memory_seen.look(followed);
  };
  const stop_watch watch;
  while (followed + 10 * live_batch < live.next())
    go_on();
  const auto caught_up = watch.seconds();
  const auto rate = static_cast<double>(followed) / caught_up;
  std::uint64_t furthest_behind = 0;
  while (watch.seconds() < caught_up + live_seconds) {
    go_on();
    furthest_behind = std::max(furthest_behind, live.next() - followed);
  }
  while (followed < live.next())
    shop.running().wait(std::chrono::microseconds{200});
  const auto highest = memory("VmHWM");
  shop.stop();
  if (breaks > 0)
    throw std::runtime_error("the backlog was read with " + std::to_string(breaks) +
                             " gaps or doubles");
  print("backlog caught up, with 5,000/s live", rate, "events/s",
        std::to_string(events) + " events, no gap and no double; bar: 100,000");
  print("then behind the live traffic, at most", static_cast<double>(furthest_behind), "events");
  print("memory at the end", memory("VmRSS"), "MiB",
        "at each tenth: " + memory_seen.text() + "; at most " +
            std::to_string(static_cast<int>(highest)));
}

} // namespace troupe::bench
