// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/stamp.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(the_stamp_of_this_program)

BOOST_AUTO_TEST_CASE(names_troupe_the_compiler_its_library_and_caf) {
  const auto& stamp = troupe::modules::own_stamp();
  BOOST_TEST(stamp.find("troupe " TROUPE_VERSION "; ") == 0u, stamp);
  BOOST_TEST(stamp.find("; caf " TROUPE_CAF_VERSION) != std::string::npos, stamp);
#if defined(__clang__)
  BOOST_TEST(stamp.find("; clang " + std::to_string(__clang_major__) + "; lib") !=
             std::string::npos);
#else
  BOOST_TEST(stamp.find("; gcc " + std::to_string(__GNUC__) + "; lib") != std::string::npos);
#endif
}

BOOST_AUTO_TEST_SUITE_END()
