// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/size_text.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::trial {

BOOST_AUTO_TEST_SUITE(a_size)

BOOST_AUTO_TEST_CASE(is_told_in_the_unit_that_people_would_choose) {
  BOOST_TEST(size_text(0) == "0 B");
  BOOST_TEST(size_text(1023) == "1023 B");
  BOOST_TEST(size_text(1024) == "1.0 KiB");
  BOOST_TEST(size_text(1536 * 1024) == "1.5 MiB");
  BOOST_TEST(size_text(102'400) == "100 KiB");
  BOOST_TEST(size_text(std::uint64_t{120} << 30) == "120 GiB");
  BOOST_TEST(size_text(std::uint64_t{5000} << 40) == "5000 TiB");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::trial
