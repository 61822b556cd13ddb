// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "deployment/read.hpp"
#include "shop_offers.hpp"

// Each file in `files` is a deployment with mistakes. What must be said about it stands in the file
// itself, in order, in the lines that begin with "#! ": the whole complaint without the file's
// name.

using namespace troupe::deploy;

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(TROUPE_TEST_DIR) / "unit/deployment/files";

const std::vector<std::string> files{
    "duplicate_keys",        "unknown_keys",     "wrong_types",
    "numbers_without_unit",  "unknown_services", "ids_used_twice",
    "missing_modules",       "unset_variables",  "ids_of_sections",
    "octal_numbers",         "merged_maps",      "not_built_yet",
    "missing_keys",          "out_of_range",     "several_errors",
    "several_documents",     "not_yaml",         "empty",
    "wrong_options",         "wrong_names",      "unlisted_modules",
    "options_against_rules", "bad_combinations", "wrong_backoffs",
    "wrong_breakers",        "wrong_limits",     "start_order",
    "start_circles",         "wrong_retries",    "wrong_letters",
    "wrong_starts",          "wrong_duplicates", "wrong_journals",
    "wrong_overflows",       "wrong_keeping",    "wrong_checks",
    "wrong_constraints"};

std::vector<std::string> expected(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> result;
  for (std::string line; std::getline(in, line);)
    if (line.rfind("#! ", 0) == 0)
      result.push_back(line.substr(3));
  return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(all_complaints)

BOOST_DATA_TEST_CASE(are_made_at_once_with_their_places, files, name) {
  const auto file = folder / (name + ".yaml");
  auto known = shop::offers();
  const auto x = read_deployment_file(
      file.string(), {}, [](const auto&) { return std::nullopt; }, known);
  std::vector<std::string> made;
  for (const auto& y : x.complaints)
    made.push_back(to_string(y).substr(file.string().size() + 1));
  BOOST_TEST(!x);
  BOOST_TEST(made == expected(file), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(are_tested_by_every_file) {
  std::set<std::string> there;
  for (const auto& entry : fs::directory_iterator(folder))
    there.insert(entry.path().stem().string());
  BOOST_TEST(there == std::set<std::string>(files.begin(), files.end()),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
