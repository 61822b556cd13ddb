// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/case_files.hpp"
#include "conformance/supervision/generator.hpp"
#include "conformance/supervision/troupe_player.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <stdexcept>

using namespace troupe::conformance;

BOOST_AUTO_TEST_SUITE(our_supervisors)

BOOST_AUTO_TEST_CASE(do_in_each_case_what_otps_did) {
  troupe_player ours;
  std::set<std::string> names;
  for (const auto& x : named_cases()) {
    BOOST_TEST_CONTEXT(x.name) {
      BOOST_TEST(names.insert(x.name).second);
      BOOST_TEST(!x.expected.empty());
      for (const auto when : {readiness::at_once, readiness::later})
        BOOST_TEST(to_lines(x, ours.play(x, when)) == x.expected, boost::test_tools::per_element());
    }
  }
  BOOST_TEST(names.size() > 50u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(scenarios)

BOOST_AUTO_TEST_CASE(are_the_same_once_written_and_read) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto text = to_text(generate(seed));
    BOOST_TEST(to_text(parse_scenarios(text, "text").front()) == text);
  }
}

BOOST_AUTO_TEST_CASE(that_cannot_be_read_tell_the_line) {
  try {
    parse_scenarios("case x\ntree\n  top one_for_one\n    a sometimes\n", "bad.cases");
    BOOST_ERROR("read");
  } catch (const std::invalid_argument& x) {
    BOOST_TEST(x.what() == "bad.cases:4: 'sometimes' is not known");
  }
}

BOOST_AUTO_TEST_CASE(shrink_to_what_still_differs) {
  const auto has_killed = [](const scenario& x) {
    for (const auto& each : x.steps)
      if (each.reason == "killed")
        return true;
    return false;
  };
  std::uint64_t seed = 1;
  while (!has_killed(generate(seed)))
    ++seed;
  const auto small = shrink(generate(seed), has_killed);
  BOOST_TEST(small.steps.size() <= 3u);
  BOOST_TEST(small.root.children.size() <= 1u);
}

BOOST_AUTO_TEST_SUITE_END()
