// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/testing/deployment_rehearsal.hpp"

#include "unit/testing/tickets.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <iterator>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;
using testing::deployment_rehearsal;
using testing::failed;

namespace {

std::ptrdiff_t threads() {
  return std::distance(std::filesystem::directory_iterator{"/proc/self/task"},
                       std::filesystem::directory_iterator{});
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_rehearsal_of_a_deployment)

BOOST_AUTO_TEST_CASE(plays_its_services_together) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 20});
  shop.settle();
  shop.expect_published(money_charged{"A1", 20});
  shop.expect_published(ticket_sent{"A1", 1});
  shop.expect_published<ticket_sent>(1);
  shop.expect_not_published(ticket_cancelled{"A1"});
  shop.expect_no_dead_letters();
  BOOST_TEST(shop.published<seat_reserved>().size() == 1u);
  BOOST_TEST(shop.ask(get_order_state{"A1"}).paid);
}

BOOST_AUTO_TEST_CASE(needs_no_thread_but_the_tests_own) {
  const auto before = threads();
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 20});
  shop.advance(1h);
  BOOST_TEST(threads() == before);
}

BOOST_AUTO_TEST_CASE(goes_to_each_deadline_in_turn) {
  auto shop = theatre(box_office("office", ", options: {busy: 2}"));
  const auto began = shop.now();
  shop.publish(ticket_ordered{"A1", 20});
  shop.advance(1min - 1us);
  shop.expect_published<money_charged>(0);
  BOOST_TEST(has(shop.story(), "till: attempt 1 failed: the line is busy; the next at +1m"),
             shop.story());
  shop.advance(1us);
  BOOST_TEST(has(shop.story(), "+1m till: attempt 2 failed: the line is busy; the next at +3m"),
             shop.story());
  shop.advance(1h);
  BOOST_TEST(has(shop.story(), "+3m till: handled it, at attempt 3"), shop.story());
  BOOST_TEST(has(shop.story(), "+3m money.charged A1"), shop.story());
  BOOST_TEST((shop.now() == began + 1h + 1min));
}

BOOST_AUTO_TEST_CASE(goes_over_years_in_which_nothing_happens_at_once) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 20});
  shop.advance(24h);
  const auto began = system_time().elapsed();
  shop.advance(100 * 8760h);
  BOOST_TEST(
      (system_time().elapsed() - began < 30s)); // An hour and more, if it looked at each second.
  shop.expect_published<ticket_sent>(1);
}

BOOST_AUTO_TEST_CASE(brings_timers_when_they_are_due) {
  auto shop = theatre(box_office("office", ", options: {busy: 9}"));
  shop.publish(ticket_ordered{"A1", 20});
  shop.advance(15min - 1us);
  shop.expect_published<ticket_cancelled>(0);
  shop.advance(1us);
  shop.expect_published(ticket_cancelled{"A1"});
  shop.expect_published<ticket_sent>(0);
}

BOOST_AUTO_TEST_CASE(keeps_dead_letters_to_look_at) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 13}, ticket_ordered{"A2", 20});
  shop.settle();
  const auto found = shop.expect_dead_letter("till", "no such card");
  BOOST_TEST(found.key == "A1");
  BOOST_TEST(found.reason == "rejected");
  BOOST_TEST(found.topic == "tickets.ordered");
  BOOST_TEST(found.payload == R"({"order":"A1","amount":13})");
  BOOST_TEST(shop.dead_letters().size() == 1u);
  shop.expect_published(ticket_sent{"A2", 1});
}

BOOST_AUTO_TEST_CASE(checks_what_events_declare_of_their_members) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 10'001});
  shop.settle();
  const auto found = shop.expect_dead_letter(
      "till", "money.charged breaks its constraints: .amount: expected at most 10000, was 10001");
  BOOST_TEST(found.reason == "rejected");
  BOOST_TEST(found.attempts == 1u);
  const std::string refused = "what was to be published is refused: tickets.ordered breaks its "
                              "constraints: .amount: expected at least 0, was -1";
  BOOST_TEST(complaint_of([&] { shop.publish(ticket_ordered{"A2", -1}); }) == refused);
  BOOST_TEST(complaint_of([&] {
               shop.publish_json("tickets.ordered", R"({"order":"A2","amount":-1})");
             }) == refused);
  auto careless = theatre(box_office() + "constraints: ignore\n");
  careless.publish(ticket_ordered{"A2", -1});
}

