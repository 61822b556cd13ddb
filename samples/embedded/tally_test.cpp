// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "ballot.hpp"

#include <troupe/testing/rehearsal.hpp>

#include <boost/test/unit_test.hpp>

using namespace ballot;

BOOST_AUTO_TEST_SUITE(the_tally)

BOOST_AUTO_TEST_CASE(counts_each_choice_by_itself) {
  troupe::testing::rehearsal service{tally};
  service.given(vote_cast{"apple"}, vote_cast{"pear"})
      .when(vote_cast{"apple"})
      .then(vote_counted{"apple", 2});
  BOOST_TEST(service.ask(get_votes{"pear"}).count == 1);
}

BOOST_AUTO_TEST_SUITE_END()
