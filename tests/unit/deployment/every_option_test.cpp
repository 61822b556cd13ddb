// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <boost/test/unit_test.hpp>

#include "deployment/document.hpp"
#include "deployment/keys.hpp"
#include "deployment/read.hpp"
#include "shop_offers.hpp"

using namespace troupe::deploy;

namespace {

namespace fs = std::filesystem;

std::string shipped() {
  const auto path = fs::path(TROUPE_TEST_DIR) / "../config/troupe.yaml";
  std::ifstream in(path);
  BOOST_REQUIRE(in.is_open());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The text without each '#' that stands right before a key.
std::string uncommented(const std::string& text) {
  static const std::regex option("^( *)#([a-z_]+:.*)$");
  std::istringstream in(text);
  std::string result;
  for (std::string line; std::getline(in, line);)
    result += std::regex_replace(line, option, "$1$2") + "\n";
  return result;
}

deployment read(const std::string& text) {
  auto known = shop::offers();
  const auto x = read_deployment(
      "troupe.yaml", text, {}, [](const auto&) { return std::nullopt; }, known);
  for (const auto& y : x.complaints)
    BOOST_ERROR(to_string(y));
  BOOST_REQUIRE(x);
  return *x.value;
}

node parsed(const std::string& text) {
  complaints found;
  auto root = load_document(text, found);
  BOOST_REQUIRE(root.has_value());
  BOOST_REQUIRE(found.empty());
  return *root;
}

const node& at(const node& map, const char* key) {
  const auto* found = map.find(key);
  BOOST_REQUIRE_MESSAGE(found, key);
  return found->value;
}

/// Each key set with its place in the file.
std::vector<std::pair<const key_set*, const node*>> sections(const node& root) {
  const auto& children = at(at(root, "tree"), "children");
  const auto& orders = children.items.at(0);
  return {{&keys::root, &root},
          {&keys::journal, &at(root, "journal")},
          {&keys::duplicates, &at(at(root, "journal"), "duplicates")},
          {&keys::journal_retention, &at(at(root, "journal"), "retain")},
          {&keys::orphans, &at(at(at(root, "journal"), "retain"), "orphans")},
          {&keys::defaults, &at(root, "defaults")},
          {&keys::retry, &at(at(root, "defaults"), "retry")},
          {&keys::failure_class, &at(at(at(root, "defaults"), "retry"), "crash")},
          {&keys::backoff, &at(at(root, "defaults"), "backoff")},
          {&keys::breaker, &root}, // Its keys have no place: there is none by default.
          {&keys::tree, &at(root, "tree")},
          {&keys::service, &orders},
          {&keys::retry, &at(orders, "retry")},
          {&keys::backoff, &at(orders, "backoff")},
          {&keys::supervisor, &children.items.at(1)},
          {&keys::backoff, &at(children.items.at(1), "backoff")},
          {&keys::topic, &at(root, "topics").members.at(0).value},
          {&keys::limits, &at(root, "limits")},
          {&keys::dead_letters, &at(root, "dead_letters")},
          {&keys::letter_retention, &at(at(root, "dead_letters"), "retain")},
          {&keys::guard, &at(root, "guard")},
          {&keys::check, &at(root, "check")},
          {&keys::backoff, &at(at(root, "guard"), "backoff")}};
}

void collect_leaves(const node& x, const std::string& key, std::set<std::string>& to) {
  if (x.is_scalar())
    to.insert(key);
  for (const auto& item : x.items)
    collect_leaves(item, key, to);
  for (const auto& m : x.members)
    collect_leaves(m.value, m.key, to);
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_file_of_every_option)

BOOST_AUTO_TEST_CASE(shows_every_key_that_may_be_written) {
  const auto text = shipped();
  const auto root = parsed(uncommented(text));
  for (const auto& [known, map] : sections(root))
    for (const auto& x : known->keys) {
      const std::string name(x.name);
      if (x.kind == key_kinds::optional || x.kind == key_kinds::required)
        BOOST_TEST(map->find(name), known->of << " has " << name);
      else if (x.kind == key_kinds::no_default)
        BOOST_TEST(text.find("# " + name + ": ") != std::string::npos, name);
    }
}

BOOST_AUTO_TEST_CASE(says_nothing_but_what_has_no_default) {
  std::set<std::string> said;
  collect_leaves(parsed(shipped()), "", said);
  // And what this file must say of `check`, for it has not all services of its module.
  const std::set<std::string> needed{"troupe",    "modules", "id",       "service",
                                     "unhandled", "unfed",   "unmatched"};
  BOOST_TEST(said == needed, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(shows_the_defaults_that_are_built_in) {
  const auto as_it_stands = read(shipped());
  const auto with_all_options = read(uncommented(shipped()));
  BOOST_TEST((as_it_stands == with_all_options));
  BOOST_TEST((as_it_stands.tree == with_all_options.tree));
  BOOST_TEST((as_it_stands.limits == with_all_options.limits));
  BOOST_TEST((as_it_stands.journal == with_all_options.journal));
  BOOST_TEST((as_it_stands.limits == limits{}));
  BOOST_TEST((as_it_stands.journal == journal{}));
  BOOST_TEST((as_it_stands.defaults == defaults{}));
  BOOST_TEST((as_it_stands.dead_letters == dead_letters{}));
}

BOOST_AUTO_TEST_CASE(shows_what_a_breaker_has_that_says_nothing) {
  static const std::regex option(
      "^  # (failures|share|minimum|window|pause|factor|max): +([^ ]+) .*$");
  std::istringstream in(shipped());
  std::string said;
  std::size_t count = 0;
  bool begun = false;
  for (std::string line; std::getline(in, line);) {
    begun = begun || line.find("# A circuit breaker") != std::string::npos;
    std::smatch found;
    if (begun && count < keys::breaker.keys.size() && std::regex_match(line, found, option)) {
      said += (count++ > 0 ? ", " : "") + found[1].str() + ": " + found[2].str();
    }
  }
  BOOST_TEST(count == keys::breaker.keys.size());
  const auto x = read("troupe: 1\nmodules: [commerce]\ndefaults: {breaker: {" + said +
                      "}}\ntree: {children: [{id: orders, service: commerce.orders}]}\n");
  BOOST_TEST((x.defaults.breaker == troupe::breaker_policy{}));
}

BOOST_AUTO_TEST_SUITE_END()
