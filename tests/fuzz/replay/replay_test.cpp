// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "fuzz/targets.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

namespace troupe::fuzz {

static std::ostream& operator<<(std::ostream& out, const target& x) {
  return out << x.name;
}

} // namespace troupe::fuzz

using namespace troupe::fuzz;

// What fuzzing has found to lead somewhere, and what it has found to be wrong.
BOOST_AUTO_TEST_SUITE(what_takes_bytes_from_outside)

BOOST_DATA_TEST_CASE(keeps_its_promises_for_the_whole_corpus, boost::unit_test::data::make(targets),
                     sample) {
  const auto folder = std::filesystem::path{TROUPE_FUZZ_CORPORA} / sample.name;
  std::size_t count = 0;
  for (const auto& each : std::filesystem::directory_iterator{folder}) {
    std::ifstream in{each.path(), std::ios::binary};
    const std::string input{std::istreambuf_iterator<char>{in}, {}};
    BOOST_TEST_CONTEXT(each.path()) {
      BOOST_CHECK_NO_THROW(sample.run(input));
    }
    ++count;
  }
  BOOST_TEST(count > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