BOOST_AUTO_TEST_CASE(charges_a_crash_to_its_delivery_as_a_deployment_does) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 66}, ticket_ordered{"A2", 99});
  shop.advance(1h);
  shop.expect_published(ticket_sent{"A1", 1});
  BOOST_TEST(shop.expect_dead_letter("till", "the till is jammed").attempts == 3u);
  BOOST_TEST(!shop.ended());
}

BOOST_AUTO_TEST_CASE(sees_what_skips_the_journal) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 20}, ticket_ordered{"A2", 22});
  shop.settle();
  shop.expect_published<takings_changed>(2);
  shop.expect_published(takings_changed{42});
}

BOOST_AUTO_TEST_CASE(shows_that_a_crash_loses_nothing) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 20});
  shop.settle();
  shop.crash("takings");
  shop.publish(ticket_ordered{"A2", 22});
  shop.settle();
  shop.expect_published(takings_changed{42});
}

BOOST_AUTO_TEST_CASE(cannot_crash_what_does_not_run) {
  auto shop = theatre(box_office("office", ", restart: temporary"));
  shop.crash("till");
  const auto why = complaint_of([&] { shop.crash("till"); });
  BOOST_TEST(has(why, "'till' does not run, so nothing of it can crash\nseed 1 "), why);
  BOOST_TEST(has(why, "+0s till was told to crash"), why);
}

BOOST_AUTO_TEST_CASE(crashes_also_what_is_just_being_restarted) {
  for (const auto seed : testing::seeds(100)) {
    auto shop = theatre(box_office(), seed);
    shop.publish(ticket_ordered{"A1", 66});
    shop.crash("till");
    shop.advance(1h);
    shop.expect_published(ticket_sent{"A1", 1});
  }
}

BOOST_AUTO_TEST_CASE(finds_what_a_service_keeps_outside_of_its_state) {
  auto shop = theatre(box_office("forgetful_office"));
  shop.publish(ticket_ordered{"A1", 20});
  shop.settle();
  shop.crash("office");
  shop.publish(ticket_ordered{"A2", 20});
  shop.settle();
  const auto why = complaint_of([&] { shop.expect_published(ticket_sent{"A2", 2}); });
  BOOST_TEST(has(why, ".number: expected 2, was 1"), why);
  BOOST_TEST(has(why, "office was told to crash"), why);
}

BOOST_AUTO_TEST_CASE(proves_nothing_by_what_is_not_there_yet) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 20});
  const auto why = complaint_of([&] { shop.expect_not_published(ticket_sent{"A1", 2}); });
  BOOST_TEST(has(why, "call settle() before"), why);
  BOOST_TEST(has(complaint_of([&] { shop.expect_no_dead_letters(); }), "call settle() before"));
  BOOST_TEST(has(complaint_of([&] { shop.expect_published<ticket_sent>(0); }), "settle() before"));
  shop.settle();
  shop.expect_not_published(ticket_sent{"A1", 2});
}

BOOST_AUTO_TEST_CASE(proves_nothing_by_what_a_deployment_that_ended_does_not_do) {
  auto shop = theatre();
  for (int i = 0; i < 2; ++i)
    shop.crash("hall");
  const auto why = complaint_of([&] { shop.expect_no_dead_letters(); });
  BOOST_TEST(has(why, "ask ended() where the deployment may end"), why);
  BOOST_TEST(has(why, "the deployment has ended by itself: "), why);
  BOOST_TEST(has(complaint_of([&] { shop.advance(1h); }), "theatre has ended by itself: "));
  BOOST_TEST(has(complaint_of([&] { shop.crash("hall"); }), "theatre has ended by itself: "));
  BOOST_REQUIRE(shop.ended());
  shop.expect_no_dead_letters();
}

