// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"
#include "troupe/supervision_events.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

struct alarm_raised {
  static constexpr event_type type{"alarms.raised", 1};
  std::string about;
  static constexpr auto key = &alarm_raised::about;
};
BOOST_DESCRIBE_STRUCT(alarm_raised, (), (about))

struct forged {
  static constexpr event_type type{"troupe.supervision.forged", 1};
  std::string text;
};
BOOST_DESCRIBE_STRUCT(forged, (), (text))

/// Crashes on every number 13, in each of its three attempts.
behavior superstitious(service<account>* self) {
  return {[self](const counted& x) {
    if (x.number == 13)
      throw std::range_error("no such number");
    self->state().sum += x.number;
  }};
}

template <class Event>
std::vector<Event> reported(support::kept_journal& kept) {
  std::vector<Event> all;
  for (const auto& e : kept.events(std::string{Event::type.name}))
    all.push_back(*from_json<Event>(e.payload));
  return all;
}

std::size_t reports_in(support::kept_journal& kept) {
  return kept.events("troupe.supervision.>").size();
}

bool settles_idle(support::deployed& shop) {
  return shop.settle().what == assembly::ending::kind::idle;
}

/// To be waited for beside idleness: what is reported of a crash comes after its commit, and a stop
/// keeps it back.
template <class F>
bool comes_true(F fact) {
  const auto limit = system_time().elapsed() + 30s;
  while (!fact() && system_time().elapsed() < limit)
    std::this_thread::yield();
  return fact();
}

bool are_reported(support::kept_journal& kept, std::size_t count) {
  return comes_true([&] { return reports_in(kept) >= count; });
}

} // namespace

BOOST_AUTO_TEST_SUITE(reports_of_supervisors)

