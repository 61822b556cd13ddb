// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_engine.hpp"
#include "journal/sqlite_schema.hpp"
#include "support/journal_faulty_disk.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

error refusal(const std::filesystem::path& file, const sqlite_options& options = {}) {
  const auto opened = open_sqlite(file, options);
  if (opened)
    throw std::runtime_error("the journal opened");
  return opened.failure();
}

void make_journal(const std::filesystem::path& file, std::uint64_t events) {
  const auto made = value_of(open_sqlite(file));
  set_up(*made, some_events(1, events));
}

bool says(const error& x, ec code, const std::string& part) {
  BOOST_TEST_MESSAGE(to_string(x));
  return x.code == code && x.what.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_journal_in_sqlite)

BOOST_AUTO_TEST_CASE(is_a_file_that_sqlite3_can_read) {
  scratch_folder folder;
  {
    const auto made = value_of(open_sqlite(folder.file()));
    const auto orders = value_of(made->subscribe("orders", 0));
    set_up(*made, build{orders}.event(event(7)).letter(dead_letter(1)).park(parked_row(1, "k", 2)));
  }
  const auto ask = [&](const std::string& text) { return sql(folder.file(), text); };
  BOOST_TEST(ask("PRAGMA journal_mode") == "wal");
  BOOST_TEST(ask("PRAGMA page_size") == "4096");
  BOOST_TEST(ask("PRAGMA user_version") == std::to_string(format_version));
  BOOST_TEST(ask("SELECT topic FROM readable_events") == "orders.placed");
  BOOST_TEST(ask("SELECT time FROM readable_events") == "2027-01-15T08:00:07Z");
  BOOST_TEST(ask("SELECT payload ->> 'n' FROM events") == "7");
  BOOST_TEST(ask("SELECT reason FROM readable_dead_letters") == "attempts_spent");
  BOOST_TEST(ask("SELECT failures ->> '$[1].instance' FROM parked") == "payment/1");
  BOOST_TEST(ask("PRAGMA integrity_check") == "ok");
}

BOOST_AUTO_TEST_CASE(leaves_nothing_beside_its_file_but_the_owner_when_it_is_closed) {
  scratch_folder folder;
  make_journal(folder.file(), 1);
  std::string names;
  for (const auto& entry : std::filesystem::directory_iterator{folder.path()})
    names = std::max(names, entry.path().filename().string());
  BOOST_TEST(names == "shop.db.owner");
  BOOST_TEST(!std::filesystem::exists(folder.file("shop.db-wal")));
}

BOOST_AUTO_TEST_CASE(never_uses_a_sequence_twice_also_when_the_events_are_gone) {
  scratch_folder folder;
  make_journal(folder.file(), 5);
  sql(folder.file(), "DELETE FROM events WHERE sequence > 2");
  const auto again = value_of(open_sqlite(folder.file()));
  BOOST_TEST(again->head() == 5u);
  BOOST_TEST(write_one(*again, some_events(6, 1)).first == 6u);
  BOOST_TEST(all_sequences(*value_of(again->open_reader()), {}).size() == 3u);
}

BOOST_AUTO_TEST_CASE(writes_the_last_state_of_a_key_once_per_group) {
  scratch_folder folder;
  const auto made = value_of(open_sqlite(folder.file()));
  const auto orders = value_of(made->subscribe("orders", 0));
  std::vector<commit> group;
  for (int n = 0; n < 100; ++n)
    group.push_back(build{orders}.state("k", std::to_string(n)));
  value_of(made->write(group));
  BOOST_TEST((value_of(value_of(made->open_reader())->state(orders, "k")) == "99"));
}

BOOST_AUTO_TEST_CASE(shows_a_reader_no_part_of_a_group) {
  scratch_folder folder;
  const auto made = value_of(open_sqlite(folder.file()));
  const auto seen = value_of(made->open_reader());
  set_up(*made, some_events(1, 3));
  const auto first = value_of(seen->read({}));
  set_up_all(*made, {some_events(4, 3), some_events(7, 3)});
  BOOST_TEST(first.head == 3u);
  BOOST_TEST(value_of(seen->read({})).head == 9u);
}

