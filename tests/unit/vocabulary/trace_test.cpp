// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/trace.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using troupe::parse_traceparent;

namespace {

const std::string ids = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

struct known {
  std::string text;
  std::string emitted;
  friend std::ostream& operator<<(std::ostream& out, const known& x) { return out << x.text; }
};

const std::vector<known> accepted{
    {"00-" + ids + "-01", "00-" + ids + "-01"},
    {"00-" + ids + "-00", "00-" + ids + "-00"},
    {"00-" + ids + "-03", "00-" + ids + "-03"},
    {"00-" + ids + "-ff", "00-" + ids + "-03"},
    {" \t00-" + ids + "-01\t ", "00-" + ids + "-01"},
    {"cc-" + ids + "-01", "00-" + ids + "-01"},
    {"cc-" + ids + "-01-what-the-future-will-be-like", "00-" + ids + "-01"},
    {"01-" + ids + "-01-", "00-" + ids + "-01"},
};

const std::vector<std::string> refused{
    "",
    "00",
    "00-" + ids,
    "00-" + ids + "-",
    "00-" + ids + "-1",
    "00-" + ids + "-001",
    "00-" + ids + "-01-",
    "00-" + ids + "-01-what",
    "00-" + ids + "-01.",
    "ff-" + ids + "-01",
    "cc-" + ids + "-01.what",
    "cc-" + ids + "-0123",
    "0-" + ids + "-01",
    "000-" + ids + "-01",
    ".0-" + ids + "-01",
    "0.-" + ids + "-01",
    "QQ-" + ids + "-01",
    "00-" + ids + "-.0",
    "00-" + ids + "-0Q",
    "00-" + ids + "-0A",
    "00_" + ids + "-01",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
    "00-.af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-.7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c8031-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319cab-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b71692033-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333100-01",
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_traceparent)

BOOST_DATA_TEST_CASE(is_read_in_every_version_and_written_in_version_00, accepted) {
  const auto parsed = parse_traceparent(sample.text);
  BOOST_TEST_REQUIRE(parsed.has_value());
  BOOST_TEST(to_traceparent(*parsed) == sample.emitted);
}

BOOST_DATA_TEST_CASE(refuses_anything_else, refused) {
  const auto parsed = parse_traceparent(sample);
  BOOST_TEST_REQUIRE(!parsed.has_value());
  BOOST_TEST(parsed.failure().what.find("is not a W3C traceparent") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_trace)

BOOST_AUTO_TEST_CASE(starts_with_the_ids_of_an_event_and_goes_on_with_spans_of_others) {
  const auto first = troupe::parse_uuid("01936c5e-4f2a-7cc3-98a1-0123456789ab").value();
  const auto second = troupe::parse_uuid("01936c5e-4f2b-7cc3-a8a1-ba9876543210").value();
  const auto started = troupe::start_trace(first);
  BOOST_TEST(to_traceparent(started) == "00-01936c5e4f2a7cc398a10123456789ab-98a10123456789ab-03");
  const auto next = troupe::continue_trace(started, second);
  BOOST_TEST(to_traceparent(next) == "00-01936c5e4f2a7cc398a10123456789ab-a8a1ba9876543210-03");
  BOOST_TEST(!next.is_nil());
  BOOST_TEST(troupe::trace{}.is_nil());
}

BOOST_AUTO_TEST_SUITE_END()
