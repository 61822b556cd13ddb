// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_schema.hpp"
#include "journal/sqlite_upgrade.hpp"
#include "journal/verify.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"
#include "support/sudden_death.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

namespace troupe::journal::trial {
namespace {

using support::kill_within;

constexpr int kills = 10;

bool is_sound(const std::filesystem::path& file) {
  const auto seen = value_of(verify(file));
  for (const auto& each : seen.findings)
    BOOST_TEST_MESSAGE(each);
  return seen.findings.empty();
}

std::string count_of_events(const std::filesystem::path& file) {
  return sql(file, "SELECT count(*) FROM events");
}

/// A life that ends somewhere in work that takes about so long.
class lives {
public:
  explicit lives(std::chrono::microseconds work) : drawn_(0, work.count()) {}
  std::chrono::microseconds next() { return std::chrono::microseconds{drawn_(random_)}; }

private:
  std::uniform_int_distribution<std::chrono::microseconds::rep> drawn_;
  std::mt19937_64 random_{std::random_device{}()};
};

template <class Work>
std::chrono::microseconds time_of(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                               begin);
}

/// A file of the third format with so many events that its upgrade takes a while.
void make_old_journal(const std::filesystem::path& file) {
  sql(file, bytes_of(std::filesystem::path{TROUPE_TEST_DIR} / "unit/journal/files/format_3.sql"));
  sql(file, "WITH RECURSIVE n(i) AS (SELECT 9 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
            "INSERT INTO events SELECT i, randomblob(16), time, source, topic, version, key, "
            "randomblob(16), causation, trace, payload, expires FROM n, events WHERE sequence = 1; "
            "UPDATE counters SET value = 5000 WHERE name = 'last_sequence'; "
            "PRAGMA wal_checkpoint(TRUNCATE)");
}

void step_to_the_end(chore& work) {
  while (!value_of(work.step())) {
  }
}

/// Price changes of so many keys, of which each says in which round it was published.
void publish_prices(engine& to, int round) {
  commit made;
  for (std::uint64_t n = 0; n < 4000; ++n) {
    auto price = event(to.head() + n + 1, "prices.changed", "k" + std::to_string(n % 40));
    price.payload = "{\"round\":" + std::to_string(round) + "}";
    made.events.push_back(std::move(price));
  }
  set_up(to, made);
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_kill)

BOOST_AUTO_TEST_CASE(within_an_upgrade_leaves_the_old_format_or_the_new_one) {
  scratch_folder folder;
  const auto old = folder.file("old.db");
  make_old_journal(old);
  const auto file = folder.file();
  const auto begin_anew = [&] {
    for (const auto* behind : {"", "-wal", "-shm", ".format3", ".format3.part"})
      std::filesystem::remove(file.string() + behind);
    std::filesystem::copy_file(old, file);
  };
  begin_anew();
  lives drawn{time_of([&] { value_of(open_sqlite(file)); })};
  int killed = 0, copies = 0;
  for (int i = 0; i < kills; ++i) {
    begin_anew();
    killed += kill_within(drawn.next(), [&] { value_of(open_sqlite(file)); }) ? 1 : 0;
    const auto format = sql(file, "PRAGMA user_version");
    BOOST_TEST((format == "3" || format == std::to_string(format_version)), format);
    BOOST_TEST(count_of_events(file) == "5000");
    BOOST_TEST(is_sound(file));
    const auto copy = copy_of_format(file, 3);
    if (std::filesystem::exists(copy)) {
      ++copies;
      BOOST_TEST(sql(copy, "PRAGMA user_version") == "3");
      BOOST_TEST(count_of_events(copy) == "5000");
      BOOST_TEST(is_sound(copy));
    }
    value_of(open_sqlite(file));
    BOOST_TEST(value_of(verify(file)).rows_have_crcs);
    BOOST_TEST(is_sound(file));
  }
  BOOST_TEST(killed > 0);
  BOOST_TEST(copies > 0);
}

BOOST_AUTO_TEST_CASE(within_a_backup_leaves_a_whole_copy_or_none) {
  scratch_folder folder;
  {
    const auto made = value_of(open_sqlite(folder.file()));
    for (std::uint64_t first = 1; first < 5'000; first += 1000)
      set_up(*made, some_events(first, 1000));
  }
  const auto copy = folder.file("copy.db");
  const auto back_up = [&] {
    const auto storage = value_of(open_sqlite(folder.file()));
    step_to_the_end(*value_of(storage->back_up(copy)));
  };
  lives drawn{time_of(back_up) * 2};
  int killed = 0, whole = 0;
  for (int i = 0; i < kills; ++i) {
    std::filesystem::remove(copy);
    killed += kill_within(drawn.next(), back_up) ? 1 : 0;
    if (!std::filesystem::exists(copy))
      continue;
    ++whole;
    BOOST_TEST(is_sound(copy));
    BOOST_TEST(count_of_events(copy) == "5000");
  }
  BOOST_TEST(is_sound(folder.file()));
  BOOST_TEST(killed > 0);
  BOOST_TEST_MESSAGE(killed << " kills, " << whole << " whole copies");
}

BOOST_AUTO_TEST_CASE(within_the_retention_leaves_no_gap) {
  scratch_folder folder;
  // Some of the events are parked for a subscription that holds none back any more: they go with
  // their rows, or stay with them.
  const auto write_more = [&] {
    const auto made = value_of(open_sqlite(folder.file()));
    const auto next = made->head() + 1;
    set_up(*made, some_events(next, 3000));
    build parked{value_of(made->subscribe("gone", 0))};
    for (auto n = next; n < next + 3000; n += 10)
      parked.park(parked_row(n, "k", 1));
    set_up(*made, parked);
  };
  const auto trim = [&] {
    const auto storage = value_of(open_sqlite(folder.file()));
    trim_request what;
    what.keep.count = 10;
    what.released = {value_of(storage->subscribe("gone", 0))};
    const auto work = value_of(storage->trim(what, [](const trimmed&) {}));
    while (!value_of(work->step()))
      set_up(*storage, some_events(storage->head() + 1, 1));
  };
  write_more();
  lives drawn{time_of(trim)};
  int killed = 0;
  for (int i = 0; i < kills; ++i) {
    write_more();
    killed += kill_within(drawn.next(), trim) ? 1 : 0;
    BOOST_TEST(is_sound(folder.file()));
  }
  trim();
  BOOST_TEST(is_sound(folder.file()));
  BOOST_TEST(std::stoul(count_of_events(folder.file())) < 300u);
  BOOST_TEST(sql(folder.file(), "SELECT value FROM counters WHERE name LIKE 'lost_from.%'") == "1");
  BOOST_TEST(killed > 0);
}

BOOST_AUTO_TEST_CASE(within_a_compaction_leaves_the_newest_of_each_key) {
  scratch_folder folder;
  const auto file = folder.file();
  // Every hundredth price is parked, and every other hundredth a dead letter.
  const auto write_more = [&](int round) {
    const auto made = value_of(open_sqlite(file));
    const auto before = made->head();
    publish_prices(*made, round);
    build referring{value_of(made->subscribe("shop", 0))};
    for (auto n = before + 1; n <= made->head(); n += 200)
      referring.park(parked_row(n, "k", 1)).letter(dead_letter(n + 100));
    set_up(*made, referring.settle(made->head()));
  };
  const auto compact_beside_traffic = [&] {
    const auto storage = value_of(open_sqlite(file));
    compact(*storage, {{"prices.changed"}},
            [&] { write_one(*storage, some_events(storage->head() + 1, 1)); });
  };
  const auto count = [&](const std::string& what) { return std::stoul(sql(file, what)); };
  write_more(0);
  lives drawn{time_of(compact_beside_traffic)};
  int killed = 0, amid = 0;
  for (int round = 1; round <= kills; ++round) {
    write_more(round);
    const auto gaps = [&] { return value_of(value_of(open_sqlite_readonly(file))->compacted()); };
    const auto before = gaps();
    killed += kill_within(drawn.next(), compact_beside_traffic) ? 1 : 0;
    const auto taken = gaps() - before;
    amid += taken > 0 && taken < 3900 ? 1 : 0;
    BOOST_TEST(is_sound(file));
    // Each key has its newest, and what is parked or a dead letter is there.
    BOOST_TEST(count("SELECT count(*) FROM (SELECT key, max(sequence), payload FROM events JOIN "
                     "topics ON number = topic WHERE name = 'prices.changed' GROUP BY key) WHERE "
                     "payload = '{\"round\":" +
                     std::to_string(round) + "}'") == 40u);
    BOOST_TEST(count("SELECT count(*) FROM dead_letters WHERE event_sequence NOT IN "
                     "(SELECT sequence FROM events)") == 0u);
  }
  compact_beside_traffic();
  BOOST_TEST(is_sound(file));
  BOOST_TEST(killed > 0);
  BOOST_TEST(amid > 0);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
