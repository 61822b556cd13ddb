// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "service/misfit.hpp"
#include "service/transaction.hpp"

#include "support/journal_values.hpp"
#include "support/manual_clock.hpp"
#include "vocabulary/named_id.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <vector>

using namespace troupe;
using namespace std::chrono_literals;
using journal::trial::value_of;

namespace {

struct shelf {
  int on_hand = 0;
};
BOOST_DESCRIBE_STRUCT(shelf, (), (on_hand))

struct stock_added {
  static constexpr event_type type{"stock.added", 2};
  static constexpr upcast upcasts[] = {{1, &as_it_was}};
  std::string sku;
  [[maybe_unused]] static constexpr auto key = &stock_added::sku;
};
BOOST_DESCRIBE_STRUCT(stock_added, (), (sku))

/// A transaction beside a journal in memory.
struct stage {
  journal::memory_engine storage;
  journal::subscription_number number = value_of(storage.subscribe("inventory", 0));
  support::manual_clock time;
  uuid_source ids{time, 1};
  std::vector<std::string> lines;
  fence before;
  call_surroundings around{time,
                           ids,
                           [this](log_level, std::string_view who, std::string_view text) {
                             lines.push_back(std::string{who} + ": " + std::string{text});
                           },
                           {"stock.seen"}};
  catalog offers;
  service_offer offer = offer_of();
  std::unique_ptr<journal::reader> reader = value_of(storage.open_reader());
  state_cache cache{10};
  transaction one{around, {number, "inventory", "inventory/1"}, offer, *reader, cache, before};
  journal::event_record origin = cause_of();
  bus::item item{&origin, "apple", bus::partition_of("apple")};

