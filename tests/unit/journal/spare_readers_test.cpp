// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/spare_readers.hpp"

#include "journal/memory.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <vector>

using namespace troupe::journal;
using trial::value_of;

namespace {

struct kept {
  memory_engine storage;
  spare_readers spare{storage};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(readers_that_nobody_needs_any_more, kept)

BOOST_AUTO_TEST_CASE(are_lent_again) {
  auto one = value_of(spare.take());
  const auto* first = one.get();
  auto two = value_of(spare.take());
  BOOST_TEST(two.get() != first);
  one.reset();
  BOOST_TEST(value_of(spare.take()).get() == first);
}

BOOST_AUTO_TEST_CASE(are_all_kept) {
  std::vector<spare_readers::lent> all;
  std::set<const reader*> known;
  for (int times = 0; times < 2; ++times) {
    for (int i = 0; i < 100; ++i)
      known.insert(all.emplace_back(value_of(spare.take())).get());
    all.clear();
  }
  BOOST_TEST(known.size() == 100u);
}

BOOST_AUTO_TEST_CASE(may_come_back_when_all_are_closed) {
  auto late = spare_readers::lent{};
  {
    spare_readers gone{storage};
    late = value_of(gone.take());
  }
  BOOST_TEST(value_of(late->subscriptions()).empty());
  late.reset();
}

BOOST_AUTO_TEST_SUITE_END()
