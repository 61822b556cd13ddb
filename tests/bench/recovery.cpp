// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"
#include "bench/filled_journal.hpp"

#include "support/sudden_death.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

/// A process that works on a large journal is killed; how long the next one takes until it has
/// handled an event.
namespace troupe::bench {
namespace {

constexpr std::uint64_t events = 5'000'000;
constexpr std::uint64_t states = 1'000'000;
constexpr int kills = 7;

std::atomic<std::uint64_t> handled{0};

behavior counting_keeper(service<last_price>* self) {
  return {[self](const price_changed& p) {
    self->state().price_minor = p.price_minor;
    ++handled;
  }};
}

/// Handles events as fast as it can, until it is killed.
void work(const std::filesystem::path& file) {
  deployment shop;
  shop.add("keeper", counting_keeper);
  shop.start(file);
  for (;;)
    flow(shop, {.first = 0, .events = 1'000'000, .keys = states});
}

struct recovered {
  double seconds = 0;     ///< from the beginning to the first event handled
  std::uint64_t head = 0; ///< of the journal then
};

recovered recover(const std::filesystem::path& file) {
  handled = 0;
  const stop_watch watch;
  deployment shop;
  shop.add("keeper", counting_keeper);
  shop.start(file);
  shop.publish({encode(make_price(1, states))}); // Should nothing have been left to do.
  while (handled == 0)
    shop.running().wait(std::chrono::microseconds{100});
  const recovered made{watch.seconds(), shop.running().look().head};
  shop.stop();
  return made;
}

/// As it is after the machine itself was started anew.
void forget_pages(const std::filesystem::path& file) {
  for (const auto* part : {"", "-wal", "-shm"}) {
    const int opened = ::open((file.string() + part).c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0)
      continue;
    ::fsync(opened);
    ::posix_fadvise(opened, 0, 0, POSIX_FADV_DONTNEED);
    ::close(opened);
  }
}

void tell(const std::string& what, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  print("first event after SIGKILL, " + what + ", median", 1000 * times[times.size() / 2], "ms",
        "5 M events, 1 M states; bar: 2000");
  print("first event after SIGKILL, " + what + ", worst", 1000 * times.back(), "ms");
}

} // namespace

void recovery() {
  const scratch_folder folder;
  const auto file = folder.file("recovery.db");
  fill_journal(file, {.events = events, .keys = states, .states = states});
  std::vector<double> times;
  std::vector<double> cold;
  std::uint64_t head = events;
  for (int i = 0; i < kills; ++i) {
    if (!support::kill_within(std::chrono::milliseconds{1500 + 171 * i}, [&] { work(file); }))
      throw std::runtime_error("the process ended before it was killed");
    const bool is_cold = i % 2 == 1;
    if (is_cold)
      forget_pages(file);
    const auto found = recover(file);
    if (found.head < head + 1000)
      throw std::runtime_error("the process was killed before it had worked");
    head = found.head;
    (is_cold ? cold : times).push_back(found.seconds);
  }
  tell("pages in memory", std::move(times));
  tell("from the disk", std::move(cold));
}

} // namespace troupe::bench
