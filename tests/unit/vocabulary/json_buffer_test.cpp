// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json/buffer.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace troupe::detail;

BOOST_AUTO_TEST_SUITE(a_json_buffer)

BOOST_AUTO_TEST_CASE(grows_with_what_is_appended) {
  json_buffer x;
  std::string expected;
  for (int i = 0; i < 3000; ++i) {
    x.append(static_cast<char>('a' + i % 26));
    expected += static_cast<char>('a' + i % 26);
    x.append(std::string(static_cast<std::size_t>(i % 7), 'z'));
    expected += std::string(static_cast<std::size_t>(i % 7), 'z');
  }
  BOOST_TEST(x.text() == expected);
  x.append(std::string(100'000, 'y'));
  BOOST_TEST(x.text() == expected + std::string(100'000, 'y'));
}

BOOST_AUTO_TEST_CASE(is_empty_and_exact_again_when_it_is_cleared) {
  json_buffer x;
  x.append("text");
  x.replaced();
  BOOST_TEST(!x.is_exact());
  x.clear();
  BOOST_TEST(x.is_exact());
  BOOST_TEST(x.text().empty());
}

BOOST_AUTO_TEST_CASE(is_lent_empty_with_the_memory_that_it_had) {
  {
    lent_buffer first;
    first->append("text");
    first->replaced();
  }
  const lent_buffer second;
  BOOST_TEST(second->text().empty());
  BOOST_TEST(second->is_exact());
  BOOST_TEST(second->capacity() > 0u);
}

BOOST_AUTO_TEST_CASE(is_another_while_it_is_lent) {
  lent_buffer outer;
  outer->append("outer");
  {
    lent_buffer inner;
    inner->append("inner");
    BOOST_TEST(inner->text() == "inner");
  }
  BOOST_TEST(outer->text() == "outer");
}

BOOST_AUTO_TEST_CASE(keeps_no_memory_of_a_large_text) {
  {
    lent_buffer large;
    large->append(std::string(1'000'000, 'x'));
  }
  BOOST_TEST(lent_buffer {} -> capacity() < 100'000u);
}

BOOST_AUTO_TEST_SUITE_END()
