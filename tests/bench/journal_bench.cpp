// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

// How fast the journal appends durably, and how much of bare SQLite's speed at the same work that
// is.
//
//   journal_bench [FOLDER] [SECONDS]
//
// Bare SQLite (`bare_journal.hpp`) does the same, and both go in turns, so that both meet the same
// machine. Events that are brought under names of their own are compared with such that are not; a
// window of 100,000 names is full, and the names come in no order.

#include "bench/bare_journal.hpp"
#include "journal/sqlite.hpp"
#include "journal/writer.hpp"
#include "support/scratch_folder.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace troupe;
using namespace troupe::journal;
using clock_type = std::chrono::steady_clock;

struct silence final : writer_listener {
  void committed(const batch_ptr& made) override { events += made->events.size(); }
  void timers_set(time_point) override {}
  void failed(const error& why) override { throw std::runtime_error(to_string(why)); }
  std::uint64_t events = 0;
};

uuid id(std::uint64_t n) {
  uuid made;
  for (std::size_t i = 0; i < 8; ++i)
    made.bytes[7 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  made.bytes[15] = 1;
  return made;
}

/// About 300 bytes of payload and columns.
event_record event(std::uint64_t n) {
  event_record made;
  made.id = id(n);
  made.time = time_point{std::chrono::microseconds{1'800'000'000'000'000 + n}};
  made.source = "intake";
  made.topic = "orders.placed";
  made.key = std::to_string(n);
  made.correlation = id(n / 6);
  made.causation = id(n - 1);
  made.way = start_trace(made.id);
  made.payload =
      R"({"order_id":")" + std::to_string(n) + R"(","lines":")" + std::string(165, 'x') + R"("})";
  return made;
}

constexpr std::uint64_t names_known = 100'000;

struct rate {
  std::uint64_t done = 0;
  std::chrono::duration<double> time{0};
  double a_second() const { return static_cast<double>(done) / time.count(); }
};

template <class Work>
void measure(rate& into, std::chrono::duration<double> for_time, Work one_group) {
  const auto start = clock_type::now();
  while (clock_type::now() - start < for_time)
    into.done += one_group();
  into.time += clock_type::now() - start;
}

class through_journal {
public:
  explicit through_journal(const std::filesystem::path& file) {
    sqlite_options options;
    options.duplicates.count = names_known;
    auto opened = open_sqlite(file, options);
    if (!opened)
      throw std::runtime_error(to_string(opened.failure()));
    engine_ = std::move(*opened);
    subscription_ = *engine_->subscribe("orders", 0);
    writer_ = std::make_unique<writer>(*engine_, listener_);
  }

  std::uint64_t append(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      commit c;
      c.events.push_back(event(++next_));
      submit(std::move(c));
    }
    writer_->step();
    return size;
  }

  std::uint64_t bring(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      commit c;
      c.events.push_back(event(++next_));
      c.brought.push_back({0, to_string(id(next_ * 0x9e3779b97f4a7c15))});
      submit(std::move(c));
    }
    writer_->step();
    return size;
  }

  /// Commits of 3 events, 2 moves and 2 states, as a handler of an order makes them.
  std::uint64_t handle(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      commit c;
      c.subscription = subscription_;
      for (int e = 0; e < 3; ++e)
        c.events.push_back(event(++next_));
      const auto head = next_ - 3;
      for (const auto partition : {head / 3 % 64, (head / 3 + 32) % 64}) {
        if (head == 0)
          break;
        c.moves.push_back({static_cast<partition_number>(partition), positions_[partition], head});
        positions_[partition] = head;
      }
      c.states.push_back({"order-" + std::to_string(head), std::string(120, 's')});
      c.states.push_back({"sku-" + std::to_string(head * 7919 % 3000), std::string(60, 't')});
      submit(std::move(c));
    }
    writer_->step();
    return size;
  }

private:
  void submit(commit c) {
    writer_->submit(std::move(c), [](const verdict& x) {
      if (!x.accepted())
        throw std::runtime_error(to_string(*x.failure));
    });
  }

  std::unique_ptr<engine> engine_;
  silence listener_;
  std::unique_ptr<writer> writer_;
  subscription_number subscription_ = 0;
  std::uint64_t next_ = 0;
  sequence_number positions_[64] = {};
};

/// The same events in the same groups.
class through_sqlite {
public:
  explicit through_sqlite(const std::filesystem::path& file) : bare_(file) {}

  std::uint64_t append(std::uint64_t size) {
    bare_.append(make(size));
    return size;
  }
  std::uint64_t handle(std::uint64_t size) {
    bare_.handle(make(3 * size));
    return size;
  }

private:
  std::span<event_record> make(std::uint64_t count) {
    made_.clear();
    for (std::uint64_t i = 0; i < count; ++i)
      made_.push_back(event(++next_));
    return made_;
  }

  bench::bare_journal bare_;
  std::vector<event_record> made_;
  std::uint64_t next_ = 0;
};

using work = std::uint64_t (through_journal::*)(std::uint64_t);
using bare_work = std::uint64_t (through_sqlite::*)(std::uint64_t);

void compare(const char* what, work ours, bare_work bare, std::uint64_t size,
             const std::filesystem::path& folder, double seconds) {
  const support::scratch_folder scratch{folder};
  through_journal journal{scratch.file("journal.db")};
  through_sqlite sqlite{scratch.file("bare.db")};
  rate of_ours, of_bare;
  constexpr int turns = 8;
  for (int turn = 0; turn < turns; ++turn) {
    const std::chrono::duration<double> time{seconds / turns};
    measure(of_ours, time, [&] { return (journal.*ours)(size); });
    measure(of_bare, time, [&] { return (sqlite.*bare)(size); });
  }
  std::printf("%-7s groups of %4llu: journal %8.0f/s, bare SQLite %8.0f/s, %3.0f %%\n", what,
              static_cast<unsigned long long>(size), of_ours.a_second(), of_bare.a_second(),
              100 * of_ours.a_second() / of_bare.a_second());
  std::fflush(stdout);
}

void weigh_names(std::uint64_t size, const std::filesystem::path& folder, double seconds) {
  const support::scratch_folder scratch{folder};
  through_journal plain{scratch.file("plain.db")};
  through_journal named{scratch.file("named.db")};
  for (std::uint64_t brought = 0; brought < names_known;)
    brought += named.bring(1024);
  rate of_plain, of_named;
  constexpr int turns = 8;
  for (int turn = 0; turn < turns; ++turn) {
    const std::chrono::duration<double> time{seconds / turns};
    measure(of_plain, time, [&] { return plain.append(size); });
    measure(of_named, time, [&] { return named.bring(size); });
  }
  std::printf("names   groups of %4llu: events %9.0f/s, with a name %8.0f/s, %3.0f %%\n",
              static_cast<unsigned long long>(size), of_plain.a_second(), of_named.a_second(),
              100 * of_named.a_second() / of_plain.a_second());
  std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder =
      argc > 1 ? argv[1] : std::filesystem::temp_directory_path().string();
  const double seconds = argc > 2 ? std::stod(argv[2]) : 4;
  std::printf("SQLite %s, 300-byte events, sync: full\n", sqlite3_libversion());
  for (const std::uint64_t size : {64u, 256u, 512u, 1024u})
    compare("events", &through_journal::append, &through_sqlite::append, size, folder, seconds);
  for (const std::uint64_t size : {32u, 128u, 256u})
    compare("commits", &through_journal::handle, &through_sqlite::handle, size, folder, seconds);
  for (const std::uint64_t size : {1u, 64u, 512u})
    weigh_names(size, folder, seconds);
}
