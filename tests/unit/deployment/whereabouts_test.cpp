// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/whereabouts.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace troupe::deploy;

namespace {

std::optional<std::string> one_variable(const std::string& name) {
  return name == "STAGE" ? std::optional<std::string>{"test"} : std::nullopt;
}

std::string found_in(const std::string& text, const std::vector<override_value>& overrides = {}) {
  const auto found = find_whereabouts(text, overrides, one_variable);
  return found.name + " at " + found.journal;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_whereabouts_of_a_deployment)

BOOST_AUTO_TEST_CASE(are_its_name_and_its_journal) {
  BOOST_TEST(found_in("troupe: 1\nname: shop\njournal: {path: var/shop.db}\n") ==
             "shop at var/shop.db");
  BOOST_TEST(found_in("name: shop\ntree: {}\n") == "shop at var/troupe.db");
  BOOST_TEST(found_in("name: shop\njournal: {sync: normal}\n") == "shop at var/troupe.db");
  BOOST_TEST(found_in("name: shop\njournal:\n") == "shop at var/troupe.db");
}

BOOST_AUTO_TEST_CASE(are_found_whatever_else_is_wrong) {
  BOOST_TEST(found_in("name: shop\njournal: {path: a.db, synk: full}\ntreee: 7\ntree: [1\n , 2]\n"
                      "limits: {payload: !x ${env:NOT_SET}}\n") == "shop at a.db");
  BOOST_TEST(found_in("name: 5\njournal: {path: a.db}\n") == " at a.db");
}

BOOST_AUTO_TEST_CASE(are_found_in_a_text_that_is_no_yaml) {
  const std::string broken = "tree: {children: [\n  {id: a\n";
  BOOST_TEST(found_in("name: shop # ours\njournal:\n  # here\n  path: a.db\n\n  sync: full\n" +
                      broken) == "shop at a.db");
  BOOST_TEST(found_in(broken + "name: shop\njournal: {path: a.db}\n") == "shop at a.db");
  BOOST_TEST(found_in("name: [shop\njournal: {path: a.db}\n") == " at a.db");
  BOOST_TEST(found_in("") == " at ");
}

BOOST_AUTO_TEST_CASE(are_not_guessed) {
  // A default counts only where nothing can be overlooked.
  BOOST_TEST(found_in("name: shop\njournl: {path: a.db}\n") == "shop at ");
  BOOST_TEST(found_in("name: shop\njournal: {pth: a.db}\n") == "shop at ");
  BOOST_TEST(found_in("name: shop\njournal: [\n") == "shop at ");
  BOOST_TEST(found_in("tree: [\njournal: {path: a.db}\njournal: {path: b.db}\n") == " at ");
  BOOST_TEST(found_in("name: shop\njournal: {path: a.db}\njournal: {path: b.db}\n") == "shop at ");
  BOOST_TEST(found_in("name: shop\njournal: {path: a.db, path: b.db}\n") == "shop at ");
  BOOST_TEST(found_in("name: shop\njournal: {path: a.db}\n---\njournal: {path: b.db}\n") ==
             "shop at ");
  BOOST_TEST(found_in("name: shop\njournal: {path: '${env:NOT_SET}.db'}\n") == "shop at ");
  BOOST_TEST(found_in("- name: shop\n") == " at ");
}

BOOST_AUTO_TEST_CASE(may_be_filled_in_and_set_beside_the_file) {
  BOOST_TEST(found_in("name: shop\njournal: {path: '${env:STAGE}.db'}\n") == "shop at test.db");
  BOOST_TEST(found_in("name: shop\njournal: {path: '${env:NOT_SET:-a}.db'}\n") == "shop at a.db");
  BOOST_TEST(found_in("name: shop\njournal: [\n", {{"journal.path", "b.db"}, {"adder.x", "1"}}) ==
             "shop at b.db");
  BOOST_TEST(found_in("", {{"journal.path", "b.db"}}) == " at b.db");
}

BOOST_AUTO_TEST_SUITE_END()
