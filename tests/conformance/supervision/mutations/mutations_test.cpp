// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bugs.hpp"
#include "conformance/supervision/generator.hpp"
#include "conformance/supervision/otp_player.hpp"
#include "conformance/supervision/troupe_player.hpp"
#include "conformance/supervision/without_otp.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>

/// The bug that the plans of this program have now; 0 is none.
int troupe_mutation = 0;

using namespace troupe::conformance;

BOOST_TEST_GLOBAL_FIXTURE(skipped_without_otp);

namespace {

constexpr std::size_t scenarios = 300;

struct played {
  scenario what;
  std::vector<std::string> otps;
};

// After how many scenarios the bug is seen.
std::size_t found_after(const std::vector<played>& all) {
  for (std::size_t i = 0; i < all.size(); ++i)
    if (troupe_player ours; to_lines(all[i].what, ours.play(all[i].what)) != all[i].otps)
      return i + 1;
  return all.size() + 1;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_bug_in_a_plan)

BOOST_AUTO_TEST_CASE(is_found_within_300_scenarios) {
  otp_player otp{TROUPE_SUPERVISION_CONFORMANCE "/oracle.erl"};
  // Always the same ones: whether a bug is found must not be left to chance.
  const auto seed = seed_from_environment(1);
  std::cout << "TROUPE_SEED=" << seed << std::endl;
  std::vector<played> all;
  for (std::size_t i = 0; i < scenarios; ++i) {
    const auto x = generate(seed + i);
    all.push_back({x, to_lines(x, otp.play(x))});
  }
  troupe_mutation = 0;
  BOOST_TEST(found_after(all) > scenarios, "there is a difference without a bug");
  for (std::size_t i = 0; i < bugs.size(); ++i) {
    troupe_mutation = static_cast<int>(i + 1);
    const auto after = found_after(all);
    std::cout << bugs[i] << ": after " << after << '\n';
    BOOST_TEST(after <= scenarios, bugs[i] << ": not found");
  }
}

BOOST_AUTO_TEST_SUITE_END()
