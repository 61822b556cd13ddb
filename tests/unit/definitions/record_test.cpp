// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "definitions/record.hpp"

#include "support/scratch_folder.hpp"
#include "troupe/versions.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace troupe;
using namespace troupe::definitions;

namespace {

struct order_placed {
  static constexpr event_type type{"orders.placed", 2};
  static constexpr upcast upcasts[] = {{1, &as_it_was}};
  std::string order_id;
  std::string country;
  static constexpr auto key = &order_placed::order_id;
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (order_id, country))

struct by_country {
  static constexpr event_type type{"orders.placed", 2};
  static constexpr upcast upcasts[] = {{1, &as_it_was}};
  std::string order_id;
  std::string country;
  static constexpr auto key = &by_country::country;
};
BOOST_DESCRIBE_STRUCT(by_country, (), (order_id, country))

struct shelf {
  int on_hand = 0;
};
BOOST_DESCRIBE_STRUCT(shelf, (), (on_hand))
struct renamed_shelf {
  int in_stock = 0;
};
BOOST_DESCRIBE_STRUCT(renamed_shelf, (), (in_stock))

struct second_shelf {
  static constexpr state_type type{"shop.shelf", 2};
  static constexpr upcast upcasts[] = {{1, &as_it_was}};
  int in_stock = 0;
};
BOOST_DESCRIBE_STRUCT(second_shelf, (), (in_stock))

template <class Event, class State = shelf>
catalog today() {
  catalog all;
  all.events[std::string{Event::type.name}].what = define<Event>();
  all.states.push_back({"shop.stock", json_shape_of<State>(), versions_of_state<State>()});
  return all;
}

struct recorded_folder : support::scratch_folder {
  recorded_folder() {
    for (const auto& each : records_of(today<order_placed>()))
      keep(each.file.string(), boost::json::serialize(json_of(each)));
  }
  void keep(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(file(name).parent_path());
    write(name, text);
  }
};

std::string broken(const record_check& found) {
  std::string text;
  for (const auto& each : found.broken)
    for (const auto& one : each.how)
      text += each.name + ": " + one.path + ": " + one.what + '\n';
  return text;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(recorded_definitions, recorded_folder)

BOOST_AUTO_TEST_CASE(are_read_as_they_were_written) {
  const auto before = read_records(path());
  BOOST_TEST_REQUIRE(static_cast<bool>(before));
  BOOST_TEST_REQUIRE(before->size() == 2u);
  BOOST_TEST((*before)[0].name == "orders.placed");
  BOOST_TEST((*before)[0].version == 2u);
  BOOST_TEST((*before)[0].key == "order_id");
  BOOST_TEST((*before)[1].is_state);
  const auto found = check_records(*before, records_of(today<order_placed>()), compatibility::full);
  BOOST_TEST(broken(found) == "");
  BOOST_TEST(found.unrecorded.empty());
}

BOOST_AUTO_TEST_CASE(are_broken_by_another_key) {
  BOOST_TEST(broken(check_records(*read_records(path()), records_of(today<by_country>()),
                                  compatibility::backward)) ==
             "orders.placed: : its key was 'order_id', and is 'country'\n");
}

BOOST_AUTO_TEST_CASE(are_broken_by_another_key_also_of_a_later_version) {
  const auto broken_by_key = [this](const std::string& before, bool had_both = true) {
    keep("events/orders.placed.1.json",
         R"({"event": "orders.placed", "version": 1, )" + before +
             R"("schema": {"type": "object", "properties": {)" +
             (had_both ? R"("order_id": {"type": "string"}, )" : "") +
             R"("id": {"type": "string"}, "country": {"type": "string"}}}})");
    return broken(check_records(*read_records(path()), records_of(today<order_placed>()),
                                compatibility::backward));
  };
  BOOST_TEST(broken_by_key(R"("key": "order_id", )") == "");
  BOOST_TEST(broken_by_key(R"("key": "id", )", false) == ""); // It is called otherwise now.
  BOOST_TEST(broken_by_key(R"("key": "id", )") ==
             "orders.placed: : its key was 'id', and is 'order_id'\n");
  BOOST_TEST(broken_by_key(R"("key": "country", )") ==
             "orders.placed: : its key was 'country', and is 'order_id'\n");
  BOOST_TEST(broken_by_key("") == "orders.placed: : its key was none, and is 'order_id'\n");
}

BOOST_AUTO_TEST_CASE(are_broken_by_a_member_of_a_state_that_is_renamed) {
  BOOST_TEST(
      broken(check_records(*read_records(path()), records_of(today<order_placed, renamed_shelf>()),
                           compatibility::backward)) ==
      "the state of shop.stock: .on_hand: it is gone, so what was written there would be "
      "lost in silence\n"
      "the state of shop.stock: .in_stock: it is new and has no value in what was written "
      "before\n");
}

BOOST_AUTO_TEST_CASE(are_broken_by_another_name_of_a_state) {
  auto before = records_of(today<order_placed, second_shelf>());
  BOOST_TEST_REQUIRE(before[1].state == "shop.shelf");
  keep(before[1].file.string(), boost::json::serialize(json_of(before[1])));
  BOOST_TEST(broken(check_records(*read_records(path()), before, compatibility::backward)) == "");
  auto after = before;
  after[1].state = "shop.rack";
  BOOST_TEST(broken(check_records(*read_records(path()), after, compatibility::backward)) ==
             "the state of shop.stock: : the state was called 'shop.shelf', and is 'shop.rack'\n");
  after[1].state.clear();
  BOOST_TEST(broken(check_records(*read_records(path()), after, compatibility::backward)) ==
             "the state of shop.stock: : the state was called 'shop.shelf', and is called "
             "nothing\n");
}

BOOST_AUTO_TEST_CASE(are_broken_by_a_lower_version_and_by_what_is_gone) {
  keep("events/orders.placed.3.json",
       R"({"event": "orders.placed", "version": 3, "key": "order_id",
            "schema": {"type": "object", "properties": {}, "required": []}})");
  keep("events/orders.lost.1.json",
       R"({"event": "orders.lost", "version": 1,
            "schema": {"type": "object", "properties": {}, "required": []}})");
  const auto text = broken(check_records(*read_records(path()), records_of(today<order_placed>()),
                                         compatibility::forward));
  BOOST_TEST(text.find("orders.placed: : version 3 is recorded, and it is 2 now") !=
             std::string::npos);
  BOOST_TEST(text.find("orders.lost: : nobody in the deployment knows it any more") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(are_not_broken_where_an_upcast_reads_them) {
  const auto broken_by = [this](const catalog& all) {
    return broken(check_records(*read_records(path()), records_of(all), compatibility::backward));
  };
  BOOST_TEST(broken_by(today<order_placed, second_shelf>()) == "");
  keep("events/orders.placed.1.json",
       R"({"event": "orders.placed", "version": 1, "key": "id",
            "schema": {"type": "object", "properties": {"id": {"type": "string"}}}})");
  BOOST_TEST(broken_by(today<order_placed>()) == "");
  for (const auto how : {compatibility::forward, compatibility::full})
    BOOST_TEST(broken(check_records(*read_records(path()), records_of(today<order_placed>()), how))
                   .find("orders.placed: : version 1 is recorded, and it is 2 now") !=
               std::string::npos);
  keep("events/orders.placed.0.json",
       R"({"event": "orders.placed", "version": 0,
            "schema": {"type": "object", "properties": {}}})");
  BOOST_TEST(broken_by(today<order_placed>()) ==
             "orders.placed: : version 0 is recorded, and no upcast reads it\n");
}

