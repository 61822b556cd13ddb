// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "scaffold/children.hpp"
#include "scaffold/templates.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace troupe::scaffold;

namespace {

std::vector<std::string> paths_of(std::string_view kind, const words& with) {
  std::vector<std::string> paths;
  for (const auto& each : files_of(kind, with))
    paths.push_back(each.path);
  return paths;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_templates)

BOOST_AUTO_TEST_CASE(have_their_words_replaced_wherever_they_stand) {
  const words with{{"a_name", "x"}, {"b_name", "a_name"}};
  BOOST_TEST(filled("", with) == "");
  BOOST_TEST(filled("a_name.hpp: a_name::b_name, the_a_names", with) == "x.hpp: x::a_name, the_xs");
}

BOOST_AUTO_TEST_CASE(are_files_of_a_kind) {
  const auto service = paths_of("service", {{"service_name", "desk"}});
  const std::vector<std::string> expected{"src/desk.cpp", "src/desk.hpp", "tests/desk_test.cpp"};
  BOOST_TEST(service == expected, boost::test_tools::per_element());
  BOOST_TEST(paths_of("serv", {}).empty());
}

BOOST_AUTO_TEST_CASE(of_a_module_are_all_that_it_needs) {
  const auto paths = paths_of("module", {{"module_name", "shop"}});
  for (const std::string each :
       {"CMakeLists.txt", "CMakePresets.json", "README.md", ".gitignore", ".clang-format",
        ".github/workflows/test.yml", "shop.yaml", "scenarios.yaml", "src/module.cpp"})
    BOOST_TEST((std::find(paths.begin(), paths.end(), each) != paths.end()), each);
}

BOOST_AUTO_TEST_CASE(of_a_module_are_formatted_as_this_project_is) {
  std::ifstream in{TROUPE_TEST_DIR "/../.clang-format"};
  const std::string ours{std::istreambuf_iterator<char>{in}, {}};
  BOOST_TEST_REQUIRE(!ours.empty());
  const auto files = files_of("module", {});
  const auto theirs = std::find_if(files.begin(), files.end(),
                                   [](const auto& x) { return x.path == ".clang-format"; });
  BOOST_TEST_REQUIRE((theirs != files.end()));
  BOOST_TEST(theirs->text == ours);
}

BOOST_AUTO_TEST_CASE(keep_no_word_that_was_to_be_replaced) {
  const words with{{"module_name", "shop"},    {"troupe_version", "0.1"}, {"service_name", "desk"},
                   {"event_struct", "placed"}, {"event_topic", "a.b"},    {"event_header", "a.hpp"},
                   {"deployment_name", "day"}, {"service_children", ""},  {"loose_ends", ""}};
  for (const auto* kind : {"module", "event", "service", "deployment"})
    for (const auto& file : files_of(kind, with))
      for (const auto* word : {"_name", "_struct", "_topic", "_header", "_children", "_ends"})
        BOOST_TEST((file.path + file.text).find(word) == std::string::npos,
                   file.path << " says " << word);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_children_of_a_new_deployment)

BOOST_AUTO_TEST_CASE(are_all_services_with_their_options_as_remarks) {
  BOOST_TEST(children_of({{"shop", "desk", R"({"limit":10,"file":"a b"})"}, {"shop", "till", "{}"}},
                         {}) == R"(    - id: desk
      service: shop.desk
      #options:
        #limit: 10
        #file: "a b"
    - id: till
      service: shop.till
)");
}

BOOST_AUTO_TEST_CASE(leave_to_others_what_its_check_says) {
  BOOST_TEST(check_of({}) == "");
  BOOST_TEST(check_of({{"a.b", "a.c"}, {}}).ends_with(R"(
check:
  unfed: # no service here publishes them: they come from outside
    - a.b
    - a.c
)"));
  BOOST_TEST(check_of({{"a.b"}, {"a.c"}}).ends_with(R"(    - a.b
  unhandled: # no service here handles them: they are for others
    - a.c
)"));
}

BOOST_AUTO_TEST_CASE(have_names_of_their_own) {
  const auto text =
      children_of({{"shop", "desk", "{}"}, {"bank", "desk", "{}"}, {"bank", "limits", "{}"}},
                  {"name", "limits"});
  BOOST_TEST(text == R"(    - id: desk
      service: shop.desk
    - id: bank-desk
      service: bank.desk
    - id: bank-limits
      service: bank.limits
)");
}

BOOST_AUTO_TEST_SUITE_END()
