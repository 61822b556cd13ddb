// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/described.hpp"

#include "unit/vocabulary/every_kind.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <memory>

namespace {

struct forgetful {
  int kept = 0;
  std::string lost;
};
BOOST_DESCRIBE_STRUCT(forgetful, (), (kept))

struct heir : forgetful {
  int own = 0;
};
BOOST_DESCRIBE_STRUCT(heir, (forgetful), (own))

struct complete {
  int number = 0;
  std::optional<std::variant<troupe::test::card, troupe::test::cash>> choice;
  std::shared_ptr<int> shared;
};
BOOST_DESCRIBE_STRUCT(complete, (), (number, choice, shared))

class guarded {
public:
  explicit guarded(int content) : content_(content) {}
  int content() const { return content_; }

private:
  int content_;
  BOOST_DESCRIBE_CLASS(guarded, (), (), (), (content_))
};

struct undescribed {
  int number = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_description)

BOOST_AUTO_TEST_CASE(is_full_when_it_names_every_field) {
  BOOST_TEST(troupe::fully_described<complete>);
  BOOST_TEST(troupe::fully_described<troupe::test::every_kind>);
  BOOST_TEST(troupe::fully_described<troupe::test::nothing>);
  BOOST_TEST(troupe::fully_described<troupe::test::tree>);
  BOOST_TEST(troupe::fully_described<troupe::money>);
}

BOOST_AUTO_TEST_CASE(is_not_full_when_a_field_is_missing) {
  BOOST_TEST(!troupe::fully_described<forgetful>);
}

BOOST_AUTO_TEST_CASE(is_as_full_as_that_of_its_bases) {
  BOOST_TEST(!troupe::fully_described<heir>);
  BOOST_TEST(troupe::fully_described<troupe::test::marked_line>);
}

BOOST_AUTO_TEST_CASE(of_a_class_that_is_no_aggregate_is_believed) {
  BOOST_TEST(guarded{1}.content() == 1);
  BOOST_TEST(troupe::fully_described<guarded>);
}

BOOST_AUTO_TEST_CASE(that_does_not_exist_is_not_full) {
  BOOST_TEST(!troupe::described_struct<undescribed>);
  BOOST_TEST(!troupe::fully_described<undescribed>);
  BOOST_TEST(!troupe::described_struct<std::string>);
  BOOST_TEST(troupe::described_enum<troupe::test::color>);
}

BOOST_AUTO_TEST_SUITE_END()
