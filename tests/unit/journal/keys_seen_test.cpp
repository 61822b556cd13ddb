// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/keys_seen.hpp"

#include <boost/test/unit_test.hpp>

#include <ostream>

namespace troupe::journal {

using place = keys_seen::place;

static std::ostream& operator<<(std::ostream& out, place x) {
  return out << (x == place::newest ? "newest" : x == place::older ? "older" : "untold");
}

BOOST_AUTO_TEST_SUITE(keys_that_were_seen)

BOOST_AUTO_TEST_CASE(tell_the_newest_of_each_key_of_each_topic) {
  keys_seen seen{10'000};
  BOOST_TEST(seen.see("prices", "a") == place::newest);
  BOOST_TEST(seen.see("prices", "b") == place::newest);
  BOOST_TEST(seen.see("prices", "a") == place::older);
  BOOST_TEST(seen.see("stock", "a") == place::newest);
  BOOST_TEST(seen.see("stock", "a") == place::older);
  BOOST_TEST(seen.see("stock", "a b") == place::newest);
  BOOST_TEST(seen.see("stock", "") == place::newest);
}

BOOST_AUTO_TEST_CASE(are_bounded_and_say_of_which_keys_they_cannot_tell) {
  keys_seen seen{200};
  BOOST_TEST(seen.see("prices", "a") == place::newest);
  int count = 1;
  while (seen.see("prices", std::to_string(count)) == place::newest)
    ++count;
  BOOST_TEST(count == 3);
  BOOST_TEST(seen.see("prices", "3") == place::untold);
  BOOST_TEST(seen.see("prices", "a") == place::older);
  seen.forget();
  BOOST_TEST(seen.see("prices", "3") == place::newest);
  BOOST_TEST(seen.see("prices", "a") == place::newest);
}

BOOST_AUTO_TEST_CASE(are_one_at_least) {
  keys_seen seen{0};
  BOOST_TEST(seen.see("prices", "a") == place::newest);
  BOOST_TEST(seen.see("prices", "b") == place::untold);
  BOOST_TEST(seen.see("prices", "a") == place::older);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal
