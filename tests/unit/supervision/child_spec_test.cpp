// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/child_spec.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;

BOOST_AUTO_TEST_SUITE(the_defaults_of_a_child)

BOOST_AUTO_TEST_CASE(are_those_of_otp) {
  const child_spec worker{"a"};
  BOOST_TEST((worker.restart == restart_type::permanent));
  BOOST_TEST((worker.type == child_type::worker));
  BOOST_TEST((shutdown_of(worker) == shutdown_policy::after(5s)));
}

BOOST_AUTO_TEST_CASE(give_a_supervisor_all_the_time_it_needs) {
  const child_spec supervisor{"a", restart_type::permanent, child_type::supervisor};
  BOOST_TEST((shutdown_of(supervisor) == shutdown_policy::infinity()));
}

BOOST_AUTO_TEST_CASE(yield_to_what_is_written) {
  const child_spec child{"a", restart_type::permanent, child_type::supervisor,
                         shutdown_policy::brutal()};
  BOOST_TEST((shutdown_of(child) == shutdown_policy::brutal()));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_defaults_of_a_supervisor)

BOOST_AUTO_TEST_CASE(are_those_of_otp) {
  const supervisor_spec spec;
  BOOST_TEST((spec.strategy == strategy::one_for_one));
  BOOST_TEST(spec.intensity == 1u);
  BOOST_TEST((spec.period == 5s));
}

BOOST_AUTO_TEST_SUITE_END()
