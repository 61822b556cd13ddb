// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/writer.hpp"
#include "support/journal_file.hpp"
#include "support/journal_history.hpp"
#include "support/sudden_death.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>
#include <random>
#include <utility>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace troupe::journal::trial {
namespace {

using support::die_after;

struct silence final : writer_listener {
  void committed(const batch_ptr&) override {}
  void timers_set(time_point) override {}
  void failed(const error&) override { ::_exit(4); }
};

/// Writes the history on from where the journal is, and each acknowledged number to the pipe.
[[noreturn]] void write_until_killed(const std::filesystem::path& file, int acknowledged,
                                     std::chrono::microseconds life, std::mt19937_64 random) {
  const bool also_while_opening = random() % 3 == 0;
  if (also_while_opening)
    die_after(life);
  sqlite_options options;
  options.sync = random() % 2 == 0 ? sync_mode::full : sync_mode::normal; // the same for a process
  options.checkpoint_pages = 64; // so that kills meet checkpoints too
  options.resting_pages = 32;
  const auto storage = value_of(open_sqlite(file, options));
  const auto subscription = value_of(storage->subscribe("historian", 0));
  if (subscription != historian)
    ::_exit(6);
  auto next = check_history(*storage) + 1;
  silence nobody;
  writer journal{*storage, nobody};
  bool is_dying = also_while_opening;
  while (true) {
    for (auto count = 1 + random() % 20; count > 0; --count, ++next)
      journal.submit(history(next), [&, n = next](const verdict& x) {
        if (!x.accepted() || ::write(acknowledged, &n, sizeof n) != sizeof n)
          ::_exit(7);
        // Not before, or on a slow disk a life would be over before anything is written.
        if (!std::exchange(is_dying, true))
          die_after(life);
      });
    journal.step();
    if (random() % 4 == 0 && !storage->rest())
      ::_exit(8);
  }
}

/// The last number in the pipe, read to its end.
std::uint64_t last_acknowledged(int from) {
  std::uint64_t last = 0, n = 0;
  while (::read(from, &n, sizeof n) == sizeof n)
    last = n;
  return last;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_killed_journal)

BOOST_AUTO_TEST_CASE(holds_what_it_acknowledged_and_nothing_in_part) {
  const auto seed = chosen_seed(std::random_device{}());
  std::cout << "TROUPE_SEED=" << seed << "\n";
  std::mt19937_64 random{seed};
  scratch_folder folder;
  int kills_in_work = 0;
  std::uint64_t last = 0;
  for (int kill = 0; kill < 200; ++kill) {
    int pipe[2];
    BOOST_REQUIRE(::pipe(pipe) == 0);
    const std::chrono::microseconds life{random() % 50'000};
    const auto child = ::fork();
    if (child == 0) {
      ::close(pipe[0]);
      try {
        write_until_killed(folder.file(), pipe[1], life,
                           std::mt19937_64{seed + std::uint64_t(kill)});
      } catch (const std::exception& e) {
        std::cerr << e.what() << std::endl;
        ::_exit(3);
      }
    }
    ::close(pipe[1]);
    const auto acknowledged = last_acknowledged(pipe[0]);
    ::close(pipe[0]);
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_REQUIRE(WIFSIGNALED(status));
    BOOST_REQUIRE(WTERMSIG(status) == SIGKILL);
    kills_in_work += acknowledged > 0 ? 1 : 0;
    last = std::max(last, acknowledged);

    if (!std::filesystem::exists(folder.file()))
      continue;
    const auto storage = value_of(open_sqlite(folder.file()));
    value_of(storage->subscribe("historian", 0));
    const auto found = check_history(*storage);
    BOOST_REQUIRE(found >= last);
    last = found;
  }
  BOOST_TEST(sql(folder.file(), "PRAGMA integrity_check") == "ok");
  BOOST_TEST_MESSAGE(kills_in_work << " kills met the journal at work, " << last << " commits");
  BOOST_TEST(kills_in_work > 80);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
