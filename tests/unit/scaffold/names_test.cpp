// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "scaffold/names.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::scaffold;

namespace {

const std::string longest(64, 'a');

std::string why(const result<void>& x) {
  return x ? "" : x.failure().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_name_for_something_new)

BOOST_DATA_TEST_CASE(is_an_identifier_in_small_letters,
                     boost::unit_test::data::make({std::string{"a"}, std::string{"bookings"},
                                                   std::string{"order_2_cash"}, longest})) {
  BOOST_TEST(why(check_module_name(sample)) == "");
  BOOST_TEST(why(check_service_name(sample)) == "");
}

BOOST_DATA_TEST_CASE(
    is_nothing_else,
    boost::unit_test::data::make({std::string{""}, std::string{"2nd"}, std::string{"_a"},
                                  std::string{"a_"}, std::string{"a__b"}, std::string{"Orders"},
                                  std::string{"a-b"}, std::string{"a.b"}, std::string{"a/b"},
                                  std::string{"../a"}, longest + 'a'})) {
  BOOST_TEST(why(check_module_name(sample)) ==
             "'" + sample +
                 "' cannot be a module's name; use small letters, digits and single "
                 "'_', a letter first, at most 64 of them");
  BOOST_TEST(!check_service_name(sample).has_value());
}

BOOST_DATA_TEST_CASE(is_no_word_of_cpp, boost::unit_test::data::make({"new", "class", "xor_eq"})) {
  const std::string name{sample};
  BOOST_TEST(why(check_service_name(name)) ==
             "'" + name + "' is a word of C++ and cannot be a service's name");
  BOOST_TEST(!check_module_name(name).has_value());
}

// As namespaces beside functions that the C library declares for everybody.
BOOST_DATA_TEST_CASE(of_a_module_is_no_function_of_the_c_library,
                     boost::unit_test::data::make({"time", "index", "signal", "log"})) {
  const std::string name{sample};
  BOOST_TEST(why(check_module_name(name)) ==
             "'" + name + "' is a function of the C library and cannot be a module's name");
  BOOST_TEST(why(check_service_name(name)) == "");
}

BOOST_DATA_TEST_CASE(of_a_module_is_nothing_that_is_taken,
                     boost::unit_test::data::make({"std", "boost", "troupe", "test", "install"})) {
  BOOST_TEST(!check_module_name(sample).has_value());
}

// Else the namespace is also something in it.
BOOST_DATA_TEST_CASE(of_a_module_is_nothing_that_is_made_in_it,
                     boost::unit_test::data::make({"desk", "requested", "accepted", "refused"})) {
  const std::string name{sample};
  BOOST_TEST(why(check_module_name(name)) ==
             "'" + name +
                 "' is something that a new module has, and cannot be a module's name as "
                 "well");
  BOOST_TEST(why(check_service_name(name)) == "");
}

BOOST_DATA_TEST_CASE(of_a_service_or_an_event_is_nothing_that_headers_need,
                     boost::unit_test::data::make({"std", "troupe", "errno"})) {
  const std::string name{sample};
  BOOST_TEST(why(check_service_name(name)) ==
             "'" + name + "' is taken by a header and cannot be a service's name");
  BOOST_TEST(!struct_of_topic("bookings." + name, "bookings").has_value());
}

BOOST_DATA_TEST_CASE(of_an_event_is_none_of_its_own_members_and_not_the_module,
                     boost::unit_test::data::make({"type", "key", "bookings"})) {
  BOOST_TEST(!struct_of_topic(std::string{"bookings."} + sample, "bookings").has_value());
}

BOOST_AUTO_TEST_CASE(of_an_event_is_no_topic_of_the_runtime) {
  BOOST_TEST(struct_of_topic("troupe.child.made", "bookings").failure().what ==
             "the topics that begin with 'troupe.' are the runtime's own");
}

BOOST_AUTO_TEST_CASE(of_an_event_is_its_topic_without_its_module) {
  BOOST_TEST(*struct_of_topic("bookings.reviewed", "bookings") == "reviewed");
  BOOST_TEST(*struct_of_topic("bookings.reviewed", "book") == "bookings_reviewed");
  BOOST_TEST(*struct_of_topic("bookings.seats.taken-back", "bookings") == "seats_taken_back");
}

BOOST_AUTO_TEST_CASE(of_an_event_is_refused_where_it_gives_no_struct) {
  BOOST_TEST(!struct_of_topic("bookings.*", "bookings").has_value());
  BOOST_TEST(!struct_of_topic("", "bookings").has_value());
  BOOST_TEST(!struct_of_topic("bookings.2nd", "bookings").has_value());
  BOOST_TEST(struct_of_topic("bookings.new", "bookings").failure().what ==
             "'new' is a word of C++ and cannot be the struct of topic bookings.new");
}

BOOST_AUTO_TEST_SUITE_END()
