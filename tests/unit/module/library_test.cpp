// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/library.hpp"

#include <filesystem>
#include <string>

#include <boost/test/unit_test.hpp>

#include "module/stamp.hpp"
#include "support/scratch_folder.hpp"

using namespace troupe;
namespace fs = std::filesystem;

namespace {

const fs::path built = TROUPE_TEST_MODULES;

fs::path module(const std::string& name) {
  return built / (name + ".so");
}

/// The error of a loading that must fail, without the file's folder.
std::string failure_of(const fs::path& file, ec code) {
  const auto loaded = modules::load(file);
  BOOST_REQUIRE(!loaded);
  BOOST_TEST((loaded.failure().code == code));
  auto text = loaded.failure().what;
  const auto prefix = built.string() + "/";
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
    text.erase(at, prefix.size());
  return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_module)

BOOST_AUTO_TEST_CASE(offers_its_services_under_its_name) {
  const auto loaded = modules::load(module("good"));
  BOOST_REQUIRE_MESSAGE(loaded, (loaded ? "" : loaded.failure().what));
  BOOST_REQUIRE(loaded->size() == 2u);
  const auto& listener = (*loaded)[0];
  BOOST_TEST(listener.name == "good.listener");
  BOOST_TEST(listener.option_names == std::vector<std::string>{"volume"},
             boost::test_tools::per_element());
  BOOST_TEST(listener.default_options == "{\"volume\":3}");
  BOOST_TEST(listener.check_options({{"volume", 5}}).empty());
  BOOST_TEST(listener.check_options({{"volume", "loud"}}).size() == 1u);
  BOOST_TEST((*loaded)[1].name == "good.other");
}

BOOST_AUTO_TEST_CASE(may_be_loaded_twice) {
  BOOST_TEST(modules::load(module("good")).has_value());
  BOOST_TEST(modules::load(module("good")).has_value());
}

BOOST_AUTO_TEST_CASE(exports_its_entry_and_its_stamp_and_nothing_else_of_its_author) {
  const auto command = "nm -D --defined-only " + module("good").string() + " | grep -c something";
  BOOST_TEST(std::system((command + " > /dev/null").c_str()) != 0);
}

BOOST_AUTO_TEST_CASE(that_is_missing_is_not_found) {
  BOOST_TEST(failure_of(module("none"), ec::not_found) ==
             "there is no module none.so; build it, or correct the path, which is from the working "
             "directory");
}

BOOST_AUTO_TEST_CASE(is_a_shared_library) {
  const support::scratch_folder here;
  const auto text = here.write("text.so", "this is no library");
  const auto failure = failure_of(text, ec::malformed);
  BOOST_TEST(failure.find(text + " cannot be loaded as a shared library: ") == 0u, failure);
  BOOST_TEST(failure.find("; build it with troupe_add_module()") != std::string::npos, failure);
  BOOST_TEST(failure_of(here.path(), ec::malformed).find("cannot be loaded") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(has_an_entry_point) {
  BOOST_TEST(failure_of(module("foreign"), ec::malformed) ==
             "foreign.so is no module of Troupe: it has no entry point; build it with "
             "troupe_add_module()");
  BOOST_TEST(failure_of(module("no_function"), ec::malformed) ==
             "no_function.so has no entry point: define the function 'void "
             "troupe_module(troupe::catalog&)' in one of its sources");
}

BOOST_AUTO_TEST_CASE(with_another_stamp_is_refused_before_anything_of_it_is_called) {
  BOOST_TEST(failure_of(module("other_stamp"), ec::incompatible) ==
             "other_stamp.so does not fit this program: it was built with \"troupe 0.0.1; msvc 6; "
             "libfoo 1; caf 0.1.0\", and the program with \"" +
                 modules::own_stamp() + "\"; build it again with this Troupe and this compiler");
}

BOOST_AUTO_TEST_CASE(whose_entry_point_throws_says_what) {
  BOOST_TEST(failure_of(module("throwing"), ec::internal) ==
             "the entry point of throwing.so failed: no licence for this module; mend the module's "
             "function troupe_module");
  BOOST_TEST(failure_of(module("throwing_oddly"), ec::internal) ==
             "the entry point of throwing_oddly.so failed: it threw something that is no "
             "std::exception; mend the module's function troupe_module");
}

BOOST_AUTO_TEST_CASE(offers_no_two_services_of_one_name) {
  BOOST_TEST(failure_of(module("twice"), ec::exists) ==
             "twice.so offers two services named 'listener'; rename one of them");
}

BOOST_AUTO_TEST_CASE(names_its_services_plainly) {
  BOOST_TEST(
      failure_of(module("odd_name"), ec::invalid) ==
      "odd_name.so offers a service named 'a.listener'; use letters, digits, '_' and '-', at "
      "most 64 of them");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_name_of_a_module)

BOOST_AUTO_TEST_CASE(is_itself_or_the_stem_of_its_path) {
  BOOST_TEST(modules::name_of("commerce").value() == "commerce");
  BOOST_TEST(modules::name_of("./lib/commerce.so").value() == "commerce");
  BOOST_TEST(modules::name_of("/opt/my-shop_2.so").value() == "my-shop_2");
  for (const auto* none : {"", "a.b", "a b", "./", "lib/", "/x/.so.1"})
    BOOST_TEST(!modules::name_of(none).has_value(), none);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_places_of_modules)

BOOST_AUTO_TEST_CASE(are_beside_the_program_and_then_on_the_path) {
  const auto all = modules::places("/opt/troupe/bin/troupe", "/a::/b/c:");
  const std::vector<fs::path> expected{"/opt/troupe/lib/troupe", "/a", "/b/c"};
  BOOST_TEST(all == expected, boost::test_tools::per_element());
  BOOST_TEST(modules::places("/x/bin/troupe", "").size() == 1u);
}

BOOST_AUTO_TEST_CASE(are_looked_at_in_order) {
  const support::scratch_folder first;
  const support::scratch_folder second;
  const auto later = second.write("shop.so", "");
  BOOST_TEST(*modules::find("shop", {first.path(), second.path()}) == later);
  const auto earlier = first.write("shop.so", "");
  BOOST_TEST(*modules::find("shop", {first.path(), second.path()}) == earlier);
}

BOOST_AUTO_TEST_CASE(are_told_when_a_module_is_in_none_of_them) {
  const auto found = modules::find("shop", {"/nowhere/a", "/nowhere/b"});
  BOOST_REQUIRE(!found);
  BOOST_TEST(
      found.failure().what ==
      "the module 'shop' is not found, looked for at /nowhere/a/shop.so, /nowhere/b/shop.so; "
      "build it, or add its folder to TROUPE_MODULE_PATH");
}

BOOST_AUTO_TEST_CASE(do_not_matter_to_a_path) {
  BOOST_TEST(*modules::find("./shop.so", {"/nowhere"}) == fs::path("./shop.so"));
}

BOOST_AUTO_TEST_SUITE_END()
