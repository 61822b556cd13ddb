// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <iterator>
#include <ostream>
#include <sstream>

using namespace troupe::trial;

namespace {

/// A command line that is wrong, and what is said about it.
struct mistake {
  std::vector<std::string> arguments;
  std::string said;

  friend std::ostream& operator<<(std::ostream& out, const mistake& x) {
    for (const auto& word : x.arguments)
      out << word << ' ';
    return out;
  }
};

const std::vector<mistake> mistakes{
    {{}, "a command is missing"},
    {{"rnu", "shop.yaml"}, "'rnu' is no command; did you mean \"run\"?"},
    {{"dead-letters", "lits", "shop.yaml"}, "did you mean \"list\"?"},
    {{"run"}, "FILE is required"},
    {{"run", "shop.yaml", "--until-idel"}, "did you mean \"--until-idle\"?"},
    {{"run", "shop.yaml", "--format", "yaml"},
     "--format: 'yaml' is not among what it takes; known are text and json"},
    {{"run", "shop.yaml", "--log-level", "debgu"}, "did you mean \"debug\"?"},
    {{"run", "shop.yaml", "--log-level", "0"}, "--log-level: '0' is not among what it takes"},
    {{"test", "good.yaml", "--seed", "soon"}, "--seed: 'soon' is no number that it takes"},
    {{"test", "good.yaml", "--seed", "1", "--seed", "2"}, "--seed: it is said more than once"},
    {{"run", "shop.yaml", "--args", "{}"}, "--ask"},
    {{"run", "shop.yaml", "--set", "name"}, "is not PATH=VALUE"},
    {{"run", "shop.yaml", "--ask", "trial.get_sum"}, "did you mean \"trial.get_sums\"?"},
    {{"run", "shop.yaml", "--ask", "trial.get_sums", "--args", "{\"double\":true}"}, "--args"},
    {{"events", "shop.yaml", "--topic", "a..b"}, "--topic"},
    {{"events", "shop.yaml", "--correlation", "42"}, "--correlation"},
    {{"events", "shop.yaml", "--from", "some"}, "--from"},
    {{"dead-letters", "replay", "shop.yaml"}, "say which"},
    {{"dead-letters", "drop", "shop.yaml", "--all", "--service", "adder"}, "say which"},
    {{"dead-letters", "show", "shop.yaml", "42"}, "ID"},
    {{"dead-letters", "list", "shop.yaml", "--reason", "bored"}, "--reason"},
};

/// Every command, and the whole.
const std::vector<std::string> helped{"",
                                      " run",
                                      " check",
                                      " describe",
                                      " events",
                                      " timers",
                                      " timers list",
                                      " status",
                                      " test",
                                      " version",
                                      " schema",
                                      " children",
                                      " children list",
                                      " children restart",
                                      " children terminate",
                                      " children start",
                                      " subscriptions",
                                      " subscriptions list",
                                      " subscriptions pause",
                                      " subscriptions resume",
                                      " subscriptions seek",
                                      " subscriptions delete",
                                      " dead-letters",
                                      " dead-letters list",
                                      " dead-letters show",
                                      " dead-letters replay",
                                      " dead-letters edit",
                                      " dead-letters drop",
                                      " dead-letters export",
                                      " dead-letters audit"};

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in{text};
  return {std::istream_iterator<std::string>{in}, {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_command_line)

BOOST_DATA_TEST_CASE(ends_with_64_and_says_what_was_meant, mistakes, x) {
  const stage in;
  const auto ran = in.troupe(x.arguments);
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(ran.out == "");
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, x.said));
  }
}

BOOST_DATA_TEST_CASE(helps_with_examples, helped, command) {
  const stage in;
  auto arguments = words_of(command);
  arguments.push_back("--help");
  const auto ran = in.troupe(arguments);
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.out) {
    const auto examples = ran.out.find("Example");
    BOOST_TEST_REQUIRE(examples != std::string::npos);
    BOOST_TEST(holds(ran.out.substr(examples), "\n  troupe" + command));
  }
}

BOOST_AUTO_TEST_CASE(tells_its_version) {
  const stage in;
  const auto ran = in.troupe({"version"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out.substr(0, 7) == "troupe ");
  BOOST_TEST(holds(ran.out, "caf 0.17"));
  BOOST_TEST(in.troupe({"--version"}).out == ran.out);
}

BOOST_AUTO_TEST_SUITE_END()
