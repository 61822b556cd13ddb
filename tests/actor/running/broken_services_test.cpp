// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace troupe;
using namespace troupe::trial;

namespace {

struct balance {
  double amount = 0;
};
BOOST_DESCRIBE_STRUCT(balance, (), (amount))

} // namespace

BOOST_AUTO_TEST_SUITE(a_service_that_fails_on_everything)

BOOST_AUTO_TEST_CASE(escalates_also_where_each_handler_returns_with_a_state_that_cannot_be_kept) {
  support::kept_journal kept;
  support::deployed shop;
  shop.what.limits.crashes = 3;
  auto& child = shop.add("accounts", [](service<balance>* self) -> behavior {
    return {[self](const counted&) {
      self->state().amount = std::numeric_limits<double>::quiet_NaN();
    }};
  });
  child.retry.delays.first = std::chrono::hours{24};
  shop.start(kept.open());
  for (int i = 0; i < 20; ++i)
    shop.publish(counted{std::to_string(i), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::escalated));
  BOOST_TEST(shop.running().doings().handled == 0u);
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.dead_letters().empty());
}

BOOST_AUTO_TEST_SUITE_END()
