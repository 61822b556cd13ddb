// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "shop.hpp"
#include "troupe/testing/deployment_rehearsal.hpp"
#include "troupe/testing/rehearsal.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace shop;
using namespace std::chrono_literals;

// [doc:test]
BOOST_AUTO_TEST_CASE(inventory_refuses_more_than_there_is) {
  troupe::testing::rehearsal shelves{inventory};
  shelves.given(stock_requested{"apple", 8})
      .when(stock_requested{"apple", 3})
      .then(stock_refused{"apple", 3});
  BOOST_TEST(shelves.state("apple").on_hand == 2);
}

BOOST_AUTO_TEST_CASE(office_reminds_of_what_was_refused) {
  troupe::testing::rehearsal desk{office};
  desk.when(stock_refused{"apple", 3}).then_timer("refill apple", 15min, reminder_due{"apple"});
  desk.when_passed(15min).then(reminder_due{"apple"});
}
// [doc:end]

// [doc:deployment_test]
BOOST_AUTO_TEST_CASE(shop_reminds_of_what_ran_out) {
  auto shop = troupe::testing::deployment_rehearsal::load("shop.yaml");
  shop.publish(stock_requested{"apple", 7});
  shop.settle();
  shop.expect_published(stock_refused{"apple", 7});
  shop.crash("office");
  shop.advance(15min);
  shop.expect_published(reminder_due{"apple"});
  BOOST_TEST(shop.ask(get_stock{"apple"}).on_hand == 2);
}
// [doc:end]