BOOST_AUTO_TEST_CASE(ends_where_the_deployment_gives_up) {
  auto shop = theatre();
  BOOST_TEST(!shop.ended());
  for (int i = 0; i < 3 && !shop.ended(); ++i)
    shop.crash("hall");
  BOOST_REQUIRE(shop.ended());
  BOOST_TEST(has(*shop.ended(), "theatre/hall"), *shop.ended());
  const auto why = complaint_of([&] { shop.publish(ticket_ordered{"A1", 20}); });
  BOOST_TEST(has(why, "theatre has ended by itself: "), why);
}

BOOST_AUTO_TEST_CASE(takes_what_is_written_as_json) {
  auto shop = theatre();
  shop.publish_json("tickets.ordered", R"({"order": "A1", "amount": 20})");
  shop.settle();
  shop.expect_published(ticket_sent{"A1", 1});
  const auto why =
      complaint_of([&] { shop.publish_json("tickets.ordered", R"({"odrer": "A1"})"); });
  BOOST_TEST(has(why, "odrer"), why);
}

BOOST_AUTO_TEST_CASE(has_other_services_in_place_of_some) {
  const auto charged = std::make_shared<int>(0);
  testing::deployment_rehearsal_setup setup;
  setup.instead.service("box.till", [charged](service<nothing>* self) -> behavior {
    return {[self, charged](const ticket_ordered& x) {
      *charged += x.amount;
      self->publish(money_charged{x.order, x.amount});
    }};
  });
  auto shop = deployment_rehearsal::parse(box_office("office", ", options: {busy: 9}"),
                                          box_office_services(), std::move(setup));
  shop.publish(ticket_ordered{"A1", 13});
  shop.settle();
  shop.expect_published(ticket_sent{"A1", 1});
  BOOST_TEST(*charged == 13);
}

BOOST_AUTO_TEST_CASE(takes_no_service_that_stands_in_for_nobody) {
  const auto till = [](service<nothing>*) -> behavior { return {[](const ticket_ordered&) {}}; };
  testing::deployment_rehearsal_setup setup;
  setup.instead.service("box.tlil", till);
  const auto why = complaint_of([&] {
    (void)deployment_rehearsal::parse(box_office(), box_office_services(), std::move(setup));
  });
  BOOST_TEST(
      has(why, "'box.tlil' stands in for no service that it runs; did you mean \"box.till\"?"),
      why);
}

BOOST_AUTO_TEST_CASE(goes_ahead_in_time_only) {
  auto shop = theatre();
  const auto why = complaint_of([&] { shop.advance(-1h); });
  BOOST_TEST(has(why, "time goes ahead only"), why);
}

BOOST_AUTO_TEST_CASE(begins_when_the_test_says) {
  testing::deployment_rehearsal_setup setup;
  setup.begin = time_point{std::chrono::sys_days{std::chrono::year{2026} / 12 / 24}};
  const auto begin = setup.begin;
  const auto shop = deployment_rehearsal::parse(box_office(), box_office_services(), setup);
  BOOST_TEST((shop.now() == begin));
}

BOOST_AUTO_TEST_CASE(says_all_that_is_wrong_with_the_file) {
  const auto why = complaint_of([] {
    (void)deployment_rehearsal::parse("troupe: 1\nmodules: [nowhere]\ntree: {childs: []}\n");
  });
  BOOST_TEST(has(why, "deployment:2:11: the module 'nowhere' is not found"), why);
  BOOST_TEST(has(why, "deployment:3:8: "), why);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_failed_expectation_of_a_deployment)

