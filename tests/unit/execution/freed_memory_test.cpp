// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/freed_memory.hpp"

#include <boost/test/unit_test.hpp>

#include <malloc.h>

#include <memory>

BOOST_AUTO_TEST_SUITE(freed_memory)

BOOST_AUTO_TEST_CASE(of_a_batch_is_no_mapping_of_its_own_that_is_given_back) {
  troupe::execution::keep_freed_memory();
  const auto before = mallinfo2().hblks;
  const auto batch = std::make_unique<char[]>(1 << 20);
  batch[0] = 'x';
  BOOST_TEST(mallinfo2().hblks == before);
}

BOOST_AUTO_TEST_SUITE_END()
