// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/outside_event.hpp"

#include <boost/describe.hpp>
#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;
using namespace std::chrono_literals;

namespace older {

struct price_offered {
  static constexpr event_type type{"prices.offered", 1};
  std::string sku;
};
BOOST_DESCRIBE_STRUCT(price_offered, (), (sku))

} // namespace older

namespace newer {

struct price_offered {
  static constexpr event_type type{"prices.offered", 2};
  static constexpr upcast upcasts[] = {{1, &as_it_was}};
  std::string sku;
  std::int64_t cents = 0;
  time_point valid_until;
  static constexpr auto key = &price_offered::sku;
  static constexpr auto expires = &price_offered::valid_until;
};
BOOST_DESCRIBE_STRUCT(price_offered, (), (sku, cents, valid_until))

/// Whose text is a number elsewhere.
struct price_asked {
  static constexpr event_type type{"prices.asked", 1};
  static constexpr std::chrono::nanoseconds time_to_live = 15min;
  std::string sku;
  std::optional<std::string> by;
  static constexpr auto constraints = troupe::constraints(length(&price_asked::sku, 0, 9));
};
BOOST_DESCRIBE_STRUCT(price_asked, (), (sku, by))

} // namespace newer

namespace elsewhere {

struct price_asked {
  static constexpr event_type type{"prices.asked", 1};
  std::int64_t sku = 0;
};
BOOST_DESCRIBE_STRUCT(price_asked, (), (sku))

} // namespace elsewhere

namespace {

struct price {
  std::int64_t cents = 0;
};
BOOST_DESCRIBE_STRUCT(price, (), (cents))

struct get_price {
  static constexpr query_type type{"prices.get"};
  using reply = price;
  std::string sku;
  std::int64_t at_least = 1;
  static constexpr auto key = &get_price::sku;
};
BOOST_DESCRIBE_STRUCT(get_price, (), (sku, at_least))

const time_point now{1'800'000'000s};

const behavior old_reader{[](const older::price_offered&) {}};
const behavior new_reader{[](const newer::price_offered&) {}, [](const newer::price_asked&) {}};
const behavior other_reader{[](const elsewhere::price_asked&) {}};
const behavior onlooker{on("prices.*", [](const delivery&) {})};

result<outside_event> read(control::publish_event what,
                           std::initializer_list<const behavior*> services = {&old_reader,
                                                                              &new_reader},
                           std::size_t most = 1000) {
  handlers_of_all all;
  for (const auto* each : services)
    all.emplace_back(each->events);
  return read_outside_event(what, all, most);
}

control::publish_event offer(std::string payload) {
  return {"prices.offered", std::move(payload)};
}

bool says(const result<outside_event>& x, const std::string& part) {
  const auto said = x ? "none" : to_string(x.failure());
  BOOST_TEST_MESSAGE(said);
  return said.find(part) != std::string::npos;
}

constexpr const char* pear = R"({ "sku": "pear", "cents": 30,
  "valid_until": "2027-01-16T00:00:00Z" })";

} // namespace

BOOST_AUTO_TEST_SUITE(an_event_that_somebody_outside_wrote)

BOOST_AUTO_TEST_CASE(is_read_by_the_newest_description_of_its_topic) {
  const auto x = read(offer(pear));
  BOOST_REQUIRE(x);
  BOOST_TEST(x->version == 2u);
  BOOST_TEST(x->decoded);
  BOOST_TEST(x->payload == R"({"sku":"pear","cents":30,"valid_until":"2027-01-16T00:00:00Z"})");
  BOOST_TEST(x->terms.key == "pear");
  BOOST_TEST(format_time(x->terms.expires.value()) == "2027-01-16T00:00:00.000000Z");
  BOOST_TEST(read({"prices.asked", R"({"sku":""})"})->terms.time_to_live.value().count() ==
             (15min / 1ns));
}

