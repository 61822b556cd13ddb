// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/stamp.hpp"

#include <boost/test/unit_test.hpp>

#include "troupe/header_digest.hpp"

BOOST_AUTO_TEST_SUITE(the_stamp_of_this_program)

BOOST_AUTO_TEST_CASE(names_troupe_its_headers_the_compiler_and_the_libraries) {
  const auto& stamp = troupe::modules::own_stamp();
  BOOST_TEST(stamp.find("troupe " TROUPE_VERSION "; ") == 0u, stamp);
  BOOST_TEST(stamp.find("; headers " + std::string{troupe::header_digest} + "; ") !=
                 std::string::npos,
             stamp);
  BOOST_TEST(stamp.find("; boost 1.") != std::string::npos, stamp);
  BOOST_TEST(stamp.find("; caf " TROUPE_CAF_VERSION) ==
             stamp.size() - 6 - std::string{TROUPE_CAF_VERSION}.size());
#if defined(__clang__)
  BOOST_TEST(stamp.find("; clang " + std::to_string(__clang_major__) + "; lib") !=
             std::string::npos);
#else
  BOOST_TEST(stamp.find("; gcc " + std::to_string(__GNUC__) + "; lib") != std::string::npos);
#endif
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(two_stamps)

using troupe::modules::difference_of;

BOOST_AUTO_TEST_CASE(that_are_the_same_differ_in_nothing) {
  BOOST_TEST(!difference_of("troupe 1; gcc 12", "troupe 1; gcc 12").has_value());
  BOOST_TEST(!troupe::modules::other_stamp(troupe::modules::own_stamp()).has_value());
}

BOOST_AUTO_TEST_CASE(are_told_in_what_they_differ_and_in_nothing_else) {
  BOOST_TEST(
      difference_of("troupe 1; headers ab; gcc 12", "troupe 1; headers cd; gcc 12").value() ==
      "it was built with \"headers ab\", and the program with \"headers cd\"");
  BOOST_TEST(difference_of("troupe 1; clang 14; x", "troupe 2; gcc 12; x").value() ==
             "it was built with \"troupe 1; clang 14\", and the program with \"troupe 2; gcc 12\"");
}

BOOST_AUTO_TEST_CASE(of_which_one_is_none_are_of_different_times) {
  BOOST_TEST(difference_of("", "troupe 1").value() == "it was built with an older Troupe");
}

BOOST_AUTO_TEST_SUITE_END()
