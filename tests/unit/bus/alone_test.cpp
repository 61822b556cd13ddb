// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "unit/bus/subscription_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::bus;
using namespace troupe::bus::trial;

namespace {

subscription one_with_alone(sequence_number alone, std::size_t instances = 1) {
  return {{.instances = instances, .credit = 4, .transient_limit = 100, .alone = alone},
          in({"orders.*"}),
          0};
}

texts settled(subscription& core, std::uint64_t taken, std::size_t instance = 0) {
  return words(core.acknowledged(instance, 1, {taken, 0, {}}));
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_subscription_with_something_to_run_alone)

BOOST_AUTO_TEST_CASE(delivers_one_at_a_time_until_that_is_settled) {
  auto core = one_with_alone(2);
  core.start();
  core.page_read(page_of(batch_of(1, 4), 4, 4));
  BOOST_TEST(words(core.ready(0, 1, nowhere(), {})) == (texts{"deliver 0: 1"}));
  BOOST_TEST(settled(core, 1) == (texts{"deliver 0: 2", "settle 1"}));
  BOOST_TEST(settled(core, 2) == (texts{"alone over", "deliver 0: 3 4", "settle 2"}));
}

BOOST_AUTO_TEST_CASE(delivers_to_one_instance_at_a_time) {
  auto core = one_with_alone(2, 2);
  core.start();
  core.page_read(page_of(
      batch(1, {{"orders.placed", key_for(0, 2)}, {"orders.placed", key_for(1, 2)}}), 2, 2));
  BOOST_TEST(words(core.ready(0, 1, nowhere(), {})) == (texts{"deliver 0: 1"}));
  BOOST_TEST(words(core.ready(1, 1, nowhere(), {})).empty());
  BOOST_TEST(settled(core, 1) == (texts{"deliver 1: 2", "settle 1"}));
  BOOST_TEST(settled(core, 1, 1) == (texts{"alone over", "settle 2"}));
}

BOOST_AUTO_TEST_CASE(has_nothing_to_run_alone_that_was_settled_before) {
  auto core = one_with_alone(2);
  core.start();
  core.page_read(page_of(batch_of(1, 4), 4, 4));
  BOOST_TEST(words(core.ready(0, 1, everywhere_at(3), {})) ==
             (texts{"alone over", "deliver 0: 4", "settle 3"}));
}

BOOST_AUTO_TEST_CASE(waits_until_it_is_released) {
  subscription core{{.credit = 4, .held = true, .alone = 1}, in({"orders.*"}), 0};
  core.start();
  core.page_read(page_of(batch_of(1, 2), 2, 2));
  BOOST_TEST(words(core.ready(0, 1, nowhere(), {})).empty());
  BOOST_TEST(words(core.release()) == (texts{"deliver 0: 1"}));
}

BOOST_AUTO_TEST_CASE(runs_a_parked_delivery_alone_and_goes_on_when_it_waits_again) {
  auto core = one_with_alone(1);
  core.start();
  core.tick(at(10));
  core.page_read(page_of(std::make_shared<journal::batch>(), 2, 2));
  BOOST_TEST(words(core.ready(0, 1, everywhere_at(2), {head_of("k", 1, at(5))})) ==
             (texts{"parked k"}));
  BOOST_TEST(words(core.parked_read("k", head_of("k", 1, at(5)), event_of("k", 1))) ==
             (texts{"deliver 0: (1)"}));
  BOOST_TEST(
      words(core.acknowledged(
          0, 1, {1, 0, {{parked_change::kind::reparked, "k", partition_of("k"), 1, at(20)}}})) ==
      (texts{"alone over", "wake 20"}));
}

BOOST_AUTO_TEST_CASE(goes_on_when_a_parked_delivery_has_left) {
  auto core = one_with_alone(1);
  core.start();
  core.tick(at(10));
  core.page_read(page_of(std::make_shared<journal::batch>(), 2, 2));
  core.ready(0, 1, everywhere_at(2), {head_of("k", 1, at(5))});
  core.parked_read("k", head_of("k", 1, at(5)), event_of("k", 1));
  BOOST_TEST(words(core.acknowledged(
                 0, 1, {1, 0, {{parked_change::kind::left, "k", partition_of("k"), 1, {}}}})) ==
             (texts{"parked k"}));
  BOOST_TEST(words(core.parked_read("k", std::nullopt, nullptr)) == (texts{"alone over"}));
}

BOOST_AUTO_TEST_SUITE_END()