BOOST_AUTO_TEST_CASE(is_refused_where_it_does_not_fit) {
  BOOST_TEST(says(read(offer(R"({"cents":"many"})")), ".cents: expected"));
  BOOST_TEST(says(read(offer(R"({"cent":1})")), ".cent"));
  BOOST_TEST(says(read(offer("[")), "JSON"));
  BOOST_TEST(
      says(read(offer(R"({"sku":")" + std::string(1000, 'x') + "\"}")), "limits.payload is 1000"));
}

BOOST_AUTO_TEST_CASE(has_all_members_that_may_not_be_null_and_each_complaint_is_told) {
  BOOST_TEST(says(read(offer("{}")),
                  "prices.offered does not fit its definition: .sku: expected text, the event's "
                  "key, and it is missing; .cents: expected an integer, and it is missing; "
                  ".valid_until: expected a time"));
  BOOST_TEST(says(read(offer(R"({"sku":"pear","cent":30,"valid_until":"2027-01-16T00:00:00Z"})")),
                  ": .cents: expected an integer, and it is missing; .cent: \"cent\" is not known "
                  "here; did you mean \"cents\"?"));
  BOOST_TEST(says(read(offer(R"({"sku":1,"cents":"many","valid_until":"","left":0})")),
                  ": .sku: expected text, was 1; .cents: expected an integer, was \"many\"; "
                  ".valid_until: "));
  BOOST_TEST(says(read(offer(R"({"sku":1,"cents":"many","valid_until":"","left":0})")),
                  ".left: \"left\" is not known here"));
  std::string many = R"({"sku":"","cents":0,"valid_until":"2027-01-16T00:00:00Z")";
  for (int i = 0; i < 15; ++i)
    many += ",\"more" + std::to_string(i) + "\":0";
  BOOST_TEST(says(read(offer(many + '}')), "; and 5 more"));
  BOOST_TEST(says(read({"prices.asked", "{}"}), ".sku: expected text, and it is missing"));
  BOOST_TEST(read({"prices.asked", R"({"sku":"pear"})"}).has_value());
  BOOST_TEST(read({"prices.asked", R"({"sku":"pear","by":null})"}).has_value());
}

BOOST_AUTO_TEST_CASE(must_fit_all_that_read_its_version) {
  BOOST_TEST(read({"prices.asked", R"({"sku":"pear"})"}).has_value());
  BOOST_TEST(says(read({"prices.asked", R"({"sku":"pear"})"}, {&new_reader, &other_reader}),
                  ".sku: expected an integer"));
}

BOOST_AUTO_TEST_CASE(says_its_key_itself_where_its_type_is_known) {
  auto with_key = offer(pear);
  with_key.key = "pear";
  BOOST_TEST(read(with_key).has_value());
  with_key.key = "apple";
  BOOST_TEST(says(read(with_key), "its key is 'pear', not 'apple'"));
}

BOOST_AUTO_TEST_CASE(has_the_key_that_is_said_where_only_patterns_take_it) {
  const auto x = read({"prices.lost", R"({"a": 1})", "k"}, {&new_reader, &onlooker});
  BOOST_REQUIRE(x);
  BOOST_TEST(!x->decoded);
  BOOST_TEST(x->version == 1u);
  BOOST_TEST(x->payload == R"({"a":1})");
  BOOST_TEST(x->terms.key == "k");
}

BOOST_AUTO_TEST_CASE(has_a_topic_that_somebody_handles) {
  BOOST_TEST(says(read({"prices.oferred", "{}"}), "did you mean \"prices.offered\"?"));
  BOOST_TEST(says(read({"prices.lost", "{}"}), "no service of the deployment handles prices.lost"));
  BOOST_TEST(says(read({"prices..lost", "{}"}), "prices..lost"));
  BOOST_TEST(says(read({"troupe.supervision.x", "{}"}), "the runtime's own"));
}

BOOST_AUTO_TEST_CASE(may_have_an_origin_or_a_part_of_one) {
  const auto named = [](std::string source, std::string id) {
    return read({"prices.asked", R"({"sku":"pear"})", {}, std::move(source), std::move(id)});
  };
  BOOST_TEST(named("", "").has_value());
  BOOST_TEST(named("shop", "").has_value());
  BOOST_TEST(named("", "1").has_value());
  BOOST_TEST(says(named("a\nb", ""), "the source of an event from outside holds control"));
  BOOST_TEST(says(named("", std::string(1025, 'x')), "the id of an event from outside has 1025"));
}