BOOST_AUTO_TEST_CASE(bounds_a_page_by_its_text_and_by_what_it_looks_at) {
  scratch_folder folder;
  const auto made = value_of(open_sqlite(folder.file()));
  auto large = event(1, "large");
  large.payload = std::string(3 << 20, 'x');
  set_up(*made, build{}.events({large, large, large, large}));
  for (int i = 0; i < 60; ++i)
    set_up(*made, some_events(1, 1000, "small"));
  const auto seen = value_of(made->open_reader());
  const auto first = value_of(seen->read({}));
  BOOST_TEST(first.events->events.size() == 3u);
  BOOST_TEST(first.upto == 3u);
  event_query query;
  query.topics = {topics("large")};
  query.after = 4;
  const auto none = value_of(seen->read(query));
  BOOST_TEST(none.events->events.empty());
  BOOST_TEST(none.upto == 50'004u);
  BOOST_TEST(none.head == 60'004u);
  query.after = none.upto;
  BOOST_TEST(value_of(seen->read(query)).upto == 60'004u);
}

BOOST_AUTO_TEST_CASE(copies_its_log_into_the_file_as_it_goes) {
  scratch_folder folder;
  sqlite_options options;
  options.checkpoint_pages = 50;
  const auto made = value_of(open_sqlite(folder.file(), options));
  for (std::uint64_t n = 0; n < 100; ++n)
    set_up(*made, some_events(n * 20, 20));
  BOOST_TEST(std::filesystem::file_size(folder.file()) > 50u * 4096u);
  BOOST_TEST(std::filesystem::file_size(folder.file("shop.db-wal")) < 200u * 4096u);
}

// Nobody commits meanwhile, which would see to the log else.
BOOST_AUTO_TEST_CASE(copies_its_log_into_the_file_while_it_deletes_events) {
  scratch_folder folder;
  sqlite_options options;
  options.checkpoint_pages = 50;
  const auto made = value_of(open_sqlite(folder.file(), options));
  const auto log = [&] { return std::filesystem::file_size(folder.file("shop.db-wal")) / 4096u; };
  for (std::uint64_t n = 0; n < 200; ++n)
    set_up(*made, some_events(n * 100, 100));
  compact_request what{{"orders.placed"}};
  what.upto = 10'000;
  BOOST_TEST(compact(*made, what).events() == 9'999u);
  BOOST_TEST(log() < 200u);
  trim_request all;
  all.keep.count = 1;
  const auto work = value_of(made->trim(all, [](const trimmed&) {}));
  while (!value_of(work->step())) {
  }
  BOOST_TEST(log() < 200u);
}

BOOST_AUTO_TEST_CASE(copies_less_of_its_log_at_once_where_nothing_waits) {
  scratch_folder folder;
  sqlite_options options;
  options.resting_pages = 50;
  const auto made = value_of(open_sqlite(folder.file(), options));
  const auto pages = [&] { return std::filesystem::file_size(folder.file()) / 4096u; };
  BOOST_TEST(made->rest().has_value());
  const auto empty = pages();
  for (std::uint64_t n = 0; n < 100; ++n)
    set_up(*made, some_events(n * 20, 20));
  BOOST_TEST(pages() == empty);
  BOOST_TEST(made->rest().has_value());
  BOOST_TEST(pages() > 50u);
  // Then not before it has grown again.
  const auto copied = pages();
  set_up(*made, some_events(2000, 20));
  BOOST_TEST(made->rest().has_value());
  BOOST_TEST(pages() == copied);
}

BOOST_AUTO_TEST_CASE(fails_while_it_rests_as_it_does_when_it_writes) {
  scratch_folder folder;
  faulty_disk disk{"weary"};
  sqlite_options options;
  options.vfs = "weary";
  options.sync = sync_mode::normal; // no other syncs than a checkpoint's
  options.resting_pages = 10;
  const auto made = value_of(open_sqlite(folder.file(), options));
  for (std::uint64_t n = 0; n < 20; ++n)
    set_up(*made, some_events(n * 20, 20));
  disk.break_syncs();
  BOOST_TEST(!made->rest().has_value());
  std::vector<commit> group{some_events(1000, 1)};
  BOOST_TEST(!made->write(group).has_value());
  BOOST_TEST(!made->rest().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(opening_a_journal)

BOOST_AUTO_TEST_CASE(needs_its_folder) {
  scratch_folder folder;
  const auto said = refusal(folder.path() / "var" / "shop.db");
  BOOST_TEST(says(said, ec::not_found, "there is no folder " + (folder.path() / "var").string()));
  BOOST_TEST(says(said, ec::not_found, "make it"));
  BOOST_TEST(said.where == (folder.path() / "var" / "shop.db").string());
}

BOOST_AUTO_TEST_CASE(is_refused_while_another_owner_has_it) {
  scratch_folder folder;
  const auto first = value_of(open_sqlite(folder.file()));
  BOOST_TEST(says(refusal(folder.file()), ec::busy, "this process runs already"));
  BOOST_TEST(write_one(*first, some_events(1, 1)).accepted());
}

BOOST_AUTO_TEST_CASE(is_refused_in_a_folder_that_cannot_be_written) {
  scratch_folder folder;
  const read_only now{folder.path()};
  BOOST_TEST(says(refusal(folder.file()), ec::io, "Permission denied"));
}

BOOST_AUTO_TEST_CASE(is_refused_for_a_file_that_cannot_be_written) {
  scratch_folder folder;
  make_journal(folder.file(), 1);
  ::chmod(folder.file().c_str(), 0444);
  ::chmod(folder.file("shop.db.owner").c_str(), 0666);
  const read_only now{folder.path()};
  BOOST_TEST(says(refusal(folder.file()), ec::io, "see"));
}

BOOST_AUTO_TEST_CASE(is_refused_for_a_file_of_a_newer_format) {
  scratch_folder folder;
  make_journal(folder.file(), 3);
  const auto newer = std::to_string(format_version + 1);
  sql(folder.file(), "PRAGMA user_version = " + newer);
  BOOST_TEST(says(refusal(folder.file()), ec::damaged, "newer version of Troupe (format " + newer));
  sql(folder.file(), "PRAGMA user_version = -2147483644");
  BOOST_TEST(says(refusal(folder.file()), ec::damaged, "which is none"));
  for (std::int64_t older = 0; older < format_version; ++older) {
    sql(folder.file(), "PRAGMA user_version = " + std::to_string(older));
    BOOST_TEST(says(refusal(folder.file()), ec::damaged,
                    "the journal says that its format is " + std::to_string(older) + ", and has "));
  }
  sql(folder.file(), "PRAGMA user_version = " + std::to_string(format_version));
  BOOST_TEST(value_of(open_sqlite(folder.file()))->head() == 3u);
}

BOOST_AUTO_TEST_CASE(is_refused_for_the_database_of_another_program) {
  scratch_folder folder;
  sql(folder.file(), "CREATE TABLE mine(x); INSERT INTO mine VALUES(1)");
  const auto before = bytes_of(folder.file());
  BOOST_TEST(says(refusal(folder.file()), ec::damaged, "database of another program"));
  BOOST_TEST((bytes_of(folder.file()) == before));
}

BOOST_AUTO_TEST_CASE(is_refused_for_a_file_that_is_no_database) {
  scratch_folder folder;
  write_bytes(folder.file(), "children:\n  - {id: orders}\n" + std::string(5000, '#'));
  BOOST_TEST(says(refusal(folder.file()), ec::damaged, "not a journal of Troupe"));
}

BOOST_AUTO_TEST_CASE(takes_an_empty_file_for_a_new_journal) {
  scratch_folder folder;
  write_bytes(folder.file(), "");
  BOOST_TEST(value_of(open_sqlite(folder.file()))->head() == 0u);
}

BOOST_AUTO_TEST_CASE(is_refused_for_a_file_that_was_cut_short) {
  scratch_folder folder;
  make_journal(folder.file(), 500);
  const auto whole = bytes_of(folder.file());
  write_bytes(folder.file(), whole.substr(0, whole.size() / 2));
  BOOST_TEST(says(refusal(folder.file()), ec::damaged, "damaged"));
}

BOOST_AUTO_TEST_CASE(is_refused_for_tables_that_are_not_ours) {
  scratch_folder folder;
  make_journal(folder.file(), 5);
  sql(folder.file(), "UPDATE counters SET value = 3, crc = row_crc(name, 3)");
  BOOST_TEST(says(refusal(folder.file()), ec::damaged, "events after its end"));
}

BOOST_AUTO_TEST_CASE(finds_damage_at_the_latest_when_it_meets_it) {
  scratch_folder folder;
  make_journal(folder.file(), 500);
  auto bytes = bytes_of(folder.file());
  for (std::size_t i = 4096 * 12; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(i * 31);
  write_bytes(folder.file(), bytes);
  const auto opened = open_sqlite(folder.file());
  error met;
  if (!opened) {
    met = opened.failure();
  } else {
    const auto seen = value_of((*opened)->open_reader());
    const auto read = seen->read({});
    BOOST_REQUIRE(!read);
    met = read.failure();
  }
  BOOST_TEST(says(met, ec::damaged, "put a backup in its place"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_journal_on_a_failing_disk)

BOOST_AUTO_TEST_CASE(loses_nothing_that_was_acknowledged_when_the_disk_is_full) {
  scratch_folder folder;
  faulty_disk disk{"full"};
  sqlite_options options;
  options.vfs = "full";
  std::uint64_t acknowledged = 0;
  {
    const auto made = value_of(open_sqlite(folder.file(), options));
    disk.fill_after(500'000);
    for (std::optional<error> failure; !failure;) {
      std::vector<commit> group{some_events(acknowledged + 1, 10),
                                some_events(acknowledged + 11, 10)};
      const auto written = made->write(group);
      if (written)
        acknowledged += 20;
      else
        failure = written.failure();
      BOOST_REQUIRE(acknowledged < 10'000u);
      BOOST_TEST((!failure || says(*failure, ec::io, "the disk is full")));
    }
    std::vector<commit> more{some_events(1, 1)};
    const auto after = made->write(more);
    BOOST_REQUIRE(!after);
    BOOST_TEST((after.failure().code == ec::io));
    BOOST_TEST(!made->subscribe("late", 0));
    BOOST_TEST(made->head() == acknowledged);
    const auto seen = value_of(made->open_reader());
    BOOST_TEST(all_sequences(*seen, {}).size() == acknowledged);
  }
  BOOST_TEST(acknowledged > 0u);
  const auto again = value_of(open_sqlite(folder.file()));
  BOOST_TEST(again->head() == acknowledged);
  BOOST_TEST(all_sequences(*value_of(again->open_reader()), {}).size() == acknowledged);
  BOOST_TEST(write_one(*again, some_events(1, 1)).first == acknowledged + 1);
}

BOOST_AUTO_TEST_CASE(takes_nothing_more_after_a_sync_that_failed) {
  scratch_folder folder;
  faulty_disk disk{"broken"};
  sqlite_options options;
  options.vfs = "broken";
  {
    const auto made = value_of(open_sqlite(folder.file(), options));
    BOOST_TEST(write_one(*made, some_events(1, 3)).accepted());
    disk.break_syncs();
    std::vector<commit> group{some_events(4, 3)};
    const auto written = made->write(group);
    BOOST_REQUIRE(!written);
    BOOST_TEST(says(written.failure(), ec::io, "syncing"));
    BOOST_TEST(!made->write(group));
    BOOST_TEST(made->head() == 3u);
    BOOST_TEST(value_of(value_of(made->open_reader())->read({})).head == 3u);
  }
  // Nobody was told how the group ended: it is there whole or not at all.
  const auto again = value_of(open_sqlite(folder.file()));
  BOOST_TEST((again->head() == 3u || again->head() == 6u));
}

BOOST_AUTO_TEST_CASE(makes_durable_what_it_finds_although_its_sync_failed_before) {
  scratch_folder folder, left;
  faulty_disk disk{"forgetful"};
  sqlite_options options;
  options.vfs = "forgetful";
  {
    const auto made = value_of(open_sqlite(folder.file(), options));
    BOOST_TEST(write_one(*made, some_events(1, 1)).accepted());
    disk.strike(faulty_disk::trouble::sync_error, 0);
    std::vector<commit> group{some_events(2, 1)};
    BOOST_TEST(!made->write(group));
  }
  const auto again = value_of(open_sqlite(folder.file(), options));
  // Whoever reads it now may tell the world of it.
  BOOST_TEST(again->head() == 2u);
  BOOST_TEST(write_one(*again, some_events(3, 1)).accepted());
  std::mt19937_64 random{1};
  disk.leave(left.path(), faulty_disk::fate::all_lost, random);
  BOOST_TEST(value_of(open_sqlite(left.file()))->head() == 3u);
}

BOOST_AUTO_TEST_CASE(syncs_no_claims_and_no_subscriptions_but_with_the_next_group) {
  scratch_folder folder;
  faulty_disk disk{"calm"};
  sqlite_options options;
  options.vfs = "calm";
  const auto made = value_of(open_sqlite(folder.file(), options));
  BOOST_TEST(write_one(*made, some_events(1, 1)).accepted());
  disk.break_syncs();
  const auto orders = value_of(made->subscribe("orders", 0));
  BOOST_TEST(write_one(*made, build{orders, made->next_epoch()}.claim(1).claim(2)).accepted());
  BOOST_TEST(value_of(value_of(made->open_reader())->subscriptions()).size() == 1u);
  std::vector<commit> group{some_events(2, 1)};
  BOOST_TEST(!made->write(group));
}

BOOST_AUTO_TEST_CASE(fails_when_a_checkpoint_cannot_be_synced) {
  scratch_folder folder;
  faulty_disk disk{"tired"};
  sqlite_options options;
  options.vfs = "tired";
  options.sync = sync_mode::normal; // no other syncs than a checkpoint's
  options.checkpoint_pages = 10;
  const auto made = value_of(open_sqlite(folder.file(), options));
  disk.break_syncs();
  bool failed = false;
  for (std::uint64_t n = 0; n < 100 && !failed; ++n) {
    std::vector<commit> group{some_events(n, 10)};
    failed = !made->write(group);
  }
  BOOST_TEST(failed);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
