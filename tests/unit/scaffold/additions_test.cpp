// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "scaffold/additions.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::scaffold;

BOOST_AUTO_TEST_SUITE(what_is_added_to_a_module)

BOOST_AUTO_TEST_CASE(goes_to_the_one_that_is_built) {
  BOOST_TEST(module_of("project(x)\ntroupe_add_module(shop SOURCES a.cpp)\n").value() == "shop");
  BOOST_TEST(module_of("troupe_add_module (\n  shop\n  SOURCES a.cpp)").value() == "shop");
  BOOST_TEST(module_of("# troupe_add_module(was)\ntroupe_add_module(is SOURCES a.cpp)").value() ==
             "is");
  BOOST_TEST(!module_of("").has_value());
  BOOST_TEST(!module_of("troupe_add_module(${name} SOURCES a.cpp)").has_value());
  BOOST_TEST(!module_of("troupe_add_module(a SOURCES a)\ntroupe_add_module(b SOURCES b)"));
}

BOOST_AUTO_TEST_CASE(names_the_struct_that_a_header_has_for_a_topic) {
  constexpr auto header = R"(struct placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
};
struct shipped : x {};
struct paid {
  static constexpr troupe::event_type type{"orders.paid", 2};
};
)";
  BOOST_TEST(struct_of_event(header, "orders.placed").value() == "placed");
  BOOST_TEST(struct_of_event(header, "orders.paid").value() == "paid");
  BOOST_TEST(!struct_of_event(header, "orders.pa").has_value());
  BOOST_TEST(!struct_of_event("type{\"orders.placed\"", "orders.placed").has_value());
}

BOOST_AUTO_TEST_CASE(takes_no_name_that_a_header_has) {
  constexpr auto header = R"(
struct standing {
  int accepted = 0;
};
struct until_then final : when {};
enum class colours { red };
using money = int;
struct not_here;
troupe::behavior desk(troupe::service<standing>* self);
)";
  for (const auto* each : {"standing", "until_then", "colours", "money", "desk"})
    BOOST_TEST(defines(header, each), each);
  for (const auto* each : {"accepted", "stand", "standings", "when", "red", "self", "not_here"})
    BOOST_TEST(!defines(header, each), each);
}

BOOST_AUTO_TEST_CASE(knows_what_services_say_that_they_publish) {
  constexpr auto offers = R"(
  offers.service("desk", desk, troupe::publishes<accepted, shop::refused>);
  offers.service("till", till, troupe::publishes<>);
)";
  BOOST_TEST(publishes(offers, "accepted"));
  BOOST_TEST(publishes(offers, "refused"));
  for (const auto* each : {"accept", "use", "till", "desk"})
    BOOST_TEST(!publishes(offers, each), each);
}

BOOST_AUTO_TEST_CASE(knows_which_topics_stand_in_a_list) {
  constexpr auto yaml = R"(
name: shop.name
unfed: [shop.asked, shop.told]
more:
  - shop.heard # from outside
  # - shop.seen
)";
  for (const auto* each : {"shop.asked", "shop.told", "shop.heard"})
    BOOST_TEST(lists(yaml, each), each);
  for (const auto* each : {"shop.name", "shop.tol", "hop.told", "shop.seen"})
    BOOST_TEST(!lists(yaml, each), each);
}

BOOST_AUTO_TEST_CASE(takes_an_item_out_of_its_list) {
  constexpr auto yaml = R"(check:
  unfed:
    - a.b
  unhandled: # they are for others
    - a.b
    - a.c # why
    # a remark
  cycles: [a.b]
)";
  const auto one = without_item(yaml, "unhandled", "a.c").value();
  BOOST_TEST(one == R"(check:
  unfed:
    - a.b
  unhandled: # they are for others
    - a.b
    # a remark
  cycles: [a.b]
)");
  BOOST_TEST(without_item(one, "unhandled", "a.b").value() == R"(check:
  unfed:
    - a.b
    # a remark
  cycles: [a.b]
)");
  BOOST_TEST(!without_item(yaml, "unhandled", "a.d").has_value());
  BOOST_TEST(!without_item(yaml, "cycles", "a.b").has_value());
  BOOST_TEST(!without_item(yaml, "unmatched", "a.b").has_value());
}

BOOST_AUTO_TEST_CASE(stands_above_its_mark_and_as_far_in) {
  BOOST_TEST(with_line_above("{\n  a();\n  // mark\n}\n", "mark", "b();").value() ==
             "{\n  a();\n  b();\n  // mark\n}\n");
  BOOST_TEST(with_line_above("# mark", "mark", "- b").value() == "- b\n# mark");
  BOOST_TEST(with_line_above("a\r\n# mark\r\n", "mark", "b").value() == "a\r\nb\n# mark\r\n");
}

BOOST_AUTO_TEST_CASE(stands_nowhere_where_there_is_not_one_mark) {
  BOOST_TEST(!with_line_above("", "mark", "b").has_value());
  BOOST_TEST(!with_line_above("a\nmark of another\n", "mark", "b").has_value());
  BOOST_TEST(!with_line_above("mark\nmark\n", "mark", "b").has_value());
}

BOOST_AUTO_TEST_CASE(is_included_in_order_and_once) {
  constexpr auto before = "#include \"a.hpp\"\n#include \"c.hpp\"\n\n#include <string>\n";
  BOOST_TEST(with_include(before, "b.hpp") ==
             "#include \"a.hpp\"\n#include \"b.hpp\"\n#include \"c.hpp\"\n\n#include <string>\n");
  BOOST_TEST(with_include(before, "d.hpp") ==
             "#include \"a.hpp\"\n#include \"c.hpp\"\n#include \"d.hpp\"\n\n#include <string>\n");
  BOOST_TEST(with_include("#include \"b.hpp\"\n\n" + std::string{before}, "0.hpp") ==
             "#include \"b.hpp\"\n\n#include \"0.hpp\"\n" + std::string{before});
  BOOST_TEST(with_include(before, "c.hpp") == before);
  BOOST_TEST(with_include("int a;\n", "b.hpp") == "#include \"b.hpp\"\nint a;\n");
}

BOOST_AUTO_TEST_SUITE_END()
