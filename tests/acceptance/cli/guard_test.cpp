// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "support/notified.hpp"
#include "support/processes.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

using namespace troupe::trial;
using namespace troupe::support;

namespace {

const std::vector<std::string> endless{"run", "shop.yaml", "--set", "numbers.endless=true"};

std::vector<std::string> with(std::vector<std::string> arguments,
                              const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

/// Each number that was drawn was added once.
void check_sums(const stage& in) {
  const auto after = in.run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(after.exit_code == 0);
  const auto drawn =
      lines_of(in.troupe({"events", "shop.yaml", "--topic", "numbers.drawn"}).out).size();
  BOOST_TEST(json_of(after.out).at("count").as_int64() == static_cast<std::int64_t>(drawn));
}

/// Sets a variable for the programs that start meanwhile.
class variable {
public:
  variable(const char* name, const std::string& value) : name_(name) {
    ::setenv(name, value.c_str(), 1);
  }
  ~variable() { ::unsetenv(name_); }
  variable(const variable&) = delete;
  variable& operator=(const variable&) = delete;

private:
  const char* name_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_guard)

BOOST_AUTO_TEST_CASE(starts_the_process_anew_when_it_is_killed) {
  const stage in;
  auto running = in.start(endless);
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  ::kill(child_of(running.pid()), SIGKILL);
  BOOST_TEST_REQUIRE(running.says("guard: the process died of SIGKILL; starts it anew at once"));
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services", 2));
  running.signal(SIGTERM);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST(holds(ended.err, "shop: stopped"));
  check_sums(in);
}

BOOST_AUTO_TEST_CASE(takes_the_process_with_it_when_it_is_killed) {
  const stage in;
  auto running = in.start(endless);
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  const other_process child{child_of(running.pid())};
  running.signal(SIGKILL);
  BOOST_TEST(child.ends());
  BOOST_TEST(running.end().exit_code == 128 + SIGKILL);
  check_sums(in);
}

BOOST_AUTO_TEST_CASE(gives_up_with_70_and_prints_the_result_once) {
  const stage in;
  const auto ran = in.run({"--set", "adder.fails=crash", "--set", "limits.crashes=1", "--set",
                           "guard.intensity=2", "--format", "json"});
  BOOST_TEST(ran.exit_code == 70);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(count(ran.err, "shop: gave up\n") == 3u);
    BOOST_TEST(
        holds(ran.err, "guard: the process ended with exit code 70; starts it anew at once"));
    BOOST_TEST(holds(ran.err, "gives up after more than 2 restarts within 10m"));
  }
  BOOST_TEST(lines_of(ran.out).size() == 1u);
  BOOST_TEST(json_of(ran.out).at("ended").as_string() == "escalated");
}

BOOST_AUTO_TEST_CASE(passes_on_what_a_person_has_to_mend) {
  const stage in;
  const auto ran = in.run({"--set", "journal.path=missing/shop.db"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(count(ran.err, "there is no folder missing") == 1u);
  BOOST_TEST(!holds(ran.err, "guard"));
}

BOOST_AUTO_TEST_CASE(passes_a_signal_on_once_also_where_the_whole_group_got_it) {
  const stage in;
  const notified manager{in.file("notify").string()};
  const variable name{"NOTIFY_SOCKET", manager.name()};
  auto running =
      in.start(with(endless, {"--set", "adder.fails=hang", "--set", "adder.fails_every=4", "--set",
                              "adder.shutdown=infinity", "--set", "limits.stop=1m"}));
  BOOST_TEST(manager.next() == "READY=1\nSTATUS=runs");
  BOOST_TEST_REQUIRE(running.says("the adder hangs"));
  const auto child = child_of(running.pid());
  for (const int signal : {SIGTERM, SIGINT}) {
    ::kill(child, signal);
    if (signal == SIGTERM)
      running.signal(signal);
  }
  BOOST_TEST_REQUIRE(running.says("a second signal ends at once"));
  BOOST_TEST(children_of(running.pid()).size() == 1u);
  // The guard has taken the first, so that it cannot take both for one.
  BOOST_TEST(manager.next() == "STOPPING=1\nSTATUS=stops");
  running.signal(SIGINT);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST(holds(ended.err, "a second signal: ended at once"));
}

BOOST_AUTO_TEST_CASE(takes_signals_of_the_same_moment_for_one) {
  const stage in;
  auto running = in.start(endless);
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  running.signal(SIGSTOP);
  running.signal(SIGTERM);
  running.signal(SIGINT);
  running.signal(SIGCONT);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST(holds(ended.err, "shop: stopped"));
  BOOST_TEST(!holds(ended.err, "ended at once"));
}

BOOST_AUTO_TEST_CASE(does_not_start_anew_what_was_asked_to_stop) {
  const stage in;
  auto running =
      in.start(with(endless, {"--set", "adder.fails=hang", "--set", "adder.fails_every=4", "--set",
                              "adder.shutdown=infinity"}));
  BOOST_TEST_REQUIRE(running.says("the adder hangs"));
  running.signal(SIGTERM);
  BOOST_TEST_REQUIRE(running.says("a second signal ends at once"));
  ::kill(child_of(running.pid()), SIGKILL);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 70);
  BOOST_TEST(holds(ended.err, "guard: the process died of SIGKILL when it was about to end"));
}

BOOST_AUTO_TEST_CASE(stops_at_once_while_it_waits_for_the_next_start) {
  const stage in;
  auto running =
      in.start({"run", "shop.yaml", "--set", "adder.fails=crash", "--set", "limits.crashes=1",
                "--set", "guard.backoff={first: 1h, max: 1h, jitter: 0}"});
  BOOST_TEST_REQUIRE(running.says("starts it anew in 1h"));
  running.signal(SIGTERM);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST(holds(ended.err, "guard: stopped while the process was down"));
}

BOOST_AUTO_TEST_CASE(is_not_there_where_it_is_not_wanted) {
  const stage in;
  auto running = in.start(with(endless, {"--no-guard"}));
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  BOOST_TEST(children_of(running.pid()).empty());
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
}

BOOST_AUTO_TEST_CASE(works_without_standard_streams) {
  const stage in;
  program closed{"/bin/sh",
                 {"-c", "exec " TROUPE_PROGRAM " run shop.yaml --until-idle 0<&- 1>&- 2>&-"},
                 in.file(".").string()};
  BOOST_TEST(closed.end().exit_code == 0);
  check_sums(in);
}

BOOST_AUTO_TEST_CASE(tells_a_service_manager_how_things_stand) {
  const stage in;
  const notified manager{in.file("notify").string()};
  const variable name{"NOTIFY_SOCKET", manager.name()};
  auto running = in.start(endless);
  BOOST_TEST(manager.next() == "READY=1\nSTATUS=runs");
  ::kill(child_of(running.pid()), SIGKILL);
  BOOST_TEST(manager.next() == "STATUS=the process died of SIGKILL; starts it anew at once");
  BOOST_TEST(manager.next() == "READY=1\nSTATUS=runs");
  running.signal(SIGTERM);
  BOOST_TEST(manager.next() == "STOPPING=1\nSTATUS=stops");
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(manager.next() == "STOPPING=1\nSTATUS=ended with exit code 0");
}

BOOST_AUTO_TEST_CASE(refuses_a_page_that_is_none) {
  const stage in;
  const variable guard{"TROUPE_GUARD", "0"};
  const auto ran = in.run();
  BOOST_TEST(ran.exit_code == 75);
  BOOST_TEST(holds(ran.err, "unset TROUPE_GUARD"));
}

BOOST_AUTO_TEST_SUITE_END()
