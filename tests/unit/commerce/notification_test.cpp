// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/notification.hpp"

#include "commerce/events.hpp"
#include "unit/commerce/services_folder.hpp"
#include "unit/commerce/small_stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace commerce;
using support::small_stage;

BOOST_FIXTURE_TEST_SUITE(the_notification_service, support::services_folder)

BOOST_AUTO_TEST_CASE(keeps_to_its_rate) {
  small_stage stage;
  stage.add("notification", R"({"rate":4,"file":")" + folder.file("mails").string() + "\"}");
  for (auto id : {"1", "2", "1"})
    stage.publish(order_shipped{id});
  stage.run();
  BOOST_TEST(mails() == 2u);
  BOOST_TEST(stage.pauses().size() == 2u);
}

BOOST_AUTO_TEST_CASE(does_not_start_without_its_file) {
  small_stage stage;
  BOOST_CHECK_THROW(stage.add("notification", R"({"file":"/nowhere/mails"})"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(complains_about_a_negative_rate_and_no_file) {
  notification_options options;
  BOOST_TEST(options.complaints().empty());
  options.rate = -0.5;
  options.file.clear();
  BOOST_TEST(options.complaints().size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