BOOST_AUTO_TEST_CASE(tells_what_came_of_what) {
  auto shop = theatre(box_office("office", ", options: {busy: 9}"), 5);
  shop.publish(ticket_ordered{"A1", 20});
  shop.advance(1h);
  const auto why = complaint_of([&] { shop.expect_published(ticket_sent{"A1", 1}); });
  BOOST_TEST(
      has(why, "it was expected, and not published: tickets.sent {\"order\":\"A1\",\"number\":1}\n"
               "no tickets.sent was\n"
               "seed 5 (TROUPE_SEED=5 plays it again), at +1h:\n"
               "+0s tickets.ordered A1 {\"order\":\"A1\",\"amount\":20}, from outside\n"),
      why);
  for (const auto* line :
       {"\n  +0s till: attempt 1 failed: the line is busy; the next at +1m\n",
        "\n  +1m till: attempt 2 failed: the line is busy; the next at +3m\n",
        "\n  +3m till: dead letter, attempts_spent: the line is busy, after 3 attempts\n",
        "\n  +0s seats.reserved A1 {\"order\":\"A1\"}, by hall\n",
        "\n  +15m payments.missed A1 {\"order\":\"A1\"}, by office\n",
        "\n    +15m tickets.cancelled A1 {\"order\":\"A1\"}, by office\n"})
    BOOST_TEST(has(why, line), "missing: " << line << "in\n" << why);
}

BOOST_AUTO_TEST_CASE(begins_with_its_line) {
  auto shop = theatre();
  const auto begins_with = [](const std::string& why, int line) {
    return why.rfind(__FILE__ + (':' + std::to_string(line)) + ": ", 0) == 0;
  };
  auto why = complaint_of([&] { shop.expect_published(money_charged{"A2", 31}); });
  BOOST_TEST(begins_with(why, __LINE__ - 1), why);
  why = complaint_of([&] { shop.expect_published<money_charged>(2); });
  BOOST_TEST(begins_with(why, __LINE__ - 1), why);
  why = complaint_of([&] { (void)shop.expect_dead_letter("till"); });
  BOOST_TEST(begins_with(why, __LINE__ - 1), why);
  why = complaint_of([&] { shop.crash("bar"); });
  BOOST_TEST(begins_with(why, __LINE__ - 1), why);
}

BOOST_AUTO_TEST_CASE(shows_the_nearest_event_field_by_field) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 20}, ticket_ordered{"A2", 30});
  shop.settle();
  const auto why = complaint_of([&] { shop.expect_published(money_charged{"A2", 31}); });
  BOOST_TEST(has(why, "of 2 that were, the nearest differs:\n  .amount: expected 31, was 30\n"),
             why);
}

BOOST_AUTO_TEST_CASE(begins_with_the_chain_that_it_is_about) {
  auto shop = theatre();
  for (int i = 1; i < 100; ++i)
    shop.publish(ticket_ordered{"A" + std::to_string(i), 20});
  shop.settle();
  const auto why = complaint_of([&] { shop.expect_published(ticket_cancelled{"A77"}); });
  BOOST_TEST(has(why, "at +0s:\n+0s tickets.ordered A77 "), why);
  BOOST_TEST(has(why, "... and what came of "), why);
}

BOOST_AUTO_TEST_CASE(counts_and_names_dead_letters) {
  auto shop = theatre();
  shop.publish(ticket_ordered{"A1", 13});
  shop.settle();
  BOOST_TEST(has(complaint_of([&] { shop.expect_no_dead_letters(); }),
                 "no dead letter was expected, and 1 was made\n"));
  BOOST_TEST(has(complaint_of([&] { (void)shop.expect_dead_letter("till", "closed"); }),
                 "a dead letter of till was expected that says 'closed'; there are\n"
                 "  of till: no such card\n"));
  BOOST_TEST(has(complaint_of([&] { shop.expect_published<ticket_sent>(2); }),
                 "tickets.sent was expected 2 times, and was published 0\n"));
  BOOST_TEST(
      has(complaint_of([&] { shop.crash("bar"); }), "no service of theatre is called 'bar'"));
}

BOOST_AUTO_TEST_SUITE_END()
