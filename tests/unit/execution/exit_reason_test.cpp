// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/exit_reason.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/exit_reason.hpp>
#include <caf/make_message.hpp>
#include <caf/sec.hpp>

#include <stdexcept>

using namespace troupe::execution;

BOOST_TEST_DONT_PRINT_LOG_VALUE(troupe::execution::exit_class)

namespace {

std::exception_ptr thrown(auto what) {
  try {
    throw what;
  } catch (...) {
    return std::current_exception();
  }
}

} // namespace

BOOST_AUTO_TEST_SUITE(an_exit_reason)

BOOST_AUTO_TEST_CASE(keeps_its_class) {
  for (auto how : {exit_class::normal, exit_class::shutdown, exit_class::killed, exit_class::error,
                   exit_class::delivery_crash}) {
    BOOST_TEST(class_of(make_exit(how)) == how);
    BOOST_TEST(class_of(make_exit(how, "why")) == how);
  }
}

BOOST_AUTO_TEST_CASE(keeps_its_text) {
  for (auto how : {exit_class::shutdown, exit_class::error, exit_class::delivery_crash})
    BOOST_TEST(text_of(make_exit(how, "the shelf is empty")) == "the shelf is empty");
}

BOOST_AUTO_TEST_CASE(is_the_one_that_caf_compares_with) {
  BOOST_TEST(!make_exit(exit_class::normal));
  BOOST_TEST((make_exit(exit_class::killed, "why") == caf::exit_reason::kill));
  BOOST_TEST((make_exit(exit_class::shutdown) == caf::exit_reason::user_shutdown));
}

BOOST_AUTO_TEST_CASE(has_a_text_when_it_is_empty) {
  BOOST_TEST(text_of(caf::error{}) == "ended normally");
}

BOOST_AUTO_TEST_CASE(of_caf_is_an_error_with_the_name_that_caf_gives_it) {
  const caf::error failure = caf::sec::runtime_error;
  BOOST_TEST(class_of(failure) == exit_class::error);
  BOOST_TEST(text_of(failure) == "runtime_error");
  BOOST_TEST(text_of(caf::error{caf::exit_reason::unreachable}) == "unreachable");
}

BOOST_AUTO_TEST_CASE(of_somebody_else_is_an_error_and_has_a_text) {
  const caf::error foreign{7, caf::atom("other"), caf::make_message(42)};
  BOOST_TEST(class_of(foreign) == exit_class::error);
  BOOST_TEST(!text_of(foreign).empty());
}

BOOST_AUTO_TEST_CASE(tells_an_exception_with_type_and_text) {
  BOOST_TEST(text_of(thrown(std::out_of_range{"no such shelf"})) ==
             "std::out_of_range: no such shelf");
  BOOST_TEST(text_of(thrown(std::string{"plain"})) == "std::string: plain");
  BOOST_TEST(text_of(thrown("plainer")) == "const char*: plainer");
  BOOST_TEST(text_of(thrown(42)) == "int: no std::exception, so it says nothing");
}

BOOST_AUTO_TEST_SUITE_END()
