// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "service/state_cache.hpp"

#include <boost/test/unit_test.hpp>

using troupe::state_cache;

namespace {

std::shared_ptr<const void> value(int x) {
  return std::make_shared<int>(x);
}

int in(state_cache& cache, const std::string& key) {
  const auto found = cache.find(key);
  return found ? *static_cast<const int*>(found.get()) : -1;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_state_cache)

BOOST_AUTO_TEST_CASE(finds_what_was_put_last) {
  state_cache cache{10};
  BOOST_TEST(in(cache, "a") == -1);
  cache.put("a", value(1), 1);
  cache.put("a", value(2), 2);
  BOOST_TEST(in(cache, "a") == 2);
  BOOST_TEST(cache.size() == 1u);
}

BOOST_AUTO_TEST_CASE(drops_the_least_recently_used) {
  state_cache cache{2};
  cache.put("a", value(1), 1);
  cache.put("b", value(2), 1);
  BOOST_TEST(in(cache, "a") == 1);
  cache.put("c", value(3), 1);
  cache.trim(1);
  BOOST_TEST(in(cache, "b") == -1);
  BOOST_TEST(in(cache, "a") == 1);
  BOOST_TEST(in(cache, "c") == 3);
}

BOOST_AUTO_TEST_CASE(keeps_what_the_journal_does_not_know_yet) {
  state_cache cache{1};
  for (int i = 1; i <= 5; ++i)
    cache.put(std::to_string(i), value(i), static_cast<std::uint64_t>(i));
  cache.trim(0);
  BOOST_TEST(cache.size() == 5u);
  cache.trim(3);
  BOOST_TEST(in(cache, "4") == 4);
  BOOST_TEST(in(cache, "5") == 5);
  BOOST_TEST(in(cache, "3") == -1);
  cache.trim(5);
  BOOST_TEST(cache.size() == 1u);
}

BOOST_AUTO_TEST_CASE(keeps_a_state_for_the_last_commit_that_writes_it) {
  state_cache cache{0};
  cache.put("a", value(1), 1);
  cache.put("a", value(2), 2);
  cache.trim(1);
  BOOST_TEST(in(cache, "a") == 2);
  cache.trim(2);
  BOOST_TEST(in(cache, "a") == -1);
}

BOOST_AUTO_TEST_SUITE_END()
