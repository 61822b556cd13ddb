// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "troupe/versions.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace troupe;

namespace {

void customer_is_called_buyer(boost::json::object& was) {
  was["buyer"] = was["customer"];
  was.erase("customer");
}
void buyer_is_an_object(boost::json::object& was) {
  was["buyer"] = boost::json::object{{"name", was["buyer"]}};
}
void cannot(boost::json::object&) {
  throw std::runtime_error("there is no way");
}

struct person {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(person, (), (name))

struct order_placed {
  static constexpr event_type type{"orders.placed", 3};
  static constexpr upcast upcasts[] = {{1, &customer_is_called_buyer}, {2, &buyer_is_an_object}};
  person buyer;
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (buyer))

struct order_shipped {
  static constexpr event_type type{"orders.shipped", 4};
  static constexpr upcast upcasts[] = {{2, &cannot}, {3, &as_it_was}};
  std::string order_id;
};
BOOST_DESCRIBE_STRUCT(order_shipped, (), (order_id))

struct order_lost {
  static constexpr event_type type{"orders.lost", 2};
  static constexpr upcast upcasts[] = {{1, nullptr}};
  std::string order_id;
};
BOOST_DESCRIBE_STRUCT(order_lost, (), (order_id))

struct shelf {
  std::int64_t on_hand = 0;
};
BOOST_DESCRIBE_STRUCT(shelf, (), (on_hand))

namespace second {

// [doc:upcast]
void on_hand_is_called_in_stock(boost::json::object& was) {
  was["in_stock"] = was["on_hand"];
  was.erase("on_hand");
}

struct shelf {
  static constexpr troupe::state_type type{"shop.shelf", 2};
  static constexpr troupe::upcast upcasts[] = {{1, &on_hand_is_called_in_stock}};
  std::int64_t in_stock = 0;
};
BOOST_DESCRIBE_STRUCT(shelf, (), (in_stock))
// [doc:end]

} // namespace second

using second_shelf = second::shelf;

struct third_shelf {
  static constexpr state_type type{"shop.shelf", 3};
  static constexpr upcast upcasts[] = {{2, &as_it_was}};
  std::int64_t in_stock = 0;
};
BOOST_DESCRIBE_STRUCT(third_shelf, (), (in_stock))

struct empty_till {
  static constexpr state_type type{"shop.till", 1};
};
BOOST_DESCRIBE_STRUCT(empty_till, (), ())

template <class State>
std::string written(const State& x) {
  std::string text;
  write_state(text, x);
  return text;
}

template <class Result>
void check_misfit(const Result& read, const std::string& what) {
  BOOST_TEST_REQUIRE(!read);
  BOOST_TEST((read.failure().code == ec::incompatible));
  BOOST_TEST(read.failure().what == what);
}

} // namespace

BOOST_AUTO_TEST_SUITE(an_event_of_an_older_version)

BOOST_AUTO_TEST_CASE(is_read_through_all_upcasts_from_its_version_on) {
  BOOST_TEST(read_event<order_placed>(R"({"customer":"ann"})", 1)->buyer.name == "ann");
  BOOST_TEST(read_event<order_placed>(R"({"buyer":"ann"})", 2)->buyer.name == "ann");
  BOOST_TEST(read_event<order_placed>(R"({"buyer":{"name":"ann"}})", 3)->buyer.name == "ann");
  BOOST_TEST(read_event<order_shipped>(R"({"order_id":"1"})", 3)->order_id == "1");
}

BOOST_AUTO_TEST_CASE(is_refused_where_no_upcast_reads_it) {
  check_misfit(read_event<order_placed>("{}", 4),
               "version 4 of orders.placed was written, and this module knows version 3; build it "
               "with the newer definition");
  check_misfit(read_event<order_shipped>("{}", 1),
               "version 1 of orders.shipped was written, and this module reads from version 2 on; "
               "give its struct the upcast from the older one");
  check_misfit(read_event<order_shipped>("{}", 2),
               "the upcast from version 2 of orders.shipped failed: there is no way; mend it in "
               "its module");
  check_misfit(read_event<order_lost>("{}", 1),
               "the upcast from version 1 of orders.lost does nothing; give it a function in its "
               "module");
}

BOOST_AUTO_TEST_CASE(that_is_no_json_is_malformed_as_ever) {
  BOOST_TEST((read_event<order_placed>("{", 1).failure().code == ec::malformed));
  BOOST_TEST((read_event<order_placed>("[]", 1).failure().code == ec::malformed));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_kept_state)

BOOST_AUTO_TEST_CASE(holds_its_version_once_it_has_a_name) {
  BOOST_TEST(written(shelf{3}) == R"({"on_hand":3})");
  BOOST_TEST(written(second_shelf{3}) == R"({"$state":"shop.shelf","$version":2,"in_stock":3})");
  BOOST_TEST(written(empty_till{}) == R"({"$state":"shop.till","$version":1})");
  BOOST_TEST(read_state<second_shelf>(written(second_shelf{3}))->in_stock == 3);
  BOOST_TEST(bool(read_state<empty_till>(written(empty_till{}))));
}

BOOST_AUTO_TEST_CASE(of_before_it_had_a_name_is_version_1) {
  BOOST_TEST(read_state<second_shelf>(written(shelf{3}))->in_stock == 3);
}

BOOST_AUTO_TEST_CASE(with_a_member_that_its_struct_has_not_is_refused) {
  const auto read = read_state<shelf>(R"({"in_stock":3})");
  BOOST_TEST_REQUIRE(!read);
  BOOST_TEST((read.failure().code == ec::incompatible));
  BOOST_TEST(read.failure().what.find(".in_stock") != std::string::npos, read.failure().what);
  BOOST_TEST(read.failure().what.find("needs a version and an upcast") != std::string::npos);
  BOOST_TEST((read_state<shelf>(written(second_shelf{3})).failure().code == ec::incompatible));
}

BOOST_AUTO_TEST_CASE(that_is_newer_or_older_or_anothers_is_refused) {
  check_misfit(read_state<second_shelf>(written(third_shelf{3})),
               "version 3 of shop.shelf was written, and this module knows version 2; build it "
               "with the newer definition");
  check_misfit(read_state<third_shelf>(written(shelf{3})),
               "version 1 of shop.shelf was written, and this module reads from version 2 on; give "
               "its struct the upcast from the older one");
  check_misfit(read_state<empty_till>(written(second_shelf{3})),
               "it is the state \"shop.shelf\", and this service keeps \"shop.till\"");
}

BOOST_AUTO_TEST_CASE(that_is_damaged_is_refused_and_not_taken_for_empty) {
  for (const auto* text : {"{", "[]", "3", R"({"$state":3})", R"({"$version":"2"})"})
    BOOST_TEST((read_state<second_shelf>(text).failure().code == ec::incompatible), text);
}

BOOST_AUTO_TEST_SUITE_END()