  service_offer offer_of() {
    offers.service("inventory",
                   [](service<shelf>*) -> behavior { return {[](const stock_added&) {}}; });
    return offers.services().front();
  }
  static journal::event_record cause_of() {
    auto e = journal::trial::event(7, "orders.placed", "order-1");
    e.sequence = 7;
    e.way = start_trace(e.id);
    return e;
  }
  shelf& state() { return *static_cast<shelf*>(one.state()); }
  static outgoing fact(const std::string& payload = "{}", std::string_view topic = "stock.added") {
    return {topic, 2, "apple", payload};
  }
  static std::string what_of(const std::exception& x) { return x.what(); }
};

template <class F>
std::string said(F&& f) {
  try {
    f();
  } catch (const std::exception& x) {
    return x.what();
  }
  return {};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_transaction, stage)

BOOST_AUTO_TEST_CASE(begins_with_a_new_state_where_the_key_has_none) {
  one.begin(&item);
  BOOST_TEST(state().on_hand == 0);
  state().on_hand = 5;
  const auto made = one.take_state();
  BOOST_REQUIRE(made.has_value());
  BOOST_TEST(made->write.key == "apple");
  BOOST_TEST(made->write.value.value() == R"({"on_hand":5})");
}

BOOST_AUTO_TEST_CASE(writes_no_state_that_nobody_looked_at) {
  one.begin(&item);
  one.publish(fact());
  BOOST_TEST(!one.take_state().has_value());
  BOOST_TEST(one.take_effects().events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(reads_the_state_that_is_committed) {
  journal::commit all;
  all.subscription = number;
  all.states.push_back({"apple", R"({"on_hand":3})"});
  BOOST_REQUIRE(journal::trial::write_one(storage, all).accepted());
  one.begin(&item);
  BOOST_TEST(state().on_hand == 3);
}

BOOST_AUTO_TEST_CASE(takes_no_state_that_its_struct_cannot_hold_whole) {
  journal::commit all;
  all.subscription = number;
  all.states.push_back({"apple", R"({"on_hand":3,"of_another_version":true})"});
  BOOST_REQUIRE(journal::trial::write_one(storage, all).accepted());
  one.begin(&item);
  BOOST_CHECK_THROW(state(), misfit);
}

BOOST_AUTO_TEST_CASE(works_on_a_copy_of_its_own) {
  cache.put("apple", std::make_shared<shelf>(shelf{3}), 1);
  one.begin(&item);
  state().on_hand = 99;
  BOOST_TEST(static_cast<const shelf*>(cache.find("apple").get())->on_hand == 3);
  one.roll_back();
  one.begin(&item);
  BOOST_TEST(state().on_hand == 3);
}

BOOST_AUTO_TEST_CASE(forgets_everything_when_rolled_back) {
  one.begin(&item);
  state().on_hand = 5;
  one.publish(fact());
  one.publish(fact("{}", "stock.seen"));
  one.set_timer({.when = std::chrono::nanoseconds{1min}}, fact());
  one.cancel(journal::trial::id(1));
  one.dead_letter("a line", "no number");
  one.pause(1s);
  one.stop("enough");
  one.roll_back();
  one.begin(&item);
  BOOST_TEST(!one.take_state().has_value());
  const auto left = one.take_effects();
  BOOST_TEST(left.events.empty());
  BOOST_TEST(left.transient.empty());
  BOOST_TEST(left.timers_set.empty());
  BOOST_TEST(left.timers_cleared.empty());
  BOOST_TEST(left.dead_letters.empty());
  BOOST_TEST(!left.pause.has_value());
  BOOST_TEST(!left.stop.has_value());
}

BOOST_AUTO_TEST_CASE(keeps_why_the_instance_is_to_stop) {
  one.begin(&item);
  BOOST_TEST(one.is_empty());
  one.stop("enough");
  BOOST_TEST(!one.is_empty());
  BOOST_TEST(one.take_effects().stop.value() == "enough");
  BOOST_CHECK_THROW(one.stop("outside of a handler"), std::logic_error);
}

BOOST_AUTO_TEST_CASE(says_of_a_damaged_state_whose_it_is) {
  journal::commit all;
  all.subscription = number;
  all.states.push_back({"apple", R"({"on_hand":"three"})"});
  BOOST_REQUIRE(journal::trial::write_one(storage, all).accepted());
  one.begin(&item);
  const auto text = said([this] { state(); });
  BOOST_TEST(text.find("'apple'") != std::string::npos);
  BOOST_TEST(text.find(".on_hand") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(erases_a_state_that_is_forgotten) {
  cache.put("apple", std::make_shared<shelf>(shelf{3}), 1);
  one.begin(&item);
  one.forget();
  const auto made = one.take_state();
  BOOST_REQUIRE(made.has_value());
  BOOST_TEST(!made->write.value.has_value());
  BOOST_TEST(static_cast<const shelf*>(made->value.get())->on_hand == 0);
}

BOOST_AUTO_TEST_CASE(begins_anew_with_a_state_that_was_forgotten) {
  cache.put("apple", std::make_shared<shelf>(shelf{3}), 1);
  one.begin(&item);
  one.forget();
  BOOST_TEST(state().on_hand == 0);
  state().on_hand = 1;
  BOOST_TEST(one.take_state()->write.value.value() == R"({"on_hand":1})");
}

BOOST_AUTO_TEST_CASE(forgets_also_what_it_had_changed) {
  one.begin(&item);
  state().on_hand = 9;
  one.forget();
  BOOST_TEST(!one.take_state()->write.value.has_value());
}

BOOST_AUTO_TEST_CASE(lets_what_it_publishes_inherit_from_the_event_that_is_handled) {
  one.begin(&item);
  one.publish(fact(R"({"sku":"apple"})"));
  const auto all = one.take_effects().events;
  BOOST_REQUIRE_EQUAL(all.size(), 1u);
  const auto& e = all.front();
  const auto& cause = *item.event;
  BOOST_TEST((e.correlation == cause.correlation));
  BOOST_TEST((e.causation == cause.id));
  BOOST_TEST((e.way.trace_id == cause.way.trace_id));
  BOOST_TEST(!(e.way == cause.way));
  BOOST_TEST(e.source == "inventory");
  BOOST_TEST(e.topic == "stock.added");
  BOOST_TEST(e.version == 2u);
  BOOST_TEST(e.key == "apple");
  BOOST_TEST(e.payload == R"({"sku":"apple"})");
  BOOST_TEST((e.time == time.now()));
  BOOST_TEST(!(e.id == cause.id));
}

namespace {

/// The ids of all that one call makes, but for those of timers that have a name.
std::vector<uuid> ids_of(const effects& all) {
  std::vector<uuid> ids;
  for (const auto& each : all.events)
    ids.push_back(each.id);
  for (const auto& each : all.transient)
    ids.push_back(each.id);
  for (const auto& each : all.timers_set) {
    if (each.name.empty())
      ids.push_back(each.id);
    ids.push_back(each.event.id);
  }
  return ids;
}

/// As a handler would be called for this event.
std::vector<uuid> ids_for(transaction& of, const bus::item& x) {
  of.begin(&x);
  of.publish(stage::fact());
  of.publish(stage::fact("{}", "stock.seen"));
  of.publish(stage::fact());
  of.set_timer({.when = std::chrono::nanoseconds{15min}}, stage::fact());
  of.set_timer({.name = "late", .when = std::chrono::nanoseconds{15min}}, stage::fact());
  return ids_of(of.take_effects());
}

} // namespace

BOOST_AUTO_TEST_CASE(gives_what_follows_from_an_event_the_same_ids_in_each_attempt) {
  one.begin(&item);
  one.publish(fact());
  one.roll_back();
  const auto first = ids_for(one, item);
  time.advance(1h);
  BOOST_TEST((ids_for(one, item) == first));
  transaction other{around, {number, "inventory", "inventory/2"}, offer, *reader, cache, before};
  BOOST_TEST((ids_for(other, item) == first));
}

BOOST_AUTO_TEST_CASE(gives_all_that_is_published_an_id_of_its_own) {
  auto next = origin;
  next.id = journal::trial::id(8);
  bus::item behind{&next, "apple", bus::partition_of("apple")};
  transaction elsewhere{around, {number, "shipping", "shipping/1"}, offer, *reader, cache, before};
  auto all = ids_for(one, item);
  for (const auto& more : {ids_for(one, behind), ids_for(elsewhere, item)})
    all.insert(all.end(), more.begin(), more.end());
  BOOST_TEST(all.size() == 18u);
  BOOST_TEST((std::set<uuid>{all.begin(), all.end()}.size() == 18u));
}

BOOST_AUTO_TEST_CASE(gives_new_ids_where_no_event_is_handled) {
  const auto published = [this] {
    one.begin(nullptr);
    one.publish(fact());
    return one.take_effects().events.at(0).id;
  };
  const auto first = published();
  BOOST_TEST((published() != first));
}

BOOST_AUTO_TEST_CASE(brings_an_event_in_under_its_origin) {
  one.begin(&item);
  one.publish(fact());
  one.publish_once({.source = "https://shop.example", .id = "A-1"}, fact());
  one.publish_once({.id = "A-2"}, fact());
  const auto all = one.take_effects();
  BOOST_REQUIRE(all.events.size() == 3u);
  BOOST_REQUIRE(all.brought.size() == 2u);
  BOOST_TEST(all.brought[0].event == 1u);
  BOOST_TEST(all.brought[0].id == "A-1");
  BOOST_TEST(all.events[1].source == "https://shop.example");
  BOOST_TEST(all.brought[1].event == 2u);
  BOOST_TEST(all.brought[1].id == "A-2");
  BOOST_TEST(all.events[2].source == "inventory");
}

BOOST_AUTO_TEST_CASE(refuses_an_origin_that_is_none_and_a_topic_that_remembers_nothing) {
  one.begin(&item);
  const auto brought = [&](troupe::origin from, std::string_view topic = "stock.added") {
    return said([&] { one.publish_once(std::move(from), fact("{}", topic)); });
  };
  BOOST_TEST(brought({}) == "publish_once(): the id of an event from outside is empty; say what "
                            "tells it from all others");
  BOOST_TEST(brought({.id = std::string(1025, 'x')}) ==
             "publish_once(): the id of an event from outside has 1025 bytes; it may have 1024");
  BOOST_TEST(brought({.source = "a\nb", .id = "A-1"}) ==
             "publish_once(): the source of an event from outside holds control characters; write "
             "text without them");
  BOOST_TEST(brought({.id = "A-1"}, "stock.seen") ==
             "publish_once(): stock.seen is a transient topic, of whose events nothing is "
             "remembered, so none can be recognized; publish it without an id, or make the topic "
             "durable");
  BOOST_TEST(one.take_effects().events.empty());
}

BOOST_AUTO_TEST_CASE(begins_a_chain_where_a_source_publishes) {
  one.begin(nullptr);
  one.publish(fact());
  const auto e = one.take_effects().events.at(0);
  BOOST_TEST((e.correlation == e.id));
  BOOST_TEST((e.causation == uuid{}));
  BOOST_TEST(!e.way.is_nil());
}

BOOST_AUTO_TEST_CASE(keeps_the_single_state_where_a_source_looks) {
  one.begin(nullptr);
  state().on_hand = 1;
  BOOST_TEST(one.take_state()->write.key == "");
}

BOOST_AUTO_TEST_CASE(keeps_transient_events_apart) {
  one.begin(&item);
  one.publish(fact("{}", "stock.seen"));
  one.publish(fact());
  const auto all = one.take_effects();
  BOOST_TEST(all.events.size() == 1u);
  BOOST_REQUIRE_EQUAL(all.transient.size(), 1u);
  BOOST_TEST(all.transient[0].topic == "stock.seen");
}

BOOST_AUTO_TEST_CASE(sets_a_timer_that_publishes_later) {
  one.begin(&item);
  const auto id = one.set_timer({.when = std::chrono::nanoseconds{15min}}, fact());
  const auto all = one.take_effects().timers_set;
  BOOST_REQUIRE_EQUAL(all.size(), 1u);
  BOOST_TEST((all[0].id == id));
  BOOST_TEST((all[0].due == time.now() + 15min));
  BOOST_TEST((all[0].event.causation == item.event->id));
}

BOOST_AUTO_TEST_CASE(says_of_an_event_when_it_expires) {
  around.lives = {{"stock.counted", 1h}};
  one.begin(&item);
  one.publish(fact());
  auto dated = fact();
  dated.time_to_live = 5min;
  one.publish(dated);
  dated.topic = "stock.counted"; // What the deployment says counts for more.
  one.publish(dated);
  dated = fact();
  dated.expires = time.now() + 3h;
  one.publish(dated);
  const auto all = one.take_effects().events;
  BOOST_REQUIRE_EQUAL(all.size(), 4u);
  BOOST_TEST(!all[0].expires.has_value());
  BOOST_TEST((all[1].expires == time.now() + 5min));
  BOOST_TEST((all[2].expires == time.now() + 1h));
  BOOST_TEST((all[3].expires == time.now() + 3h));
}

// Firing moves when it expires with its time, by as much as the timer waited.
BOOST_AUTO_TEST_CASE(counts_the_life_of_a_timers_event_from_when_it_is_due) {
  const auto now = time.now();
  one.begin(&item);
  auto lasting = fact();
  lasting.time_to_live = 5min;
  auto dated = fact();
  dated.expires = now + 3h;
  for (const auto& each : {lasting, dated}) {
    one.set_timer({.when = std::chrono::nanoseconds{15min}}, each);
    one.set_timer({.when = now + 15min}, each);
  }
  const auto all = one.take_effects().timers_set;
  BOOST_REQUIRE_EQUAL(all.size(), 4u);
  const auto fired = [&](const journal::timer_record& x) {
    return *x.event.expires + (now + 15min - x.event.time);
  };
  BOOST_TEST((fired(all[0]) == now + 20min));
  BOOST_TEST((fired(all[1]) == now + 20min));
  BOOST_TEST((fired(all[2]) == now + 3h));
  BOOST_TEST((fired(all[3]) == now + 3h));
}

BOOST_AUTO_TEST_CASE(takes_back_a_timer_of_its_own) {
  one.begin(&item);
  const auto id = one.set_timer({.when = std::chrono::nanoseconds{15min}}, fact());
  const auto other = one.set_timer({.when = std::chrono::nanoseconds{16min}}, fact());
  one.cancel(id);
  const auto all = one.take_effects();
  BOOST_REQUIRE_EQUAL(all.timers_set.size(), 1u);
  BOOST_TEST((all.timers_set[0].id == other));
  BOOST_TEST(all.timers_cleared.empty());
}

BOOST_AUTO_TEST_CASE(clears_a_timer_that_was_set_before) {
  one.begin(&item);
  one.cancel(journal::trial::id(1));
  BOOST_TEST(one.take_effects().timers_cleared.size() == 1u);
}

BOOST_AUTO_TEST_CASE(measures_a_delay_by_steady_time_whatever_the_wall_shows) {
  time.jump(24h);
  one.begin(&item);
  one.set_timer({.when = std::chrono::nanoseconds{15min}}, fact());
  const auto all = one.take_effects().timers_set;
  BOOST_TEST((all.at(0).due == time.now() - 24h + 15min));
  BOOST_TEST((all.at(0).by == journal::timer_measure::steady));
  BOOST_TEST(all.at(0).owner == number);
}

BOOST_AUTO_TEST_CASE(sets_a_timer_for_a_time_on_the_wall) {
  one.begin(&item);
  const auto when = time.now() + 24h;
  const auto id = one.set_timer({.when = when}, fact());
  const auto all = one.take_effects().timers_set;
  BOOST_REQUIRE_EQUAL(all.size(), 1u);
  BOOST_TEST((all[0].id == id));
  BOOST_TEST((all[0].due == when));
  BOOST_TEST((all[0].event.time == when));
  BOOST_TEST((all[0].by == journal::timer_measure::wall));
  BOOST_TEST((all[0].event.correlation == item.event->correlation));
  BOOST_TEST(!all[0].recurs());
}

BOOST_AUTO_TEST_CASE(sets_a_timer_that_recurs) {
  one.begin(&item);
  one.set_timer({"beat", timer_setting::period{10min}, {.missed = missed_timers::all}}, fact());
  one.set_timer({"report", timer_setting::cron{"0 8 * * *", "Europe/Berlin"}, {}}, fact());
  const auto all = one.take_effects().timers_set;
  BOOST_REQUIRE_EQUAL(all.size(), 2u);
  BOOST_TEST((all[0].id == named_id("inventory", "beat")));
  BOOST_TEST(all[0].name == "beat");
  BOOST_TEST((all[0].due == time.now() + 10min));
  BOOST_TEST((all[0].event.time == all[0].due));
  BOOST_TEST((all[0].by == journal::timer_measure::wall));
  BOOST_TEST(all[0].recurrence == "every 10m");
  BOOST_TEST((all[0].missed == missed_timers::all));
  BOOST_TEST((all[0].event.correlation == all[0].event.id));
  BOOST_TEST((all[0].event.causation == item.event->id));
  BOOST_TEST(all[1].recurrence == "cron 0 8 * * * in Europe/Berlin");
  BOOST_TEST((all[1].due > time.now()));
}

BOOST_AUTO_TEST_CASE(keeps_one_timer_of_a_name) {
  one.begin(&item);
  one.set_timer({.name = "idle", .when = std::chrono::nanoseconds{15min}}, fact());
  one.set_timer({.name = "idle", .when = std::chrono::nanoseconds{20min}}, fact());
  const auto all = one.take_effects().timers_set;
  BOOST_REQUIRE_EQUAL(all.size(), 1u);
  BOOST_TEST((all[0].due == time.now() + 20min));
}

BOOST_AUTO_TEST_CASE(cancels_a_timer_by_its_name_whenever_it_was_set) {
  one.begin(&item);
  one.set_timer({.name = "idle", .when = std::chrono::nanoseconds{15min}}, fact());
  one.cancel("idle");
  const auto all = one.take_effects();
  BOOST_TEST(all.timers_set.empty());
  BOOST_REQUIRE_EQUAL(all.timers_cleared.size(), 1u);
  BOOST_TEST((all.timers_cleared[0] == named_id("inventory", "idle")));
}

BOOST_AUTO_TEST_CASE(refuses_a_timer_that_cannot_be_set_and_says_why) {
  using period = timer_setting::period;
  using cron = timer_setting::cron;
  const std::pair<timer_setting, const char*> wrong[] = {
      {{"", period{1min}, {}}, "publish_every() cannot set timer \"\": what recurs needs a name"},
      {{"beat", period{0s}, {}}, "timer \"beat\": nothing can recur every 0s"},
      {{"beat", cron{"61 * * * *", "UTC"}, {}},
       "publish_cron() cannot set timer \"beat\": the cron"},
      {{"beat", cron{"* * * * *", "Europe/Berln"}, {}}, "did you mean \"Europe/Berlin\"?"},
      {{std::string(256, 'x'), period{1min}, {}}, "longer than 255 bytes"},
  };
  for (const auto& [setting, expected] : wrong) {
    one.begin(&item);
    const auto text = said([&, how = setting] { one.set_timer(how, fact()); });
    BOOST_TEST(text.find(expected) != std::string::npos, text);
    BOOST_TEST(one.take_effects().timers_set.empty());
  }
}

BOOST_AUTO_TEST_CASE(sets_and_cancels_timers_and_nothing_else_when_its_instance_starts) {
  one.begin_start();
  BOOST_TEST(said([this] { one.publish(fact()); }).find("outside of a handler") !=
             std::string::npos);
  BOOST_TEST(said([this] { state(); }).find("outside of a handler") != std::string::npos);
  BOOST_TEST(one.is_empty());
  one.set_timer({"beat", timer_setting::period{10min}, {}}, fact());
  one.cancel("old");
  BOOST_TEST(!one.is_empty());
  const auto all = one.take_effects();
  BOOST_TEST(all.timers_set.size() == 1u);
  BOOST_TEST(all.timers_cleared.size() == 1u);
  BOOST_TEST(!said([this] { one.cancel("old"); }).empty());
  one.begin(&item);
  one.publish(fact());
  BOOST_TEST(one.take_effects().events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(refuses_an_event_that_is_too_large) {
  around.limits.payload = 10;
  one.begin(&item);
  one.publish(fact("0123456789"));
  const auto text = said([this] { one.publish(fact("0123456789a")); });
  BOOST_TEST(text.find("stock.added has 11 bytes and limits.payload is 10") != std::string::npos);
  const auto later = said(
      [this] { one.set_timer({.when = std::chrono::nanoseconds{1min}}, fact("0123456789a")); });
  BOOST_TEST(!later.empty());
}

BOOST_AUTO_TEST_CASE(refuses_more_events_than_one_call_may_publish) {
  around.limits.published = 3;
  one.begin(&item);
  one.publish(fact());
  one.set_timer({.when = std::chrono::nanoseconds{1min}}, fact());
  one.publish(fact("{}", "stock.seen"));
  BOOST_TEST(said([this] { one.publish(fact()); }).find("limits.published, 3") !=
             std::string::npos);
  one.roll_back();
  one.begin(&item);
  BOOST_TEST(said([this] { one.publish(fact()); }).empty());
}

BOOST_AUTO_TEST_CASE(refuses_what_its_module_does_not_declare) {
  offer.declares_publishes = true;
  offer.publishes = {"stock.counted"};
  one.begin(&item);
  const auto text = said([this] { one.publish(fact()); });
  BOOST_TEST(text.find("inventory published stock.added") != std::string::npos);
  BOOST_TEST(text.find("troupe::publishes") != std::string::npos);
  offer.publishes.push_back("stock.added");
  BOOST_TEST(said([this] { one.publish(fact()); }).empty());
}

BOOST_AUTO_TEST_CASE(keeps_bad_input_with_its_reason) {
  one.begin(nullptr);
  one.dead_letter("line 7", "no number");
  const auto all = one.take_effects().dead_letters;
  BOOST_REQUIRE_EQUAL(all.size(), 1u);
  BOOST_TEST((all[0].reason == journal::dead_letter_reason::bad_input));
  BOOST_TEST(all[0].text == "line 7");
  BOOST_TEST(all[0].error == "no number");
  BOOST_TEST(all[0].service == "inventory");
  BOOST_TEST(all[0].instance == "inventory/1");
}

BOOST_AUTO_TEST_CASE(refuses_every_call_outside_of_a_handler) {
  const auto refuses = [this](const char* when) {
    const std::vector<std::function<void()>> calls{
        [this] { one.state(); },
        [this] { one.forget(); },
        [this] { one.publish(fact()); },
        [this] { one.set_timer({.when = std::chrono::nanoseconds{1s}}, fact()); },
        [this] { one.cancel(journal::trial::id(1)); },
        [this] { one.cancel("idle"); },
        [this] { one.dead_letter("a", "b"); },
        [this] { one.pause(1s); },
    };
    for (const auto& call : calls)
      BOOST_TEST(said(call).find("outside of a handler's call") != std::string::npos, when);
  };
  refuses("before the first");
  one.begin(&item);
  static_cast<void>(one.take_effects());
  refuses("after success");
  one.begin(&item);
  one.roll_back();
  refuses("after a failure");
}

BOOST_AUTO_TEST_CASE(throws_into_a_handler_that_was_left_behind_whatever_it_calls) {
  one.begin(&item);
  auto& kept = state();
  before.raise();
  const std::vector<std::function<void()>> calls{
      [this] { one.state(); },
      [this] { one.forget(); },
      [this] { one.publish(fact()); },
      [this] { one.set_timer({.when = std::chrono::nanoseconds{1s}}, fact()); },
      [this] { one.cancel(journal::trial::id(1)); },
      [this] { one.cancel("idle"); },
      [this] { one.dead_letter("a", "b"); },
      [this] { one.pause(1s); },
      [this] { one.log(log_level::info, "still here"); },
      [this] { static_cast<void>(one.now()); },
  };
  for (const auto& call : calls)
    BOOST_CHECK_THROW(call(), left_behind);
  kept.on_hand = 7; // What it had is still its own.
  BOOST_TEST(lines.empty());
  BOOST_TEST(one.take_effects().events.empty());
}

BOOST_AUTO_TEST_CASE(says_its_lines_with_the_name_of_the_instance) {
  one.log(log_level::info, "starting");
  BOOST_TEST(lines.at(0) == "inventory/1: starting");
}

BOOST_AUTO_TEST_CASE(publishes_nothing_that_breaks_its_constraints_where_they_are_checked) {
  auto broken = fact();
  broken.broken = {{ec::invalid, "expected at least 1, was 0", ".quantity"},
                   {ec::invalid, "expected text like [a-z]+, was \"\"", ".sku"}};
  one.begin(&item);
  BOOST_CHECK_THROW(one.publish(broken), broken_constraints);
  BOOST_TEST(said([&] { one.publish(broken); }) ==
             "stock.added breaks its constraints: .quantity: expected at least 1, was 0; .sku: "
             "expected text like [a-z]+, was \"\"");
  BOOST_CHECK_THROW(one.set_timer({.when = 1h}, broken), broken_constraints);
  BOOST_TEST(one.take_effects().events.empty());

  around.constraints.of_topics["stock.added"] = false;
  one.begin(&item);
  one.publish(broken);
  BOOST_TEST(one.take_effects().events.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
