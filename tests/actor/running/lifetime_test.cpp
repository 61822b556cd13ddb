// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;

BOOST_AUTO_TEST_SUITE(a_deployment_that_is_gone)

// Handles in a circle would keep actors, and what their handlers hold, alive for good.
BOOST_AUTO_TEST_CASE(leaves_no_actor_behind) {
  const auto held = std::make_shared<int>(1);
  for (int round = 0; round < 50; ++round) {
    support::deployed shop;
    shop.add("accounts",
             [held](service<account>* self) -> behavior {
               return {[self, held](const counted& x) { self->state().sum += x.number + *held; }};
             })
        .instances = 1 + round % 3;
    shop.start();
    for (int i = 0; i < round % 5; ++i)
      shop.publish(counted{"key-" + std::to_string(i), i});
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
