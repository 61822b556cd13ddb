// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/backup.hpp"

#include "journal/owner_lock.hpp"
#include "journal/writer.hpp"
#include "support/journal_file.hpp"
#include "support/journal_history.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

struct silence final : writer_listener {
  void committed(const batch_ptr&) override {}
  void timers_set(time_point) override {}
  void failed(const error& why) override { throw std::runtime_error(to_string(why)); }
};

void make_journal(const std::filesystem::path& file, std::uint64_t commits) {
  const auto made = value_of(open_sqlite(file));
  value_of(made->subscribe("historian", 0));
  for (std::uint64_t n = 1; n <= commits; ++n)
    set_up(*made, history(n));
}

/// How many commits the file holds, all of them whole.
std::uint64_t commits_in(const std::filesystem::path& file) {
  return check_history(*value_of(open_sqlite(file)));
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_backup_of_a_journal)

BOOST_AUTO_TEST_CASE(is_made_by_its_writer_between_groups_and_holds_whole_commits) {
  scratch_folder folder;
  const auto storage = value_of(open_sqlite(folder.file()));
  value_of(storage->subscribe("historian", 0));
  silence nobody;
  writer journal{*storage, nobody};
  std::uint64_t next = 1;
  const auto write_some = [&](std::uint64_t count) {
    for (; count > 0; --count, ++next)
      journal.submit(history(next, 20'000), [](const verdict& x) {
        if (!x.accepted())
          throw std::runtime_error(to_string(*x.failure));
      });
    journal.step();
  };
  write_some(100);
  std::optional<result<void>> became;
  journal.start_chore([&](engine& of) { return of.back_up(folder.file("copy.db")); },
                      [&](const result<void>& x) { became = x; });
  int groups = 0;
  for (; !became; ++groups)
    write_some(3);
  value_of(*became);
  BOOST_TEST(groups > 3);
  BOOST_TEST(value_of(verify(folder.file("copy.db"))).findings.empty());
  const auto copied = commits_in(folder.file("copy.db"));
  BOOST_TEST(copied >= 100u);
  BOOST_TEST(copied < next);
  write_some(1);
  BOOST_TEST(check_history(*storage) == next - 1);
}

BOOST_AUTO_TEST_CASE(that_the_end_of_its_writer_interrupts_leaves_nothing) {
  scratch_folder folder;
  const auto storage = value_of(open_sqlite(folder.file()));
  {
    silence nobody;
    writer journal{*storage, nobody};
    bool told = false;
    journal.start_chore([&](engine& of) { return of.back_up(folder.file("copy.db")); },
                        [&](const result<void>&) { told = true; });
    BOOST_TEST(journal.step());
    BOOST_TEST(std::filesystem::exists(folder.file("copy.db.part")));
    journal.stop();
    BOOST_TEST(!journal.wait());
    BOOST_TEST(!journal.step());
    BOOST_TEST(!told);
  }
  BOOST_TEST(!std::filesystem::exists(folder.file("copy.db")));
  BOOST_TEST(!std::filesystem::exists(folder.file("copy.db.part")));
}

BOOST_AUTO_TEST_CASE(that_fails_is_told_and_the_journal_goes_on) {
  scratch_folder folder;
  const auto storage = value_of(open_sqlite(folder.file()));
  silence nobody;
  writer journal{*storage, nobody};
  std::optional<result<void>> became;
  journal.start_chore([&](engine& of) { return of.back_up(folder.file("none/copy.db")); },
                      [&](const result<void>& x) { became = x; });
  while (!became)
    journal.step();
  BOOST_TEST(!became->has_value());
  bool accepted = false;
  journal.submit(some_events(1, 1), [&](const verdict& x) { accepted = x.accepted(); });
  journal.step();
  BOOST_TEST(accepted);
}

BOOST_AUTO_TEST_CASE(of_a_stopped_one_needs_that_nobody_owns_it) {
  scratch_folder folder;
  make_journal(folder.file(), 20);
  value_of(back_up_stopped(folder.file(), folder.file("copy.db"), {}));
  BOOST_TEST(commits_in(folder.file("copy.db")) == 20u);
  const auto owner = value_of(open_sqlite(folder.file()));
  const auto refused = back_up_stopped(folder.file(), folder.file("other.db"), {});
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.failure().code == ec::busy));
}

