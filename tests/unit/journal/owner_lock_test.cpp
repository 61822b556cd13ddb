// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/owner_lock.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

namespace troupe::journal::trial {

using support::scratch_folder;

BOOST_AUTO_TEST_SUITE(the_ownership_of_a_journal)

BOOST_AUTO_TEST_CASE(is_held_by_one_until_it_ends) {
  scratch_folder folder;
  {
    const auto held = owner_lock::take(folder.file());
    BOOST_REQUIRE(held.has_value());
    const auto second = owner_lock::take(folder.file());
    BOOST_REQUIRE(!second);
    BOOST_TEST((second.failure().code == ec::busy));
    BOOST_TEST(owner_lock::take(folder.file("other.db")).has_value());
  }
  BOOST_TEST(owner_lock::take(folder.file()).has_value());
}

BOOST_AUTO_TEST_CASE(is_refused_to_the_process_that_has_it) {
  scratch_folder folder;
  const auto held = owner_lock::take(folder.file());
  const auto second = owner_lock::take(folder.file());
  BOOST_REQUIRE(!second);
  BOOST_TEST(second.failure().what ==
             "the journal belongs to a deployment that this process runs already; stop that "
             "first, or name another journal");
  BOOST_TEST(second.failure().where == folder.file().string());
}

BOOST_AUTO_TEST_CASE(tells_whose_it_is_without_taking_it) {
  scratch_folder folder;
  BOOST_TEST(!owner_of(folder.file()).has_value());
  {
    const auto held = owner_lock::take(folder.file());
    BOOST_TEST(owner_of(folder.file()).value_or(-1) == ::getpid());
  }
  BOOST_TEST(!owner_of(folder.file()).has_value());
}

BOOST_AUTO_TEST_CASE(is_one_whatever_link_leads_to_the_journal) {
  scratch_folder folder;
  std::filesystem::create_symlink("shop.db", folder.file("today.db"));
  const auto held = owner_lock::take(folder.file("today.db")); // There is no journal yet.
  BOOST_REQUIRE(held.has_value());
  folder.write("shop.db", "");
  BOOST_TEST(!owner_lock::take(folder.file()).has_value());
  BOOST_TEST(!owner_lock::take(folder.file("today.db")).has_value());
  BOOST_TEST(owner_of(folder.file()).value_or(-1) == ::getpid());
}

BOOST_AUTO_TEST_CASE(is_free_when_its_owner_was_killed) {
  scratch_folder folder;
  const auto child = ::fork();
  if (child == 0) {
    const auto held = owner_lock::take(folder.file());
    ::kill(::getpid(), SIGKILL);
    ::_exit(held ? 0 : 1);
  }
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_TEST(WIFSIGNALED(status));
  BOOST_TEST(owner_lock::take(folder.file()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
