// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/report_book.hpp"

#include "troupe/supervision_events.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>

using namespace troupe::supervision;
using namespace std::chrono_literals;
using troupe::uuid;

namespace {

constexpr auto now = 1min;

uuid id_of_version(std::uint8_t version) {
  uuid id;
  id.bytes[6] = static_cast<std::uint8_t>(version << 4);
  id.bytes[15] = 9;
  return id;
}

/// A tree of one supervisor, "shop", and its child "payment", the third of its instances.
struct shop {
  std::string supervisor = "shop";
  std::string id = "payment";
  std::string path = "shop/payment";
  child_spec spec{id};

  known_child payment() const { return {supervisor, id, path, 3, spec}; }
};

exit_info crash_over(const uuid& event, const uuid& correlation) {
  troupe::execution::crash what{"std::range_error", "no such card"};
  what.event = event;
  what.sequence = 12;
  what.attempt = 2;
  what.topic = "payments.requested";
  what.key = "536365";
  what.way.trace_id[0] = 7;
  what.way.span_id[0] = 8;
  what.correlation = correlation;
  return {
      exit_class::delivery_crash,
      {{"shop/payment", to_string(what), std::make_shared<const troupe::execution::crash>(what)}}};
}

exit_info crash() {
  return crash_over(id_of_version(7), id_of_version(7));
}

exit_info ended(exit_class how) {
  return {how, {{"shop/payment", "so it went"}}};
}

template <class Event>
Event read(const std::optional<report>& from) {
  BOOST_REQUIRE(from);
  BOOST_TEST_REQUIRE(from->fact.topic == Event::type.name);
  auto what = troupe::from_json<Event>(from->fact.payload);
  BOOST_REQUIRE(what);
  return *what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_book_of_reports)

BOOST_AUTO_TEST_CASE(tells_of_a_crash_all_that_a_person_wants_to_know) {
  report_book book{20};
  const shop in;
  const auto made = book.child_ended(in.payment(), crash(), end_stage::running, now);
  const auto told = read<troupe::reports::child_ended>(made);
  BOOST_TEST(made->fact.key == "shop/payment");
  BOOST_TEST((made->causation == id_of_version(7)));
  BOOST_TEST(made->way.trace_id[0] == 7);
  BOOST_TEST((told.context == troupe::reports::contexts::child_terminated));
  BOOST_TEST(told.supervisor == "shop");
  BOOST_TEST(told.child == "shop/payment");
  BOOST_TEST((told.how == troupe::reports::ends::delivery_crash));
  BOOST_TEST(told.offender.id == "payment");
  BOOST_TEST(told.offender.instance == 3u);
  BOOST_TEST(told.offender.shutdown == "5s");
  BOOST_TEST((told.offender.restart == troupe::reports::restarts::permanent));
  BOOST_TEST((told.offender.kind == troupe::reports::kinds::worker));
  BOOST_REQUIRE(told.exception);
  BOOST_TEST(told.exception->type == "std::range_error");
  BOOST_TEST(told.exception->text == "no such card");
  BOOST_TEST((told.exception->event == id_of_version(7)));
  BOOST_TEST(told.exception->sequence == 12u);
  BOOST_TEST(told.exception->attempt == 2);
  BOOST_TEST(told.exception->topic == "payments.requested");
  BOOST_TEST(told.exception->key == "536365");
  BOOST_TEST(told.exception->traceparent.trace_id[0] == 7);
  BOOST_TEST_REQUIRE(told.causes.size() == 1u);
  BOOST_TEST(told.causes[0].path == "shop/payment");
  BOOST_TEST(told.causes[0].reason == told.reason);
  BOOST_TEST(told.reason.find("std::range_error: no such card (event ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(reports_the_ends_that_otp_reports) {
  struct row {
    restart_type restart;
    exit_class how;
    bool reported;
  };
  using enum restart_type;
  using enum exit_class;
  for (const auto& [restart, how, reported] : {row{permanent, normal, true},
                                               {permanent, shutdown, true},
                                               {permanent, killed, true},
                                               {permanent, error, true},
                                               {transient, normal, false},
                                               {transient, shutdown, false},
                                               {transient, killed, true},
                                               {transient, error, true},
                                               {temporary, normal, false},
                                               {temporary, shutdown, false},
                                               {temporary, error, true}}) {
    report_book book{20};
    shop in;
    in.spec.restart = restart;
    const auto made = book.child_ended(in.payment(), ended(how), end_stage::running, now);
    BOOST_TEST(made.has_value() == reported);
  }
}

BOOST_AUTO_TEST_CASE(reports_a_stop_only_where_it_went_otherwise_than_asked) {
  struct row {
    restart_type restart;
    shutdown_policy policy;
    exit_class how;
    bool reported;
  };
  using enum restart_type;
  using enum exit_class;
  const auto time = shutdown_policy::after(1s);
  const auto brutal = shutdown_policy::brutal();
  for (const auto& [restart, policy, how, reported] : {row{permanent, time, shutdown, false},
                                                       {permanent, time, normal, true},
                                                       {transient, time, normal, false},
                                                       {permanent, time, killed, true},
                                                       {permanent, time, error, true},
                                                       {permanent, brutal, killed, false},
                                                       {permanent, brutal, error, true}}) {
    report_book book{20};
    shop in;
    in.spec.restart = restart;
    in.spec.shutdown = policy;
    const auto made = book.child_ended(in.payment(), ended(how), end_stage::stopping, now);
    BOOST_TEST(made.has_value() == reported);
    if (reported)
      BOOST_TEST((read<troupe::reports::child_stop_failed>(made).context ==
                  troupe::reports::contexts::shutdown_error));
  }
}

BOOST_AUTO_TEST_CASE(tells_a_failed_start_from_an_end) {
  report_book book{20};
  const shop in;
  const auto told = read<troupe::reports::child_start_failed>(
      book.child_ended(in.payment(), ended(exit_class::error), end_stage::starting, now));
  BOOST_TEST((told.context == troupe::reports::contexts::start_error));
  BOOST_TEST(told.reason == "so it went");
  BOOST_TEST(!told.exception);
}

BOOST_AUTO_TEST_CASE(tells_of_a_restart_how_long_the_child_was_down) {
  report_book book{20};
  const shop in;
  const auto told =
      read<troupe::reports::child_restarted>(book.child_restarted(in.payment(), 1500us, now));
  BOOST_TEST((told.context == troupe::reports::contexts::progress));
  BOOST_TEST(told.down_us == 1500);
}

BOOST_AUTO_TEST_CASE(tells_whose_end_was_one_too_many_and_the_leaf_that_began_it) {
  report_book book{20};
  const shop in;
  auto causes = crash().causes;
  causes.push_back({"shop", "gave up"});
  const auto made =
      book.gave_up("shop", {end_reason::escalated, causes, "payment"}, in.payment(), now);
  const auto told = read<troupe::reports::gave_up>(made);
  BOOST_TEST(made->fact.key == "shop");
  BOOST_TEST((told.context == troupe::reports::contexts::shutdown));
  BOOST_TEST(told.reason == "gave up");
  BOOST_TEST(told.offender.id == "payment");
  BOOST_REQUIRE(told.exception);
  BOOST_TEST(told.exception->topic == "payments.requested");
  BOOST_TEST(told.causes.size() == 2u);
}

BOOST_AUTO_TEST_CASE(leaves_a_failed_start_of_a_tree_to_the_child_that_did_not_start) {
  report_book book{20};
  const shop in;
  BOOST_TEST(!book.gave_up("shop", {end_reason::start_failed, crash().causes}, in.payment(), now));
}

BOOST_AUTO_TEST_CASE(counts_what_is_too_much_and_tells_it_with_the_next) {
  report_book book{4};
  const shop in;
  for (int i = 0; i < 10; ++i)
    book.child_ended(in.payment(), crash(), end_stage::running, now);
  const auto next = book.child_ended(in.payment(), crash(), end_stage::running, now + 1s);
  BOOST_TEST(read<troupe::reports::child_ended>(next).held_back == 7u);
  const auto after = book.child_ended(in.payment(), crash(), end_stage::running, now + 1s);
  BOOST_TEST(read<troupe::reports::child_ended>(after).held_back == 0u);
}

BOOST_AUTO_TEST_CASE(marks_what_follows_from_a_report) {
  const auto id = id_of_version(7);
  BOOST_TEST(!follows_from_a_report(id));
  BOOST_TEST(!follows_from_a_report(uuid{}));
  BOOST_TEST(follows_from_a_report(report_correlation(id)));
}

BOOST_AUTO_TEST_CASE(is_silent_on_a_failure_over_a_report_and_what_it_brings_about) {
  report_book book{20};
  const shop in;
  shop sibling;
  sibling.id = "shipping";
  sibling.path = "shop/shipping";
  const auto over_report = crash_over(id_of_version(7), report_correlation(id_of_version(7)));
  BOOST_TEST(!book.child_ended(in.payment(), over_report, end_stage::running, now));
  // The strategy stops the sibling, which is stuck, and starts both.
  BOOST_TEST(
      !book.child_ended(sibling.payment(), ended(exit_class::killed), end_stage::stopping, now));
  BOOST_TEST(!book.child_restarted(in.payment(), 1ms, now));
  BOOST_TEST(!book.child_restarted(sibling.payment(), 1ms, now));
  auto causes = over_report.causes;
  causes.push_back({"shop", "gave up"});
  BOOST_TEST(!book.gave_up("shop", {end_reason::escalated, causes, "payment"}, in.payment(), now));

  const auto next = book.child_ended(in.payment(), crash(), end_stage::running, now);
  BOOST_TEST(read<troupe::reports::child_ended>(next).held_back == 5u);
  BOOST_TEST(book.child_restarted(in.payment(), 1ms, now).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
