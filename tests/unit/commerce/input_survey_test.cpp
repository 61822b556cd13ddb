// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/input_survey.hpp"

#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace commerce;

namespace {

input_survey survey(std::string_view content) {
  troupe::support::scratch_folder folder;
  auto done = survey_input(folder.write("in", content));
  BOOST_REQUIRE(done.has_value());
  return *done;
}

} // namespace

BOOST_AUTO_TEST_SUITE(an_input_survey)

BOOST_AUTO_TEST_CASE(hashes_content_as_it_always_did) {
  // The published vectors of 64-bit FNV-1a: positions in journals carry these.
  BOOST_TEST(survey("").hash == "cbf29ce484222325");
  BOOST_TEST(survey("a").hash == "af63dc4c8601ec8c");
  BOOST_TEST(survey("foobar").hash == "85944171f73967e8");
  BOOST_TEST(survey("foobar").size == 6u);
}

BOOST_AUTO_TEST_CASE(tells_files_of_one_size_apart) {
  std::string large(1'000'000, 'x');
  auto first = survey(large);
  large.back() = 'y';
  BOOST_TEST(survey(large).hash != first.hash);
}

BOOST_AUTO_TEST_CASE(takes_a_file_for_latin1_if_any_byte_of_it_is_not_utf8) {
  std::string large(1'000'000, 'x');
  BOOST_TEST((survey(large + "\xC3\xA9").encoding == text_encoding::utf8));
  BOOST_TEST((survey(large + "\xE9").encoding == text_encoding::latin1));
  BOOST_TEST((survey("\xC3\xA9" + large + "\xE9").encoding == text_encoding::latin1));
}

BOOST_AUTO_TEST_CASE(of_a_missing_file_is_an_error) {
  auto missing = survey_input("/nowhere/in.csv");
  BOOST_REQUIRE(!missing);
  BOOST_TEST(to_string(missing.failure()) ==
             "/nowhere/in.csv: cannot read the file: No such file or directory; correct the path, "
             "which is relative to the working directory");
}

BOOST_AUTO_TEST_SUITE_END()
