// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/real_file.hpp"

#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::trial {

namespace fs = std::filesystem;

BOOST_FIXTURE_TEST_SUITE(the_file_behind_a_name, support::scratch_folder)

BOOST_AUTO_TEST_CASE(is_the_name_where_there_is_no_link) {
  BOOST_TEST(real_file("shop.db") == "shop.db");
  BOOST_TEST(real_file(file()) == file());
  BOOST_TEST(beside("var/shop.db", "-wal") == "var/shop.db-wal");
}

BOOST_AUTO_TEST_CASE(is_found_through_links_one_after_another_also_where_it_is_still_to_be_made) {
  fs::create_directory(file("disk"));
  fs::create_symlink("disk/second.db", file("first.db"));
  fs::create_symlink(file("real.db"), file("disk/second.db"));
  BOOST_TEST(real_file(file("first.db")) == file("real.db"));
  write("real.db", "");
  BOOST_TEST(beside(file("first.db"), ".owner") == file("real.db.owner"));
}

BOOST_AUTO_TEST_CASE(is_the_name_where_links_go_round) {
  fs::create_symlink("b", file("a"));
  fs::create_symlink("a", file("b"));
  BOOST_TEST(real_file(file("a")) == file("a"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::trial
