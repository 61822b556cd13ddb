// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/case_files.hpp"
#include "conformance/supervision/generator.hpp"
#include "conformance/supervision/otp_player.hpp"
#include "conformance/supervision/required_coverage.hpp"
#include "conformance/supervision/troupe_player.hpp"
#include "conformance/supervision/without_otp.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>
#include <random>
#include <string>

using namespace troupe::conformance;

namespace {

struct both {
  otp_player otp{TROUPE_SUPERVISION_CONFORMANCE "/oracle.erl"};
  troupe_player ours;

  bool differ(const scenario& x) { return to_lines(x, otp.play(x)) != to_lines(x, ours.play(x)); }

  // What to add to cases/ and to mend.
  std::string report(const scenario& failing) {
    auto small = shrink(failing, [this](const scenario& x) { return differ(x); });
    small.expected = to_lines(small, otp.play(small));
    std::string text = "As OTP has it:\n" + to_text(small) + "Ours:\n";
    for (const auto& line : to_lines(small, ours.play(small)))
      text += "  " + line + '\n';
    return text;
  }
};

} // namespace

BOOST_TEST_GLOBAL_FIXTURE(skipped_without_otp);

BOOST_FIXTURE_TEST_SUITE(our_supervisors_and_otps, both)

BOOST_AUTO_TEST_CASE(do_the_same_in_fresh_scenarios) {
  const auto seed = seed_from_environment(std::random_device{}());
  const auto count = number_from_environment("TROUPE_SCENARIOS", 300);
  std::cout << count << " scenarios from TROUPE_SEED=" << seed << std::endl;
  int differences = 0;
  for (auto next = seed; next < seed + count && differences < 3; ++next)
    if (const auto x = generate(next); differ(x)) {
      ++differences;
      BOOST_ERROR("TROUPE_SEED=" << next << "\n" << report(x));
    }
  for (const auto& [what, times] : required_coverage(ours.covered())) {
    std::cout << what << ": " << times << '\n';
    BOOST_TEST(times > 0u, what << " was never tried");
  }
}

BOOST_AUTO_TEST_CASE(do_the_same_in_the_named_cases) {
  for (const auto& x : named_cases()) {
    BOOST_TEST_CONTEXT(x.name) {
      const auto otps = to_lines(x, otp.play(x));
      BOOST_TEST(otps == x.expected, boost::test_tools::per_element());
      BOOST_TEST(to_lines(x, ours.play(x)) == otps, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(would_be_seen_to_differ) {
  const auto x = generate(1);
  auto other = x;
  other.steps.clear();
  BOOST_TEST((to_lines(x, otp.play(x)) != to_lines(other, ours.play(other))));
}

BOOST_AUTO_TEST_SUITE_END()