BOOST_AUTO_TEST_CASE(becomes_a_commit_with_the_first_event_of_a_chain) {
  auto what = offer(pear);
  what.id = "A-1";
  const auto x = *read(what);
  uuid id;
  id.bytes[0] = 1;
  const auto c = commit_of(x, id, now, "shop", {});
  BOOST_REQUIRE(c.events.size() == 1u);
  const auto& e = c.events.front();
  BOOST_TEST((e.id == id));
  BOOST_TEST((e.correlation == id));
  BOOST_TEST((e.time == now));
  BOOST_TEST(e.source == "shop");
  BOOST_TEST(e.topic == "prices.offered");
  BOOST_TEST(e.version == 2u);
  BOOST_TEST(e.key == "pear");
  BOOST_TEST(format_time(e.expires.value()) == "2027-01-16T00:00:00.000000Z");
  BOOST_REQUIRE(c.brought.size() == 1u);
  BOOST_TEST(c.brought.front().id == "A-1");
  const auto limited = commit_of(x, id, now, "shop", {{"prices.offered", 1min}});
  BOOST_TEST((limited.events.front().expires.value() == now + 1min));
  what.id.clear();
  what.source = "till";
  const auto any = commit_of(*read(what), id, now, "shop", {});
  BOOST_TEST(any.brought.empty());
  BOOST_TEST(any.events.front().source == "till");
}

BOOST_AUTO_TEST_CASE(is_answered_with_the_first_where_it_is_a_duplicate) {
  const auto x = *read(offer(pear));
  const auto taken = answer_of(x, {std::nullopt, 7, {}});
  BOOST_TEST(taken.sequence == 7u);
  BOOST_TEST(!taken.duplicate);
  const auto known = answer_of(x, {std::nullopt, 0, {{0, 3}}});
  BOOST_TEST(known.sequence == 3u);
  BOOST_TEST(known.duplicate);
}

BOOST_AUTO_TEST_CASE(keeps_the_constraints_of_its_type_unless_they_are_ignored) {
  const control::publish_event what{"prices.asked", R"({"sku":"apple tree"})"};
  BOOST_TEST(says(read(what),
                  "prices.asked breaks its constraints: .sku: expected at most 9 characters, was "
                  "10: \"apple tree\""));
  BOOST_TEST(read({"prices.asked", R"({"sku":"apple"})"}).has_value());
  const handlers_of_all all{new_reader.events};
  BOOST_TEST(read_outside_event(what, all, 1000, {false}).has_value());
  BOOST_TEST(read_outside_event(what, all, 1000, {true, {{"prices.asked", false}}}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_query_that_somebody_outside_wrote)

BOOST_AUTO_TEST_CASE(says_whose_state_it_asks_for_and_the_rest_where_it_wants) {
  const behavior teller{[](const get_price& asked) { return price{asked.at_least}; }};
  const auto& query = teller.queries.front();
  BOOST_TEST(*query.key_of(R"({"sku":"pear"})") == "pear");
  BOOST_TEST(*query.call(R"({"sku":"pear"})", nullptr, nullptr) == R"({"cents":1})");
  BOOST_TEST(*query.key_of(R"({"sku":""})") == "");
  for (const auto* without : {"{}", R"({"at_least":2})"}) {
    BOOST_TEST(to_string(query.key_of(without).failure()) ==
               ".sku: the query's key is missing, which says whose state is asked for");
    BOOST_TEST(!query.call(without, nullptr, nullptr).has_value());
  }
  BOOST_TEST(to_string(query.key_of("7").failure()) == "expected an object, was 7");
  BOOST_TEST(to_string(query.key_of(R"({"sku":"pear","atleast":2})").failure()) ==
             ".atleast: \"atleast\" is not known here; did you mean \"at_least\"?");
}

BOOST_AUTO_TEST_SUITE_END()
