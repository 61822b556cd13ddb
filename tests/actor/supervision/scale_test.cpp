// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/supervision/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ctime>
#include <iostream>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

// In seconds of this process, so that what else the machine does counts less.
double cost(const std::function<void()>& what) {
  const auto before = std::clock();
  what();
  return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

// Starts that many, has one restarted, and stops all.
double dynamic_children(std::size_t many) {
  return cost([many] {
    stage on;
    on.start({strategy::simple_one_for_one, 3, 5s, 5s}, {on.ready(permanent("order"))});
    for (std::size_t i = 0; i < many; ++i)
      caf::anon_send(on.root, start_dynamic_child{});
    on.settle();
    on.tell("shop/1", crash{"broke"});
    on.settle();
    on.stop();
    BOOST_TEST(on.ended);
    BOOST_TEST(on.told.lines.size() == 3 * many + 5);
  });
}

double named_children(std::size_t many) {
  return cost([many] {
    stage on;
    on.start({strategy::one_for_one, 3, 5s, 5s}, {});
    for (std::size_t i = 0; i < many; ++i)
      caf::anon_send(on.root, start_child{on.ready(permanent(std::to_string(i)))});
    on.settle();
    on.stop();
    BOOST_TEST(on.ended);
    BOOST_TEST(on.told.lines.size() == 3 * many + 1);
  });
}

double least_of_two(double (*cost_of)(std::size_t), std::size_t many) {
  return std::min(cost_of(many), cost_of(many));
}

void check_linear(double (*cost_of)(std::size_t)) {
  const auto few = least_of_two(cost_of, 5'000);
  const auto many = least_of_two(cost_of, 50'000);
  std::cout << "10 times the children: " << many / few << " times the cost\n";
  // Caches hold the few; quadratic would be 100. That 100,000 cost at most 12 times as much as
  // 10,000 is for scripts/bench to say, on an idle machine.
  BOOST_TEST(many / few < 25);
}

} // namespace

BOOST_AUTO_TEST_SUITE(what_children_cost)

BOOST_AUTO_TEST_CASE(grows_with_the_number_of_dynamic_ones_only) {
  check_linear(dynamic_children);
}

BOOST_AUTO_TEST_CASE(grows_with_the_number_of_named_ones_only) {
  check_linear(named_children);
}

BOOST_AUTO_TEST_SUITE_END()
