// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/variation.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace troupe;

namespace {

deploy::deployment with_credit(int credit) {
  deploy::deployment what;
  deploy::service child;
  child.id = "till";
  child.credit = credit;
  deploy::supervisor nested;
  nested.children.push_back({child});
  what.tree.children.push_back({nested});
  return what;
}

int credit_of(const deploy::deployment& what) {
  return deploy::services(what.tree).front()->credit;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_variation_of_a_deployment)

BOOST_AUTO_TEST_CASE(bounds_what_is_in_hand_for_some_seeds) {
  std::set<int> credits;
  std::set<int> commits;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto made = testing::varied(with_credit(256), seed);
    credits.insert(credit_of(made));
    commits.insert(made.limits.commit);
  }
  BOOST_TEST(credits == (std::set<int>{1, 2, 3, 4, 256}), boost::test_tools::per_element());
  BOOST_TEST(commits == (std::set<int>{1, 2, 3, 4, 5, 6, 7, 8, 1024}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(is_the_same_for_one_seed_and_never_above_the_deployments_own) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto made = testing::varied(with_credit(2), seed);
    BOOST_TEST(credit_of(made) <= 2);
    BOOST_TEST((made == testing::varied(with_credit(2), seed)));
  }
}

BOOST_AUTO_TEST_SUITE_END()
