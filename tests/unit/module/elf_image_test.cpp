// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/elf_image.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include <boost/test/unit_test.hpp>

#include "module/stamp.hpp"

using namespace troupe;

namespace {

std::string bytes_of(const std::string& name) {
  std::ifstream in{std::string{TROUPE_TEST_MODULES} + '/' + name, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

modules::elf_image image_of(const std::string& name) {
  auto read = modules::read_image(bytes_of(name));
  BOOST_REQUIRE_MESSAGE(read, (read ? "" : read.failure().what));
  return *std::move(read);
}

std::string trouble_with(const std::string& bytes) {
  const auto read = modules::read_image(bytes);
  return read ? "" : read.failure().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_image_of_a_library)

BOOST_AUTO_TEST_CASE(says_what_it_was_built_with_before_it_is_loaded) {
  const auto good = image_of("good.so");
  BOOST_TEST(good.has_entry);
  BOOST_TEST(good.stamp.value() == modules::own_stamp());
  BOOST_TEST(image_of("other_stamp.so").stamp.value() ==
             "troupe 0.0.1; msvc 6; libfoo 1; caf 0.1.0");
  const auto foreign = image_of("foreign.so");
  BOOST_TEST(!foreign.has_entry);
  BOOST_TEST(!foreign.stamp.has_value());
}

BOOST_AUTO_TEST_CASE(says_what_it_shows_to_others) {
  BOOST_TEST(image_of("good.so").shown.empty());
  BOOST_TEST(image_of("foreign.so").shown == std::vector<std::string>{"answer"},
             boost::test_tools::per_element());
  const auto shown = image_of("shown.so").shown;
  BOOST_TEST(std::count(shown.begin(), shown.end(), "_Z13troupe_moduleRN6troupe7catalogE") == 1);
}

BOOST_AUTO_TEST_CASE(says_what_all_libraries_of_a_process_would_share) {
  BOOST_TEST(image_of("good.so").unique.empty());
  BOOST_TEST(image_of("version_1/till.so").unique.empty());
#if !defined(__clang__)
  BOOST_TEST(!image_of("unique.so").unique.empty());
#endif
}

BOOST_AUTO_TEST_CASE(says_what_it_needs_and_where_it_looks_for_that) {
  const auto image = image_of("neighbourly.so");
  BOOST_TEST(std::count(image.needed.begin(), image.needed.end(), "libneighbour.so") == 1);
  BOOST_TEST(image.folders == std::vector<std::string>{"$ORIGIN"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(is_told_from_what_is_none) {
  BOOST_TEST(trouble_with("") == "it is no ELF file");
  BOOST_TEST(trouble_with("this is no library, however long it may be; it goes on and on and on, "
                          "so that a header would fit in") == "it is no ELF file");
  auto other = bytes_of("good.so");
  other[18] = '\x7f'; // e_machine
  BOOST_TEST(trouble_with(other) == "it was built for another kind of processor");
  auto object = bytes_of("good.so");
  object[16] = 1; // ET_REL in e_type
  BOOST_TEST(trouble_with(object) == "it is an ELF file of another kind");
}

BOOST_AUTO_TEST_CASE(may_end_anywhere) {
  const auto whole = bytes_of("good.so");
  for (std::size_t size = 0; size < whole.size(); size += 1 + size / 97)
    BOOST_TEST(trouble_with(whole.substr(0, size)) ==
               (size < 64 ? "it is no ELF file"
                          : "it ends before its last section does, as a file that is still being "
                            "written"));
}

BOOST_AUTO_TEST_CASE(may_hold_whatever_a_disk_makes_of_it) {
  const auto whole = bytes_of("good.so");
  for (std::size_t at = 0; at < whole.size(); at += 1 + at / 97)
    for (const char other : {'\0', '\xff'}) {
      auto damaged = whole;
      damaged[at] = other;
      // Whatever it says: it reads nothing that is not there.
      static_cast<void>(modules::read_image(damaged));
    }
}

BOOST_AUTO_TEST_SUITE_END()
