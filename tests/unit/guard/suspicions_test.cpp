// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/suspicions.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace troupe::guard;

namespace {

constexpr held_delivery payment{{2, 42}, 7};
constexpr held_delivery shipping{{3, 42}, 8};
constexpr held_delivery mail{{4, 77}, 9};
constexpr troupe::time_point noon{std::chrono::hours{12}};

} // namespace

BOOST_AUTO_TEST_SUITE(suspicions_of_the_guard)

BOOST_AUTO_TEST_CASE(charge_the_delivery_that_a_handler_died_of) {
  suspicions it;
  BOOST_TEST(it.crashed(payment, SIGSEGV, noon));
  BOOST_TEST(
      (it.charged() == std::vector<suspect>{{payment.what, payment.epoch, SIGSEGV, noon, false}}));
  BOOST_TEST(!it.alone().has_value());
}

BOOST_AUTO_TEST_CASE(keep_each_until_its_charge_is_durable) {
  suspicions it;
  it.crashed(payment, SIGSEGV, noon);
  it.crashed(shipping, SIGABRT, noon);
  it.settled(payment.what);
  BOOST_TEST((it.charged() ==
              std::vector<suspect>{{shipping.what, shipping.epoch, SIGABRT, noon, false}}));
  it.settled(shipping.what);
  BOOST_TEST(it.charged().empty());
}

BOOST_AUTO_TEST_CASE(know_the_latest_that_they_charged) {
  suspicions it;
  BOOST_TEST(!it.knows(payment.what));
  it.crashed(payment, SIGSEGV, noon);
  it.settled(payment.what);
  BOOST_TEST(it.knows(payment.what));
  for (std::uint64_t i = 1; i <= suspicions::most; ++i) {
    it.crashed({{1, i}, 5}, SIGSEGV, noon);
    it.settled({1, i});
  }
  BOOST_TEST(!it.knows(payment.what));
  BOOST_TEST(it.knows({1, 1}));
}

BOOST_AUTO_TEST_CASE(charge_nobody_beyond_what_the_page_can_hold) {
  suspicions it;
  for (std::uint64_t i = 1; i <= suspicions::most; ++i)
    BOOST_TEST(it.crashed({{1, i}, 5}, SIGSEGV, noon));
  BOOST_TEST(!it.crashed({{1, 1000}, 5}, SIGSEGV, noon));
  BOOST_TEST(it.crashed({{1, 1}, 5}, SIGBUS, noon)); // It is known already.
  BOOST_TEST(it.charged().size() == suspicions::most);
}

BOOST_AUTO_TEST_CASE(charge_nobody_when_the_process_is_killed) {
  suspicions it;
  for (std::uint64_t i = 1; i <= 50; ++i)
    it.killed({{{2, i}, 5}, {{3, i / 2}, 6}}, {}, noon);
  BOOST_TEST(it.charged().empty());
  BOOST_TEST(!it.alone().has_value());
}

BOOST_AUTO_TEST_CASE(run_alone_what_was_in_hand_three_times_in_a_row) {
  suspicions it;
  it.killed({payment, mail}, {}, noon);
  it.killed({payment}, {}, noon);
  BOOST_TEST(!it.alone().has_value());
  it.killed({payment, mail}, {}, noon);
  BOOST_TEST((it.alone() == payment.what));
  BOOST_TEST(it.charged().empty());
}

BOOST_AUTO_TEST_CASE(begin_anew_when_it_was_not_in_hand_once) {
  suspicions it;
  it.killed({payment}, {}, noon);
  it.killed({payment}, {}, noon);
  it.killed({mail}, {}, noon);
  it.killed({payment}, {}, noon);
  it.killed({payment}, {}, noon);
  BOOST_TEST(!it.alone().has_value());
}

BOOST_AUTO_TEST_CASE(condemn_it_only_if_the_process_is_killed_then_with_it_in_hand) {
  suspicions it;
  for (int i = 0; i < 3; ++i)
    it.killed({payment}, {}, noon);
  it.killed({}, it.alone(), noon); // Before it came to it.
  BOOST_TEST((it.alone() == payment.what));
  it.killed({payment}, it.alone(), noon);
  BOOST_TEST(!it.alone().has_value());
  BOOST_TEST((it.charged() == std::vector<suspect>{{payment.what, payment.epoch, 0, noon, true}}));
}

BOOST_AUTO_TEST_CASE(take_a_delivery_for_the_same_whichever_instance_had_it) {
  suspicions it;
  for (std::uint64_t epoch = 1; epoch <= suspicions::kills_until_alone; ++epoch)
    it.killed({{payment.what, epoch}}, {}, noon);
  BOOST_TEST((it.alone() == payment.what));
  it.killed({{payment.what, 4}}, it.alone(), noon);
  BOOST_TEST((it.charged() == std::vector<suspect>{{payment.what, 4, 0, noon, true}}));
}

BOOST_AUTO_TEST_CASE(let_go_of_what_ran_alone_to_its_end) {
  suspicions it;
  for (int i = 0; i < 3; ++i)
    it.killed({payment, mail}, {}, noon);
  BOOST_TEST((it.alone() == payment.what));
  it.settled(payment.what);
  BOOST_TEST((it.alone() == mail.what));
  it.killed({mail}, {}, noon); // It was not run alone yet.
  BOOST_TEST((it.alone() == mail.what));
  BOOST_TEST(it.charged().empty());
}

BOOST_AUTO_TEST_CASE(charge_what_ran_alone_where_its_handler_dies_of_a_signal) {
  suspicions it;
  for (int i = 0; i < 3; ++i)
    it.killed({payment}, {}, noon);
  it.crashed(payment, SIGFPE, noon);
  BOOST_TEST(!it.alone().has_value());
  BOOST_TEST(
      (it.charged() == std::vector<suspect>{{payment.what, payment.epoch, SIGFPE, noon, false}}));
}

BOOST_AUTO_TEST_SUITE_END()
