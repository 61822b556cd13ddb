// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/gathered_catalog.hpp"

#include "troupe/module.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;

namespace {

struct sold {
  static constexpr event_type type{"till.sold", 1};
  std::string item;
  std::int64_t amount = 0;
  static constexpr auto key = &sold::item;
};
BOOST_DESCRIBE_STRUCT(sold, (), (item, amount))

namespace in_part {
struct sold {
  static constexpr event_type type{"till.sold", 1};
  std::string item;
  static constexpr auto key = &sold::item;
};
BOOST_DESCRIBE_STRUCT(sold, (), (item))
} // namespace in_part

namespace renamed {
struct sold {
  static constexpr event_type type{"till.sold", 1};
  std::string item;
  std::int64_t price = 0;
  static constexpr auto key = &sold::item;
};
BOOST_DESCRIBE_STRUCT(sold, (), (item, price))
} // namespace renamed

namespace by_another_key {
struct sold {
  static constexpr event_type type{"till.sold", 1};
  std::string item;
  std::int64_t amount = 0;
  static constexpr auto key = &sold::amount;
};
BOOST_DESCRIBE_STRUCT(sold, (), (item, amount))
} // namespace by_another_key

namespace newer {
struct sold {
  static constexpr event_type type{"till.sold", 2};
  static constexpr upcast upcasts[] = {{1, &as_it_was}};
  std::string item;
  std::int64_t price = 0;
  static constexpr auto key = &sold::item;
};
BOOST_DESCRIBE_STRUCT(sold, (), (item, price))
} // namespace newer

template <class Event>
behavior reader(service<>*) {
  return {[](const Event&) {}};
}
behavior writer(service<>*) {
  return {[](const in_part::sold&) {}};
}

/// What is said of a till that writes sales, and of these who read them.
std::vector<conflict> conflicts_with(const std::vector<std::string>& readers,
                                     const std::vector<std::string>& silenced = {}) {
  catalog services;
  services.service("till", writer, publishes<sold>);
  services.service("same", reader<sold>, publishes<>);
  services.service("in_part", reader<in_part::sold>, publishes<>);
  services.service("renamed", reader<renamed::sold>, publishes<>);
  services.service("by_another_key", reader<by_another_key::sold>, publishes<>);
  services.service("newer", reader<newer::sold>, publishes<>);
  deploy::module_offers offers{{}};
  offers.add("shop", services);
  deploy::deployment shop;
  for (const auto& id : readers) {
    deploy::service made;
    made.id = id;
    made.offer = "shop." + id;
    shop.tree.children.push_back({made});
  }
  deploy::silenced_warnings quiet;
  for (const auto& each : silenced)
    quiet.conflicts.push_back(*pattern::parse(each));
  return conflicts_of(shop, offers, quiet);
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_children_of_a_deployment)

BOOST_AUTO_TEST_CASE(agree_where_a_reader_knows_all_or_a_part_of_what_is_written) {
  BOOST_TEST(conflicts_with({"till", "same", "in_part"}).empty());
}

BOOST_AUTO_TEST_CASE(contradict_each_other_where_one_would_read_what_another_writes_wrongly) {
  const auto found = conflicts_with({"till", "same", "renamed"});
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].in_one_version);
  BOOST_TEST(found[0].child == "renamed");
  BOOST_TEST(found[0].what ==
             "till.sold: 'renamed' would not read what 'till' writes in version 1: .price");
  BOOST_TEST(remedy_of(found[0]) == "build their modules with one definition of it, or say check: "
                                    "{conflicts: [\"till.sold\"]}");
}

BOOST_AUTO_TEST_CASE(contradict_each_other_where_they_order_by_different_keys) {
  const auto found = conflicts_with({"by_another_key", "till"});
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].what == "till.sold: 'by_another_key' would not read what 'till' writes in "
                              "version 1: the key");
}

BOOST_AUTO_TEST_CASE(contradict_each_other_also_where_all_comes_from_outside) {
  const auto found = conflicts_with({"same", "renamed"});
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].child == "renamed");
}

BOOST_AUTO_TEST_CASE(may_know_different_versions_and_are_told_who_would_pause) {
  const auto found = conflicts_with({"till", "newer"});
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST(!found[0].in_one_version);
  BOOST_TEST(found[0].child == "till");
  BOOST_TEST(found[0].what == "till.sold: 'newer' knows it in version 2 and 'till' in version 1, "
                              "and a subscription pauses at one that is newer than it knows");
}

BOOST_AUTO_TEST_CASE(are_let_be_where_that_is_meant) {
  BOOST_TEST(conflicts_with({"till", "renamed", "newer"}, {"till.*"}).empty());
  BOOST_TEST(conflicts_with({"till", "renamed", "newer"}, {"other.sold"}).size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
