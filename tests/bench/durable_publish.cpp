// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bare_journal.hpp"
#include "bench/bench.hpp"

#include <condition_variable>
#include <mutex>

/// Durable publish through the runtime, beside bare SQLite, which writes the same rows in the same
/// groups. In turns, as a disk is not always the same.
namespace troupe::bench {
namespace {

constexpr int turns = 5;
constexpr std::uint64_t groups = 400; ///< a turn
constexpr std::uint64_t group = 512;  ///< events
constexpr std::uint64_t events = groups * group;
constexpr std::uint64_t under_way_max = 8; ///< groups

/// Publishes, and waits for what is under way to be durable.
class publisher {
public:
  explicit publisher(deployment& to) : to_(to) {}

  void publish(std::vector<outgoing> facts) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return under_way_ < under_way_max; });
    ++under_way_;
    lock.unlock();
    to_.publish(std::move(facts), [this](const journal::verdict&) {
      const std::lock_guard guard{mutex_};
      --under_way_;
      changed_.notify_all();
    });
  }
  void wait() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return under_way_ == 0; });
  }

private:
  deployment& to_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t under_way_ = 0;
};

double through_troupe(const scratch_folder& folder) {
  deployment shop;
  shop.what.limits.commit = static_cast<int>(group);
  shop.start(folder.file("durable.db"));
  publisher publishes{shop};
  const stop_watch watch;
  for (std::uint64_t first = 0; first < events; first += group) {
    std::vector<outgoing> facts;
    for (std::uint64_t i = first; i < first + group; ++i)
      facts.push_back(encode(make_price(i)));
    publishes.publish(std::move(facts));
  }
  publishes.wait();
  const auto seconds = watch.seconds();
  shop.stop();
  return seconds;
}

/// Of the whole loop, and of that in SQLite alone.
struct bare_seconds {
  double whole = 0;
  double in_sqlite = 0;
};

bare_seconds through_sqlite(const scratch_folder& folder) {
  bare_journal bare{folder.file("bare.db")};
  uuid_source ids{system_time(), 1};
  bare_seconds took;
  const stop_watch watch;
  for (std::uint64_t first = 0; first < events; first += group) {
    std::vector<journal::event_record> records;
    for (std::uint64_t i = first; i < first + group; ++i)
      records.push_back(record_of(encode(make_price(i)), ids.next()));
    const stop_watch inside;
    bare.append(records);
    took.in_sqlite += inside.seconds();
  }
  took.whole = watch.seconds();
  return took;
}

} // namespace

void durable_publish() {
  double ours = 0;
  bare_seconds bare;
  for (int turn = 0; turn < turns; ++turn) {
    const scratch_folder folder;
    const auto took = through_sqlite(folder);
    bare.whole += took.whole;
    bare.in_sqlite += took.in_sqlite;
    ours += through_troupe(folder);
  }
  const auto tell = [](const std::string& what, double seconds, const std::string& beside) {
    print(what, static_cast<double>(turns * events) / seconds, "events/s", beside);
  };
  const auto share = [&](double seconds) {
    return std::to_string(static_cast<int>(percent(seconds, ours))) + " % of ";
  };
  tell("durable publish, bare SQLite", bare.whole, "the events made in the same loop");
  tell("durable publish, in SQLite alone", bare.in_sqlite, "without the making of the events");
  tell("durable publish", ours,
       share(bare.whole) + "bare SQLite, " + share(bare.in_sqlite) +
           "SQLite alone; bar: 85 %, and 200,000");
}

} // namespace troupe::bench
