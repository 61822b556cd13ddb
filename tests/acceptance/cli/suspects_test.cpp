// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "support/processes.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace troupe::trial;
using namespace troupe::support;

namespace {

/// How a handler ends its process, and what is said of it.
struct death {
  std::string way;
  std::string said;

  friend std::ostream& operator<<(std::ostream& out, const death& x) { return out << x.way; }
};

const std::vector<death> crashes{{"segfault", "died of SIGSEGV"}, {"abort", "died of SIGABRT"},
                                 {"overflow", "died of SIGSEGV"}, {"divide", "died of SIGFPE"},
                                 {"trap", "died of SIGILL"},      {"beyond", "died of SIGBUS"}};

#ifdef __SANITIZE_ADDRESS__
// The sanitizer takes the signal, and ends the process by itself.
constexpr const char* end_of_a_segfault = "ended with exit code 1";
#else
constexpr const char* end_of_a_segfault = "died of SIGSEGV";
#endif

// A thread that a handler started has nothing in hand, so nobody knows for whom it died.
const std::vector<death> kills{
    {"kill", "SIGKILL"}, {"exit", "exit code 1"}, {"thread", end_of_a_segfault}};

std::vector<std::string> fails(const std::string& way, const std::string& every) {
  return {"--set",    "adder.fails=" + way,
          "--set",    "adder.fails_every=" + every,
          "--set",    "adder.retry.attempts=9",
          "--ask",    "trial.get_sums",
          "--format", "json"};
}

std::string letters(const stage& in) {
  return in.troupe({"dead-letters", "list", "shop.yaml", "--ungrouped"}).out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_handler_that_ends_the_process)

BOOST_DATA_TEST_CASE(by_a_signal_is_charged_until_its_delivery_is_a_dead_letter, crashes, x) {
  const stage in;
  const auto ran = in.run(fails(x.way, "5"));
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(ran.exit_code == 0);
    BOOST_TEST(ran.out == "{\"count\":8,\"sum\":40}\n");
    for (const std::string key : {"5", "10"})
      BOOST_TEST(
          holds(ran.err, "trial.adder of trial.so " + x.said + " handling numbers.drawn " + key));
  }
  const auto told = letters(in);
  BOOST_TEST_CONTEXT(told) {
    BOOST_TEST(holds(told, "2 dead letters"));
    BOOST_TEST(holds(told, "trial.adder of trial.so " + x.said));
    BOOST_TEST(holds(told, "numbers.drawn 5 "));
    BOOST_TEST(holds(told, "numbers.drawn 10 "));
  }
}

BOOST_DATA_TEST_CASE(otherwise_is_run_alone_and_condemned_at_last, kills, x) {
  const stage in;
  const auto ran = in.run(fails(x.way, "6"));
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(ran.exit_code == 0);
    BOOST_TEST(ran.out == "{\"count\":9,\"sum\":49}\n");
    BOOST_TEST(holds(ran.err, "so it is run alone first"));
    BOOST_TEST(holds(ran.err, x.said));
    BOOST_TEST(holds(ran.err, "dead letter: numbers.drawn: trial.adder of trial.so was killed, at "
                              "last while it ran alone, handling numbers.drawn 6"));
  }
  const auto told = letters(in);
  BOOST_TEST_CONTEXT(told) {
    BOOST_TEST(holds(told, "trial.adder of trial.so was killed, at last"));
    BOOST_TEST(holds(told, "numbers.drawn 6 "));
  }
}

BOOST_AUTO_TEST_CASE(cannot_be_known_where_the_signal_came_from_outside) {
  const stage in;
  auto running = in.start({"run", "shop.yaml", "--set", "numbers.endless=true"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  ::kill(child_of(running.pid()), SIGSEGV);
  BOOST_TEST_REQUIRE(running.says(std::string{"guard: the process "} + end_of_a_segfault));
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services", 2));
  running.signal(SIGTERM);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST(!holds(ended.err, "is charged"));
  BOOST_TEST(!holds(letters(in), "trial.adder"));
}

BOOST_AUTO_TEST_CASE(on_every_delivery_ends_the_program_with_70_and_loses_none) {
  const stage in;
  const auto ran = in.run(fails("segfault", "1"));
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(ran.exit_code == 70);
    BOOST_TEST(holds(ran.err, "gives up after more than 5 restarts within 10m"));
  }
  // What was tried often enough meanwhile is a dead letter; the rest is handled.
  const auto mended = in.run({"--ask", "trial.get_sums", "--format", "json"});
  const auto told =
      in.troupe({"dead-letters", "list", "shop.yaml", "--ungrouped", "--format", "json"});
  BOOST_TEST(
      json_of(mended.out).at("count").as_int64() + json_of(told.out).at("count").as_int64() == 10);
}

BOOST_AUTO_TEST_SUITE_END()