BOOST_AUTO_TEST_CASE(lack_what_is_new) {
  const auto found = check_records({}, records_of(today<order_placed>()), compatibility::backward);
  BOOST_TEST_REQUIRE(found.unrecorded.size() == 2u);
  BOOST_TEST(found.unrecorded[0] == "orders.placed, version 2");
  BOOST_TEST(found.unrecorded[1] == "the state of shop.stock, version 1");
}

BOOST_AUTO_TEST_CASE(that_cannot_be_read_are_named_with_what_to_do) {
  for (const auto* text :
       {"{", "[]", R"({"event": "orders.bad"})",
        R"({"event": "orders.bad", "version": 1, "schema": {"type": "object"}})",
        R"({"event": "orders.bad", "version": 1, "schema": {"type": "strange"}})",
        R"({"event": "orders.bad", "version": 1, "schema": {"$ref": "#/nowhere"}})"}) {
    keep("events/bad.json", text);
    const auto read = read_records(path());
    BOOST_TEST_REQUIRE(!read, text);
    BOOST_TEST(read.failure().where == file("events/bad.json").string());
    BOOST_TEST(read.failure().what.find("put back what was recorded") != std::string::npos);
  }
  BOOST_TEST(read_records(file("none")).failure().what ==
             "there is no such folder; 'troupe catalog record' makes one");
}

BOOST_AUTO_TEST_SUITE_END()
