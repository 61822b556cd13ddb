// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/generation.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;

namespace {

const time_point noon{std::chrono::seconds{1'800'000'000}};
const generation shop{
    3, "/shop.yaml", {"a=b"}, "troupe: 1\n", {"loyalty"}, noon, {{"commerce", "0123456789ab"}}};

bool is_same(const generation& a, const generation& b) {
  return a.number == b.number && a.file == b.file && a.sets == b.sets && a.text == b.text &&
         a.adding == b.adding && a.committed == b.committed && a.modules == b.modules;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_generation)

BOOST_AUTO_TEST_CASE(is_kept_beside_the_journal_and_for_nobody_else) {
  const support::scratch_folder folder;
  const auto journal = folder.file("shop.db");
  BOOST_TEST(!read_generation(journal)->has_value());
  BOOST_REQUIRE(write_generation(journal, shop));
  const auto read = read_generation(journal);
  BOOST_REQUIRE(read);
  BOOST_TEST(is_same(**read, shop));
  namespace fs = std::filesystem;
  BOOST_TEST((fs::status(generation_file(journal)).permissions() ==
              (fs::perms::owner_read | fs::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(is_whole_or_the_one_before) {
  const support::scratch_folder folder;
  const auto journal = folder.file("shop.db");
  BOOST_REQUIRE(write_generation(journal, shop));
  folder.write("shop.db.deployment.part", "half of a gen");
  BOOST_TEST(is_same(**read_generation(journal), shop));
  auto next = shop;
  next.number = 4;
  BOOST_REQUIRE(write_generation(journal, next));
  BOOST_TEST((*read_generation(journal))->number == 4u);
}

BOOST_AUTO_TEST_CASE(that_is_damaged_is_an_error_that_says_what_to_do) {
  const support::scratch_folder folder;
  folder.write("shop.db.deployment", "{]");
  const auto read = read_generation(folder.file("shop.db"));
  BOOST_REQUIRE(!read);
  BOOST_TEST((read.failure().code == ec::damaged));
  BOOST_TEST(read.failure().what.find("take the file away") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(that_cannot_be_written_is_an_error) {
  const auto written = write_generation("/nowhere/shop.db", shop);
  BOOST_REQUIRE(!written);
  BOOST_TEST((written.failure().code == ec::io));
}

BOOST_AUTO_TEST_CASE(is_counted_where_it_says_something_else) {
  BOOST_TEST(number_after(std::nullopt, shop) == 1u);
  BOOST_TEST(number_after(shop, shop) == 3u);
  auto next = shop;
  next.text += "name: shop\n";
  BOOST_TEST(number_after(shop, next) == 4u);
  next = shop;
  next.sets.clear();
  BOOST_TEST(number_after(shop, next) == 4u);
  next = shop;
  next.modules[0].digest = "cdef01234567";
  BOOST_TEST(number_after(shop, next) == 4u);
}

BOOST_AUTO_TEST_CASE(of_before_modules_were_written_down_has_none) {
  const support::scratch_folder folder;
  folder.write("shop.db.deployment", R"({"number":3,"file":"/shop.yaml","sets":[],"text":""})");
  const auto read = read_generation(folder.file("shop.db"));
  BOOST_REQUIRE((read && *read));
  BOOST_TEST((*read)->modules.empty());
}

BOOST_AUTO_TEST_CASE(knows_the_modules_whose_services_run) {
  const auto service = [](std::string id, std::string offer, std::string digest) {
    deploy::service made;
    made.id = std::move(id);
    made.offer = std::move(offer);
    made.module_digest = std::move(digest);
    return deploy::child{made};
  };
  deploy::deployment what;
  deploy::supervisor below;
  below.children = {service("b", "shop.desk", "1"), service("c", "shop.till", "1")};
  what.tree.children = {service("a", "mail.sender", "2"), {below}, service("d", "linked.in", "")};
  const auto all = modules_of(what);
  BOOST_TEST((all == std::vector<module_digest>{{"mail", "2"}, {"shop", "1"}}));

  const auto asked = generation_asked("/shop.yaml", {"a=b"}, "troupe: 1\n", what);
  BOOST_TEST(is_same(asked, {0, "/shop.yaml", {"a=b"}, "troupe: 1\n", {}, {}, all}));

  put_digests({{"shop", "3"}, {"gone", "4"}}, what);
  BOOST_TEST((modules_of(what) == std::vector<module_digest>{{"mail", "2"}, {"shop", "3"}}));
}

BOOST_AUTO_TEST_CASE(tells_which_modules_are_others_than_ran_last) {
  auto next = shop;
  BOOST_TEST(replaced_modules(std::nullopt, next).empty());
  BOOST_TEST(replaced_modules(shop, next).empty());
  next.modules = {{"commerce", "cdef01234567"}, {"mail", "1"}};
  BOOST_TEST(replaced_modules(shop, next) ==
                 std::vector<std::string>{"the module commerce is another than ran last: "
                                          "0123456789ab -> cdef01234567"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(runs_since_it_was_committed_and_not_since_its_last_start) {
  const auto later = noon + std::chrono::hours{1};
  BOOST_TEST((committed_after(std::nullopt, shop, later) == later));
  BOOST_TEST((committed_after(shop, shop, later) == noon));
  auto next = shop;
  next.number = 4;
  BOOST_TEST((committed_after(shop, next, later) == later));
  auto old = shop;
  old.committed.reset(); // as older versions of Troupe wrote it
  BOOST_TEST((committed_after(old, shop, later) == later));
}

BOOST_AUTO_TEST_SUITE_END()
