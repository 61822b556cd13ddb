// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <sqlite3.h>

#include <condition_variable>
#include <mutex>
#include <stdexcept>

/// Durable publish through the runtime, beside the same inserts into bare SQLite with the same
/// settings.
namespace troupe::bench {
namespace {

constexpr std::uint64_t events = 200'000;
constexpr std::uint64_t batch = 512;
constexpr std::uint64_t under_way_max = 8; ///< batches

double through_troupe(const scratch_folder& folder) {
  deployment shop;
  shop.start(folder.file("durable.db"));
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t under_way = 0;
  const stop_watch watch;
  for (std::uint64_t first = 0; first < events; first += batch) {
    std::vector<outgoing> facts;
    for (std::uint64_t i = first; i < first + batch; ++i)
      facts.push_back(encode(make_price(i)));
    std::unique_lock lock{mutex};
    changed.wait(lock, [&] { return under_way < under_way_max; });
    ++under_way;
    lock.unlock();
    shop.publish(std::move(facts), [&](const journal::verdict&) {
      const std::lock_guard guard{mutex};
      --under_way;
      changed.notify_all();
    });
  }
  std::unique_lock lock{mutex};
  changed.wait(lock, [&] { return under_way == 0; });
  const auto rate = static_cast<double>(events) / watch.seconds();
  lock.unlock();
  shop.stop();
  return rate;
}

void run(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db));
}

double through_sqlite(const scratch_folder& folder) {
  sqlite3* db = nullptr;
  sqlite3_open(folder.file("bare.db").c_str(), &db);
  run(db, "pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=4096;"
          "pragma temp_store=memory; pragma cache_size=-65536;"
          "create table events(sequence integer primary key, id blob, time integer, topic integer,"
          " key text, correlation blob, payload text);"
          "create index by_correlation on events(correlation);");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "insert into events values(?,?,?,?,?,?,?)", -1, &insert, nullptr);
  uuid_source ids{system_time(), 1};
  const stop_watch watch;
  for (std::uint64_t first = 0; first < events; first += batch) {
    run(db, "begin");
    for (std::uint64_t i = first; i < first + batch; ++i) {
      const auto fact = encode(make_price(i));
      const auto id = ids.next();
      sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(i + 1));
      sqlite3_bind_blob(insert, 2, id.bytes.data(), 16, SQLITE_STATIC);
      sqlite3_bind_int64(insert, 3, system_time().now().time_since_epoch().count());
      sqlite3_bind_int(insert, 4, 1);
      sqlite3_bind_text(insert, 5, fact.key.data(), static_cast<int>(fact.key.size()),
                        SQLITE_STATIC);
      sqlite3_bind_blob(insert, 6, id.bytes.data(), 16, SQLITE_STATIC);
      sqlite3_bind_text(insert, 7, fact.payload.data(), static_cast<int>(fact.payload.size()),
                        SQLITE_STATIC);
      if (sqlite3_step(insert) != SQLITE_DONE)
        throw std::runtime_error(sqlite3_errmsg(db));
      sqlite3_reset(insert);
    }
    run(db, "commit");
  }
  const auto rate = static_cast<double>(events) / watch.seconds();
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return rate;
}

} // namespace

void durable_publish() {
  const scratch_folder folder;
  const auto bare = through_sqlite(folder);
  const auto ours = through_troupe(folder);
  print("durable publish, bare SQLite", bare, "events/s");
  print("durable publish", ours, "events/s",
        std::to_string(static_cast<int>(100 * ours / bare)) + " % of bare SQLite");
}

} // namespace troupe::bench
