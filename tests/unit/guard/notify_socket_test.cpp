// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/notify_socket.hpp"

#include "support/notified.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace std::chrono_literals;
using namespace troupe::guard;
using troupe::support::notified;

BOOST_AUTO_TEST_SUITE(a_notify_socket)

BOOST_AUTO_TEST_CASE(sends_a_datagram_to_a_path) {
  const troupe::support::scratch_folder in;
  notified manager{in.file("notify").string()};
  notify_socket it{manager.name()};
  BOOST_TEST(it.tell("READY=1\nSTATUS=runs").has_value());
  BOOST_TEST(it.tell("STOPPING=1").has_value());
  BOOST_TEST(manager.next() == "READY=1\nSTATUS=runs");
  BOOST_TEST(manager.next() == "STOPPING=1");
}

BOOST_AUTO_TEST_CASE(sends_a_datagram_to_an_abstract_name) {
  notified manager{"@troupe-notify-" + std::to_string(::getpid())};
  notify_socket it{manager.name()};
  BOOST_TEST(it.tell("READY=1").has_value());
  BOOST_TEST(manager.next() == "READY=1");
}

BOOST_AUTO_TEST_CASE(says_nothing_to_nobody) {
  BOOST_TEST(notify_socket{""}.tell("READY=1").has_value());
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_a_name) {
  BOOST_TEST(to_string(notify_socket{"relative"}.tell("READY=1").failure()).find("relative") !=
             std::string::npos);
  BOOST_TEST(!notify_socket{"/" + std::string(200, 'x')}.tell("READY=1").has_value());
  BOOST_TEST(!notify_socket{"/nobody/there"}.tell("READY=1").has_value());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_a_manager_that_does_not_read) {
  const troupe::support::scratch_folder in;
  notified manager{in.file("notify").string()};
  notify_socket it{manager.name()};
  bool is_full = false;
  for (int i = 0; i < 100'000 && !is_full; ++i)
    is_full = !it.tell("WATCHDOG=1").has_value();
  BOOST_TEST(is_full);
}

BOOST_AUTO_TEST_CASE(knows_the_watchdog_time_that_is_meant_for_this_process) {
  BOOST_TEST((watchdog_time("30000000", "42", 42) == 30s));
  BOOST_TEST((watchdog_time("30000000", nullptr, 42) == 30s));
  BOOST_TEST((watchdog_time("30000000", "41", 42) == 0s));
  BOOST_TEST((watchdog_time(nullptr, "42", 42) == 0s));
  BOOST_TEST((watchdog_time("soon", "42", 42) == 0s));
  BOOST_TEST((watchdog_time("-1", "42", 42) == 0s));
  BOOST_TEST((watchdog_time("1", "me", 42) == 0s));
}

BOOST_AUTO_TEST_SUITE_END()
