// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/crc32c.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

namespace troupe::journal::trial {
namespace {

struct known_sum {
  std::string bytes;
  std::uint32_t sum;
  friend std::ostream& operator<<(std::ostream& out, const known_sum& x) {
    return out << x.bytes.size() << " bytes";
  }
};

/// The last four are those of RFC 3720, appendix B.4.
const known_sum known[] = {
    {"", 0},
    {"123456789", 0xE3069283},
    {std::string(32, '\0'), 0x8A9136AA},
    {std::string(32, '\xff'), 0x62A8AB43},
    {[] {
       std::string x;
       for (int i = 0; i < 32; ++i)
         x += static_cast<char>(i);
       return x;
     }(),
     0x46DD794E},
    {[] {
       std::string x;
       for (int i = 31; i >= 0; --i)
         x += static_cast<char>(i);
       return x;
     }(),
     0x113FDB5C},
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_crc_32c)

BOOST_DATA_TEST_CASE(is_the_one_that_others_compute, boost::unit_test::data::make(known), each) {
  BOOST_TEST(crc32c(0, each.bytes.data(), each.bytes.size()) == each.sum);
  BOOST_TEST(crc32c_portable(0, each.bytes.data(), each.bytes.size()) == each.sum);
}

BOOST_AUTO_TEST_CASE(goes_on_from_what_an_earlier_piece_gave) {
  const std::string text = "an event is an immutable fact about something that happened";
  const auto whole = crc32c(0, text.data(), text.size());
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    const auto first = crc32c(0, text.data(), cut);
    BOOST_TEST(crc32c(first, text.data() + cut, text.size() - cut) == whole);
    BOOST_TEST(crc32c_portable(first, text.data() + cut, text.size() - cut) == whole);
  }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
