// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/live_intake.hpp"

#include "unit/bus/subscription_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::bus;
using namespace troupe::bus::trial;

namespace {

/// Of ten events from this one on, with so many bytes.
journal::batch_ptr ten(journal::sequence_number first, std::size_t bytes) {
  auto made = std::make_shared<journal::batch>(*batch_of(first, 10));
  made->bytes = bytes;
  return made;
}

std::vector<journal::sequence_number> firsts_of(const live_intake::taken& all) {
  std::vector<journal::sequence_number> out;
  for (const auto& each : all.batches)
    out.push_back(each->events.front().sequence);
  return out;
}

using firsts = std::vector<journal::sequence_number>;

} // namespace

BOOST_AUTO_TEST_SUITE(the_intake_of_live_batches)

BOOST_AUTO_TEST_CASE(tells_of_the_first_and_gives_all) {
  live_intake x{100};
  BOOST_TEST(x.put(ten(1, 10)));
  BOOST_TEST(!x.put(ten(11, 10)));
  const auto all = x.take();
  BOOST_TEST((firsts_of(all) == firsts{1, 11}));
  BOOST_TEST(all.missed == 0u);
  BOOST_TEST(x.take().batches.empty());
  BOOST_TEST(x.put(ten(21, 10)));
}

BOOST_AUTO_TEST_CASE(takes_a_batch_once_that_comes_for_each_group) {
  live_intake x{100};
  BOOST_TEST(x.put(ten(1, 10)));
  BOOST_TEST(!x.put(ten(1, 10)));
  BOOST_TEST((firsts_of(x.take()) == firsts{1}));
  BOOST_TEST(!x.put(ten(1, 10)));
  BOOST_TEST(x.take().batches.empty());
}

BOOST_AUTO_TEST_CASE(lets_go_of_what_is_above_its_bound_and_of_all_that_follows) {
  live_intake x{100};
  x.put(ten(1, 60));
  x.put(ten(11, 60));
  x.put(ten(21, 10)); // It would fit, but the one before it is missing.
  const auto all = x.take();
  BOOST_TEST((firsts_of(all) == firsts{1}));
  BOOST_TEST(all.missed == 30u);
  BOOST_TEST(x.put(ten(31, 60)));
  const auto later = x.take();
  BOOST_TEST((firsts_of(later) == firsts{31}));
  BOOST_TEST(later.missed == 0u);
}

BOOST_AUTO_TEST_CASE(takes_a_batch_that_is_larger_than_it) {
  live_intake x{100};
  x.put(ten(1, 1000));
  x.put(ten(11, 1));
  const auto all = x.take();
  BOOST_TEST((firsts_of(all) == firsts{1}));
  BOOST_TEST(all.missed == 20u);
}

BOOST_AUTO_TEST_SUITE_END()
