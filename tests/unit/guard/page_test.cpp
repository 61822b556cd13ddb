// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/page.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace troupe;
using namespace troupe::guard;

BOOST_AUTO_TEST_SUITE(the_guards_page)

BOOST_AUTO_TEST_CASE(is_seen_by_all_who_have_its_descriptor) {
  auto made = shared_memory::make();
  BOOST_TEST_REQUIRE(made.has_value());
  auto seen = shared_memory::open(::dup((*made).descriptor()));
  BOOST_TEST_REQUIRE(seen.has_value());
  BOOST_TEST((**seen).guard == ::getpid());
  (**seen).said.beats = 7;
  BOOST_TEST((**made).said.beats == 7u);
}

BOOST_AUTO_TEST_CASE(has_a_descriptor_that_is_no_streams_and_is_closed_on_exec) {
  const auto made = shared_memory::make();
  BOOST_TEST_REQUIRE(made.has_value());
  BOOST_TEST((*made).descriptor() > STDERR_FILENO);
  BOOST_TEST((::fcntl((*made).descriptor(), F_GETFD) & FD_CLOEXEC) != 0);
}

BOOST_AUTO_TEST_CASE(forgets_what_one_child_said_for_the_next) {
  const auto made = shared_memory::make();
  BOOST_TEST_REQUIRE(made.has_value());
  auto& page = **made;
  page.said.with.heartbeat = 1s;
  page.said.told = true;
  page.said.beats = 3;
  BOOST_TEST((*made).keep_last_words("{}\n").has_value());
  BOOST_TEST(*(*made).last_words() == "{}\n");
  (*made).begin_anew();
  BOOST_TEST(!page.said.told);
  BOOST_TEST(page.said.beats == 0u);
  BOOST_TEST(*(*made).last_words() == "");
}

BOOST_AUTO_TEST_CASE(holds_last_words_of_any_length_and_the_last_ones_only) {
  const auto made = shared_memory::make();
  BOOST_TEST_REQUIRE(made.has_value());
  BOOST_TEST((*made).keep_last_words(std::string(100'000, 'x')).has_value());
  BOOST_TEST((*(*made).last_words()).size() == 100'000u);
  BOOST_TEST((*made).keep_last_words("short").has_value());
  BOOST_TEST(*(*made).last_words() == "short");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_page_and_one_of_another_version) {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  BOOST_TEST((shared_memory::open(null).failure().code == ec::not_found));
  ::close(null);
  BOOST_TEST(!shared_memory::open(999'999).has_value());
  const auto made = shared_memory::make();
  BOOST_TEST_REQUIRE(made.has_value());
  (**made).known_layout = 1;
  const int other = ::dup((*made).descriptor());
  BOOST_TEST((shared_memory::open(other).failure().code == ec::incompatible));
  ::close(other);
}

BOOST_AUTO_TEST_CASE(tells_the_longest_silence_from_the_option_and_the_managers_time) {
  struct {
    std::chrono::nanoseconds option, watchdog, limit;
  } const table[] = {
      {2min, 0s, 2min}, {2min, 30s, 15s}, {10s, 30s, 10s}, {0s, 30s, 15s}, {0s, 0s, 0s}};
  for (const auto& x : table) {
    options with;
    with.heartbeat = x.option;
    BOOST_TEST((heartbeat_limit(with, x.watchdog) == x.limit));
  }
}

BOOST_AUTO_TEST_SUITE_END()
