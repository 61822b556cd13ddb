// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/tree_change.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;

namespace {

using paths = std::vector<std::string>;

deploy::child child_of(const std::string& id, int instances = 1) {
  deploy::service made;
  made.id = id;
  made.instances = instances;
  return {made};
}

deploy::child below(const std::string& id, std::vector<deploy::child> children,
                    int intensity = 10) {
  deploy::supervisor made;
  made.id = id;
  made.intensity = intensity;
  made.children = std::move(children);
  return {made};
}

deploy::deployment shop(std::vector<deploy::child> children, int intensity = 10) {
  deploy::deployment made;
  made.name = "shop";
  made.tree.children = std::move(children);
  made.tree.intensity = intensity;
  return made;
}

const auto before =
    shop({child_of("a"), below("box", {child_of("b"), child_of("c")}), child_of("d")});

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(paths)

BOOST_AUTO_TEST_SUITE(the_change_of_a_tree)

BOOST_AUTO_TEST_CASE(is_nothing_between_the_same) {
  BOOST_TEST((change_tree(before, before, {}) == tree_change{}));
}

BOOST_AUTO_TEST_CASE(stops_as_a_tree_stops_and_starts_as_one_starts) {
  auto after = before;
  const auto made = change_tree(before, after, {"a", "c", "d"});
  BOOST_TEST(made.stops == (paths{"shop/d", "shop/box/c", "shop/a"}));
  BOOST_TEST(made.starts == (paths{"shop/a", "shop/box/c", "shop/d"}));
}

BOOST_AUTO_TEST_CASE(gives_other_specs_to_all_above_what_changes) {
  const auto after =
      shop({child_of("a"), below("box", {child_of("b"), child_of("c"), child_of("new")}),
            child_of("d")});
  const auto made = change_tree(before, after, {"new"});
  BOOST_TEST(made.stops == paths{});
  BOOST_TEST(made.replaces == (paths{"shop", "shop/box"}));
  BOOST_TEST(made.starts == (paths{"shop/box/new"}));
}

BOOST_AUTO_TEST_CASE(takes_a_supervisor_that_comes_or_goes_as_a_whole) {
  const auto after =
      shop({child_of("a"), below("cart", {child_of("b"), child_of("c")}), child_of("d")});
  const auto made = change_tree(before, after, {"b", "c"});
  BOOST_TEST(made.stops == (paths{"shop/box"}));
  BOOST_TEST(made.replaces == (paths{"shop"}));
  BOOST_TEST(made.starts == (paths{"shop/cart"}));
}

BOOST_AUTO_TEST_CASE(is_undone_by_the_change_in_the_other_direction) {
  const auto after = shop({below("cart", {child_of("b")}), child_of("d"), child_of("e")});
  const std::set<std::string> replaced{"a", "b", "c", "e"};
  const auto forth = change_tree(before, after, replaced);
  const auto back = change_tree(after, before, replaced);
  BOOST_TEST(forth.stops == (paths{"shop/box", "shop/a"}));
  BOOST_TEST(forth.starts == (paths{"shop/cart", "shop/e"}));
  BOOST_TEST(back.stops == (paths{"shop/e", "shop/cart"}));
  BOOST_TEST(back.starts == (paths{"shop/a", "shop/box"}));
}

BOOST_AUTO_TEST_CASE(reaches_the_supervisor_of_instances_where_its_limits_are_another_ones) {
  const auto from = shop({child_of("many", 4), child_of("one")});
  const auto made = change_tree(from, shop({child_of("many", 4), child_of("one")}, 20), {});
  BOOST_TEST(made.replaces == (paths{"shop", "shop/many"}));
  const auto other =
      change_tree(from, shop({child_of("many", 4), child_of("new")}), {"one", "new"});
  BOOST_TEST(other.replaces == (paths{"shop"}));
}

BOOST_AUTO_TEST_CASE(takes_paths_apart) {
  BOOST_TEST(path_above("shop/box/b") == "shop/box");
  BOOST_TEST(id_in("shop/box/b") == "b");
}

BOOST_AUTO_TEST_SUITE_END()
