// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/private_copy.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <unistd.h>

#include "support/scratch_folder.hpp"

using troupe::modules::private_copy;
namespace fs = std::filesystem;

namespace {

std::string bytes_at(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_private_copy)

BOOST_AUTO_TEST_CASE(is_in_memory_under_a_path_of_its_own) {
  std::optional first{private_copy::of("one", "a.so")};
  BOOST_REQUIRE(first->has_value());
  const auto path = (*first)->path();
  BOOST_TEST(path.string().find("/proc/" + std::to_string(::getpid()) + "/fd/") == 0u);
  first.reset();
  BOOST_TEST(bytes_at(path) == "one");
  const auto second = private_copy::of("two", "a.so");
  BOOST_REQUIRE(second);
  BOOST_TEST(second->path() != path);
  BOOST_TEST(bytes_at(second->path()) == "two");
}

BOOST_AUTO_TEST_CASE(in_memory_is_changed_by_nobody) {
  const auto made = private_copy::in_memory("one", "a.so");
  BOOST_REQUIRE(made);
  BOOST_TEST(::truncate(made->path().c_str(), 0) != 0);
  const int file = ::open(made->path().c_str(), O_RDWR | O_CLOEXEC);
  BOOST_TEST(::pwrite(file, "two", 3, 0) < 0);
  ::close(file);
  BOOST_TEST(bytes_at(made->path()) == "one");
}

BOOST_AUTO_TEST_CASE(in_a_folder_is_this_users_alone_and_goes) {
  const troupe::support::scratch_folder here;
  std::optional made{private_copy::in_folder("one", "a.so", here.path())};
  BOOST_REQUIRE(made->has_value());
  const auto path = (*made)->path();
  BOOST_TEST(path.filename() == "a.so");
  BOOST_TEST(bytes_at(path) == "one");
  BOOST_TEST((fs::status(path.parent_path()).permissions() == fs::perms::owner_all));
  made.reset();
  BOOST_TEST(!fs::exists(path.parent_path()));
  BOOST_TEST(fs::is_empty(here.path()));
}

BOOST_AUTO_TEST_CASE(says_where_it_could_not_be_made) {
  const auto made = private_copy::in_folder("one", "a.so", "/nowhere");
  BOOST_REQUIRE(!made);
  BOOST_TEST(made.failure().what == "/nowhere: No such file or directory");
}

BOOST_AUTO_TEST_SUITE_END()