BOOST_AUTO_TEST_CASE(reach_every_service_that_handles_them) {
  support::kept_journal kept;
  support::deployed shop;
  notes<reports::child_ended> ends;
  notes<reports::child_restarted> restarts;
  shop.add("accounts", superstitious);
  shop.add("pager", [&](service<>*) -> behavior {
    return {[&](const reports::child_ended& x) { ends.add(x); },
            [&](const reports::child_restarted& x) { restarts.add(x); }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  BOOST_TEST(ends.wait_for(3));
  BOOST_TEST(restarts.wait_for(3));
  BOOST_TEST(settles_idle(shop));
  shop.stop();

  const auto seen = ends.all();
  BOOST_TEST_REQUIRE(seen.size() == 3u);
  BOOST_TEST_REQUIRE(restarts.all().size() == 3u);
  const auto cause = kept.events("numbers.counted").at(0);
  const auto& told = seen[1];
  BOOST_TEST(told.supervisor == "shop");
  BOOST_TEST(told.child == "shop/accounts");
  BOOST_TEST((told.how == reports::ends::delivery_crash));
  BOOST_TEST(told.offender.id == "accounts");
  BOOST_TEST(told.offender.instance > seen[0].offender.instance);
  BOOST_REQUIRE(told.exception);
  BOOST_TEST(told.exception->type == "std::range_error");
  BOOST_TEST(told.exception->text == "no such number");
  BOOST_TEST((told.exception->event == cause.id));
  BOOST_TEST(told.exception->sequence == cause.sequence);
  BOOST_TEST(told.exception->attempt == 2);
  BOOST_TEST(told.exception->topic == "numbers.counted");
  BOOST_TEST(told.exception->key == "a");
  BOOST_TEST((told.exception->traceparent == cause.way));
  BOOST_TEST(restarts.all()[0].child == "shop/accounts");
}

BOOST_AUTO_TEST_CASE(are_in_the_journal_with_the_event_that_they_are_about) {
  support::kept_journal kept;
  support::deployed shop;
  shop.what.dead_letters.unsubscribed = deploy::unsubscribed_events::keep;
  shop.add("accounts", superstitious);
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  BOOST_TEST(are_reported(kept, 6));
  BOOST_TEST(settles_idle(shop));
  BOOST_TEST(shop.running().doings().unsubscribed == 0u);
  shop.stop();

  const auto cause = kept.events("numbers.counted").at(0);
  const auto all = kept.events("troupe.supervision.child_ended");
  BOOST_TEST_REQUIRE(all.size() == 3u);
  BOOST_TEST(all[0].key == "shop/accounts");
  BOOST_TEST((all[0].causation == cause.id));
  BOOST_TEST((all[0].way.trace_id == cause.way.trace_id));
  BOOST_TEST((all[0].way.span_id != cause.way.span_id));
  // The crashed delivery, and nothing that says that nobody wanted the reports.
  BOOST_TEST(kept.dead_letters().size() == 1u);
}

BOOST_AUTO_TEST_CASE(are_not_among_all_topics_unless_asked_for) {
  support::kept_journal kept;
  support::deployed shop;
  notes<std::string> seen;
  notes<std::string> own;
  shop.add("accounts", superstitious);
  shop.add("auditor", [&](service<>*) -> behavior {
    return {troupe::on(">", [&](const delivery& d) { seen.add(std::string{d.topic}); }),
            troupe::on("troupe.supervision.>",
                       [&](const delivery& d) { own.add(std::string{d.topic}); })};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  BOOST_TEST(are_reported(kept, 6));
  BOOST_TEST(settles_idle(shop));
  shop.stop();
  BOOST_TEST(seen.all().size() == 1u);
  BOOST_TEST(own.all().size() == 6u);
}

BOOST_AUTO_TEST_CASE(end_with_a_service_that_crashes_on_them) {
  support::kept_journal kept;
  support::deployed shop;
  std::atomic<int> calls{0};
  shop.add("accounts", superstitious);
  shop.add("pager", [&](service<>*) -> behavior {
    return {[&](const reports::child_ended&) {
      ++calls;
      throw std::runtime_error("the pager is broken");
    }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  BOOST_TEST(are_reported(kept, 6));
  BOOST_TEST(settles_idle(shop));
  BOOST_TEST(comes_true([&] { return shop.running().doings().restarts == 3u + 9; }));
  shop.stop();
  // Three ends of the first service and their restarts; nothing of the pager's nine crashes.
  BOOST_TEST(calls == 9);
  BOOST_TEST(reports_in(kept) == 6u);
  BOOST_TEST(kept.dead_letters().size() == 4u);
}

BOOST_AUTO_TEST_CASE(end_with_a_service_that_crashes_on_what_follows_from_them) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("accounts", superstitious);
  shop.add("pager", [](service<>* self) -> behavior {
    return {[self](const reports::child_ended& x) { self->publish(alarm_raised{x.child}); }};
  });
  shop.add("siren", [](service<>*) -> behavior {
    return {[](const alarm_raised&) { throw std::runtime_error("no voice"); }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  BOOST_TEST(are_reported(kept, 6));
  BOOST_TEST(settles_idle(shop));
  BOOST_TEST(comes_true([&] { return shop.running().doings().restarts == 3u + 9; }));
  shop.stop();
  BOOST_TEST(kept.events("alarms.raised").size() == 3u);
  BOOST_TEST(reports_in(kept) == 6u);
}

BOOST_AUTO_TEST_CASE(are_as_many_a_second_as_the_limit_says_and_the_rest_is_told) {
  support::kept_journal kept;
  support::deployed shop;
  shop.what.limits.reports = 4;
  shop.add("accounts", superstitious).retry.attempts = 1;
  const auto before = system_time().elapsed();
  shop.start(kept.open());
  for (int i = 0; i < 50; ++i)
    shop.publish(counted{std::to_string(i), 13}, counted{std::to_string(i), 1});
  BOOST_TEST(settles_idle(shop));
  BOOST_TEST(shop.running().doings().crashes == 50u);
  shop.stop();
  std::uint64_t told = 0;
  for (const auto& x : reported<reports::child_ended>(kept))
    told += 1 + x.held_back;
  for (const auto& x : reported<reports::child_restarted>(kept))
    told += 1 + x.held_back;
  const auto most = 4 * ((system_time().elapsed() - before) / 1s + 1);
  BOOST_TEST(static_cast<std::int64_t>(reports_in(kept)) <= most);
  BOOST_TEST(told <= 100u);
}

BOOST_AUTO_TEST_CASE(are_none_where_the_limit_is_none) {
  support::kept_journal kept;
  support::deployed shop;
  shop.what.limits.reports = 0;
  shop.add("accounts", superstitious);
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  BOOST_TEST(settles_idle(shop));
  shop.stop();
  BOOST_TEST(reports_in(kept) == 0u);
}

BOOST_AUTO_TEST_CASE(tell_the_chain_when_a_supervisor_gives_up) {
  support::kept_journal kept;
  support::deployed shop;
  shop.what.limits.crashes = 1;
  shop.what.tree.intensity = 1;
  shop.add("accounts", superstitious);
  shop.start(kept.open());
  for (int i = 0; i < 8; ++i)
    shop.publish(counted{std::to_string(i), 13});
  const auto ended = shop.wait();
  BOOST_TEST((ended.what == assembly::ending::kind::escalated));
  // The text of its leaf is what a person looks for in the journal.
  const auto& leaf = ended.causes.front().reason;
  BOOST_TEST(leaf.find("handling numbers.counted ") != std::string::npos);
  BOOST_TEST(leaf.find("std::range_error: no such number (event ") != std::string::npos);
  BOOST_TEST(leaf.find(", trace 00-") != std::string::npos);
  shop.stop();
  const auto told = reported<reports::gave_up>(kept);
  BOOST_TEST_REQUIRE(told.size() == 1u);
  BOOST_TEST(told[0].supervisor == "shop");
  BOOST_TEST(told[0].offender.id == "accounts");
  BOOST_TEST(told[0].causes.size() == 2u);
  BOOST_TEST(told[0].exception.has_value());
}

BOOST_AUTO_TEST_CASE(are_published_by_the_runtime_only) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("forger", [](service<>* self) -> behavior {
    return {[self](const counted&) { self->publish(forged{"all is well"}); }};
  });
  shop.start(kept.open());
  const auto refused = shop.running().publish({encode(forged{"all is well"})}, {});
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.failure().code == ec::invalid));
  shop.publish(counted{"a", 1});
  BOOST_TEST(settles_idle(shop));
  shop.stop();
  BOOST_TEST_REQUIRE(kept.dead_letters().size() == 1u);
  BOOST_TEST(kept.dead_letters()[0].error ==
             "topics that begin with 'troupe.' are the runtime's own, so nobody else may publish "
             "troupe.supervision.forged; name the event otherwise");
  BOOST_TEST(kept.dead_letters()[0].error_type == "std::logic_error");
  BOOST_TEST(kept.events("troupe.supervision.forged").empty());
}

BOOST_AUTO_TEST_CASE(refuse_a_service_that_says_it_publishes_one) {
  support::deployed shop;
  shop.add(
      "forger",
      [](service<>* self) -> behavior {
        return {[self](const counted&) { self->publish(forged{}); }};
      },
      publishes<forged>);
  const auto started = shop.try_start(std::make_unique<journal::memory_engine>());
  BOOST_REQUIRE(!started);
  BOOST_TEST(started.failure().what.find("are the runtime's own") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(say_the_same_in_the_log_a_few_times_a_minute_and_count_the_rest) {
  support::deployed shop;
  shop.add("accounts", superstitious).retry.attempts = 1;
  shop.start();
  for (int i = 0; i < 12; ++i)
    shop.publish(counted{std::to_string(i), 13});
  BOOST_TEST(settles_idle(shop));
  BOOST_TEST(comes_true([&] { return shop.running().tree().lines_left_out() >= 2u * 7; }));
  const auto lines = shop.lines();
  const auto crashes = std::count_if(lines.begin(), lines.end(), [](const auto& line) {
    return line.find("accounts: crashed, charged to its delivery: handling numbers.counted") !=
           std::string::npos;
  });
  BOOST_TEST(crashes == 5);
  BOOST_TEST(shop.running().tree().lines_left_out() == 2u * 7);
  shop.stop();
}

BOOST_AUTO_TEST_SUITE_END()