BOOST_AUTO_TEST_CASE(takes_the_place_of_no_journal_and_of_an_older_file_only_where_that_is_said) {
  scratch_folder folder;
  make_journal(folder.file(), 1);
  const auto code = [&](const std::string& to, bool replace) {
    const auto no = objection_to_backup(folder.file(), folder.file(to), replace);
    return no ? std::optional{no->code} : std::nullopt;
  };
  BOOST_TEST((code("copy.db", false) == std::nullopt));
  BOOST_TEST((code("shop.db", true) == ec::invalid));
  BOOST_TEST((code("", true) == ec::invalid));
  write_bytes(folder.file("copy.db"), "an older copy");
  BOOST_TEST((code("copy.db", false) == ec::exists));
  BOOST_TEST((code("copy.db", true) == std::nullopt));
  const auto other = value_of(open_sqlite(folder.file("other.db")));
  BOOST_TEST((code("other.db", true) == ec::invalid));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_restore_of_a_journal)

BOOST_AUTO_TEST_CASE(puts_the_backup_in_its_place_and_keeps_what_was_there) {
  scratch_folder folder;
  make_journal(folder.file(), 10);
  value_of(back_up_stopped(folder.file(), folder.file("copy.db"), {}));
  {
    const auto on = value_of(open_sqlite(folder.file()));
    for (std::uint64_t n = 11; n <= 15; ++n)
      set_up(*on, history(n));
  }
  const auto made = value_of(restore(folder.file(), folder.file("copy.db"), {}));
  BOOST_TEST(made.source.findings.empty());
  BOOST_TEST(made.aside.string() == folder.file("shop.db.before-restore").string());
  BOOST_TEST(commits_in(folder.file()) == 10u);
  BOOST_TEST(commits_in(made.aside) == 15u);
  BOOST_TEST(commits_in(folder.file("copy.db")) == 10u);
  const auto again = value_of(restore(folder.file(), folder.file("copy.db"), {}));
  BOOST_TEST(again.aside.string() == folder.file("shop.db.before-restore-2").string());
}

// A log that stayed would be taken for that of the file which came in its place.
BOOST_AUTO_TEST_CASE(takes_the_log_of_an_owner_who_was_killed_along) {
  scratch_folder folder;
  make_journal(folder.file(), 10);
  value_of(back_up_stopped(folder.file(), folder.file("copy.db"), {}));
  scratch_folder killed;
  {
    const auto on = value_of(open_sqlite(folder.file()));
    set_up(*on, history(11));
    for (const auto* name : {"shop.db", "shop.db-wal"})
      std::filesystem::copy_file(folder.file(name), killed.file(name));
  }
  BOOST_TEST(std::filesystem::file_size(killed.file("shop.db-wal")) > 0u);
  const auto made = value_of(restore(killed.file(), folder.file("copy.db"), {}));
  BOOST_TEST(commits_in(killed.file()) == 10u);
  BOOST_TEST(commits_in(made.aside) == 11u);
}

BOOST_AUTO_TEST_CASE(where_there_is_no_journal_keeps_nothing) {
  scratch_folder folder;
  make_journal(folder.file("copy.db"), 10);
  BOOST_TEST(value_of(restore(folder.file(), folder.file("copy.db"), {})).aside.empty());
  BOOST_TEST(commits_in(folder.file()) == 10u);
}

BOOST_AUTO_TEST_CASE(replaces_one_that_cannot_be_opened_any_more) {
  scratch_folder folder;
  make_journal(folder.file("copy.db"), 10);
  write_bytes(folder.file(), "this was a journal");
  write_bytes(folder.file("shop.db-wal"), "and this its log");
  const auto made = value_of(restore(folder.file(), folder.file("copy.db"), {}));
  BOOST_TEST(commits_in(folder.file()) == 10u);
  BOOST_TEST(bytes_of(made.aside) == "this was a journal");
}

BOOST_AUTO_TEST_CASE(takes_no_backup_that_is_not_sound) {
  scratch_folder folder;
  make_journal(folder.file(), 10);
  value_of(back_up_stopped(folder.file(), folder.file("copy.db"), {}));
  sql(folder.file("copy.db"), "UPDATE events SET payload = '{}' WHERE sequence = 2");
  const auto made = value_of(restore(folder.file(), folder.file("copy.db"), {}));
  BOOST_TEST(made.source.findings.size() == 1u);
  BOOST_TEST(made.aside.empty());
  BOOST_TEST(commits_in(folder.file()) == 10u);
}

BOOST_AUTO_TEST_CASE(is_refused_while_somebody_owns_the_journal) {
  scratch_folder folder;
  make_journal(folder.file("copy.db"), 10);
  const auto owner = value_of(open_sqlite(folder.file()));
  const auto refused = restore(folder.file(), folder.file("copy.db"), {});
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.failure().code == ec::busy));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
