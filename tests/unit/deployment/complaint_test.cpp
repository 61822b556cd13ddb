// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/complaint.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::deploy;

BOOST_AUTO_TEST_SUITE(complaints_)

BOOST_AUTO_TEST_CASE(say_where_what_and_what_to_do) {
  BOOST_TEST(
      to_string(complaint{"shop.yaml", 14, 16, "restart 'always' is not known",
                          "use permanent, transient or temporary"}) ==
      "shop.yaml:14:16: restart 'always' is not known; use permanent, transient or temporary");
  BOOST_TEST(to_string(complaint{"--set a.b", 0, 0, "it is wrong", ""}) ==
             "--set a.b: it is wrong");
}

BOOST_AUTO_TEST_CASE(are_sorted_by_place_with_the_overrides_last) {
  complaints found;
  found.add({1, 0, 0}, "five", "");
  found.add({0, 10, 2}, "three", "");
  found.add({0, 9, 7}, "one", "");
  found.add({0, 10, 11}, "four", "");
  found.add({0, 10, 1}, "two", "");
  std::string order;
  for (const auto& x : found.listed("f", {"a.b"}))
    order += x.file + " " + x.what + ", ";
  BOOST_TEST(order == "f one, f two, f three, f four, --set a.b five, ");
}

BOOST_AUTO_TEST_CASE(of_a_value_that_aliases_share_are_said_once) {
  complaints found;
  found.add({0, 3, 1}, "wrong", "mend it");
  found.add({0, 4, 1}, "wrong", "mend it");
  found.add({0, 3, 1}, "wrong", "mend it");
  BOOST_TEST(found.listed("f", {}).size() == 2u);
}

BOOST_AUTO_TEST_CASE(never_show_a_secret) {
  complaints found;
  found.hide("hunter2");
  found.add({0, 1, 1}, "expected an integer, was \"hunter2\"", "do not write hunter2");
  const auto x = to_string(found.listed("f", {}).at(0));
  BOOST_TEST(x == "f:1:1: expected an integer, was \"***\"; do not write ***");
}

BOOST_AUTO_TEST_SUITE_END()
