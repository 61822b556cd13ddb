// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "service/stuck_handlers.hpp"

#include "support/journal_values.hpp"
#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;
using execution::exit_class;
using execution::work;
using texts = std::vector<std::string>;

namespace {

/// Hands that the test fills itself, and everybody whom the watch tells of what it finds.
struct stage {
  support::manual_clock time;
  uuid_source ids{time, 1};
  activity doings;
  std::shared_ptr<execution::hand> memory{new execution::hand[4],
                                          std::default_delete<execution::hand[]>{}};
  execution::in_hand board{memory, 4};
  roster running;
  texts lines;
  std::vector<std::uint32_t> replaced;
  bool has_threads = true;
  texts too_many;
  bool can_read = true;
  stuck_handlers watch{parts()};

  std::shared_ptr<crash_streak> streak = std::make_shared<crash_streak>(3);
  std::shared_ptr<charges> charged = std::make_shared<charges>();
  texts told; ///< the supervisor

  stuck_parts parts() {
    return {board,
            running,
            time,
            ids,
            doings,
            [this](log_level, std::string_view who, std::string_view text) {
              lines.push_back(std::string{who} + " " + std::string{text});
            },
            [this](journal::sequence_number n) -> std::optional<journal::event_record> {
              if (!can_read)
                return std::nullopt;
              return journal::trial::event(n, "orders.placed", "A" + std::to_string(n));
            },
            [this](std::uint32_t thread) {
              if (!has_threads)
                throw std::runtime_error("there is no thread more");
              replaced.push_back(thread);
            },
            [this](std::string why) { too_many.push_back(std::move(why)); },
            2};
  }

  /// An instance that takes `what` in hand on a thread of its own; the fence before it.
  std::shared_ptr<fence> take(std::uint32_t thread, journal::epoch_number epoch, work what) {
    const auto before = std::make_shared<fence>();
    const auto name = "payment/" + std::to_string(epoch);
    running.add(epoch, {name,
                        "shop/" + name,
                        epoch,
                        {10s, 5s},
                        before,
                        charged,
                        streak,
                        [this, name](exit_class how, std::string why) {
                          told.push_back(name + ' ' + execution::to_string(how) + ": " + why);
                        }});
    auto& hand = memory.get()[thread - 1];
    hand.claim(thread);
    hand.begin_turn(epoch, 1, 0);
    hand.take(what);
    return before;
  }

  /// It returned and was found to be left behind; its actor has ended.
  void put_down(std::uint32_t thread, journal::epoch_number epoch) {
    memory.get()[thread - 1].put_down();
    running.remove(epoch);
  }

  void pass(std::chrono::nanoseconds by) {
    watch.look();
    time.advance(by);
    watch.look();
  }
};

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(texts)

BOOST_FIXTURE_TEST_SUITE(a_handler_that_does_not_return, stage)

BOOST_AUTO_TEST_CASE(is_reported_by_service_and_event_and_goes_on) {
  const auto before = take(1, 1, work::on_event(7));
  pass(10s);
  BOOST_TEST(lines == texts{"payment/1 has not returned from handling orders.placed A7 (sequence "
                            "7) for 10s; after 5s more it is left behind"});
  BOOST_TEST(!before->is_raised());
  BOOST_TEST(told.empty());
  put_down(1, 1);
  pass(1s);
  BOOST_TEST(lines.back() ==
             "payment/1 returned from handling orders.placed A7 (sequence 7) after 10s");
}

BOOST_AUTO_TEST_CASE(is_left_behind_and_its_delivery_charged) {
  const auto before = take(1, 1, work::on_event(7));
  pass(15s);
  BOOST_TEST(before->is_raised());
  BOOST_TEST(told == texts{"payment/1 delivery_crash: did not return from handling orders.placed "
                           "A7 (sequence 7) within 15s"});
  BOOST_TEST_REQUIRE(charged->find(7).has_value());
  BOOST_TEST((charged->find(7)->why == journal::failure::timeout));
  BOOST_TEST(charged->find(7)->instance == "payment/1");
  BOOST_TEST(charged->find(7)->text == "the handler did not return within 15s");
  BOOST_TEST(replaced.size() == 1u);
  BOOST_TEST(replaced.front() == 1u);
  BOOST_TEST(doings.left_behind == 1u);
  BOOST_TEST(lines.back() == "payment/1 did not return from handling orders.placed A7 (sequence 7) "
                             "within 15s; the delivery has spent an attempt");
  pass(1h);
  BOOST_TEST(told.size() == 1u);
}

BOOST_AUTO_TEST_CASE(has_nothing_in_hand_any_more_that_could_be_charged_again) {
  take(1, 1, work::on_event(7));
  take(2, 2, work::on_event(8));
  pass(14s);
  BOOST_TEST(!board.at(0).is_left());
  put_down(2, 2);
  pass(1s);
  BOOST_TEST(board.at(0).is_left());
  BOOST_TEST(!board.at(1).is_left());
}

BOOST_AUTO_TEST_CASE(has_a_successor_also_where_the_system_has_no_thread_more) {
  has_threads = false;
  take(1, 1, work::on_event(7));
  BOOST_CHECK_THROW(pass(15s), std::runtime_error);
  BOOST_TEST(told.size() == 1u);
  BOOST_TEST(charged->find(7).has_value());
}

BOOST_AUTO_TEST_CASE(is_a_zombie_until_it_comes_back) {
  take(1, 1, work::on_event(7));
  const auto began = time.now();
  pass(20s);
  BOOST_TEST_REQUIRE(watch.zombies().size() == 1u);
  const auto one = watch.zombies().front();
  BOOST_TEST(one.instance == "payment/1");
  BOOST_TEST(one.doing == "handling orders.placed A7 (sequence 7)");
  BOOST_TEST((one.since == began));
  put_down(1, 1);
  pass(1s);
  BOOST_TEST(watch.zombies().empty());
  BOOST_TEST(lines.back() == "payment/1 came back from handling orders.placed A7 (sequence 7) "
                             "after 20s; it has been replaced, and nothing that it did counts");
}

BOOST_AUTO_TEST_CASE(is_an_ordinary_failure_where_no_event_is_in_its_hand) {
  take(1, 1, work::on_pull(1));
  take(2, 2, work::on_start());
  pass(15s);
  BOOST_TEST(told == (texts{"payment/1 error: did not return from bringing events in within 15s",
                            "payment/2 error: did not return from on_start within 15s"}));
  BOOST_TEST(charged->all().empty());
}

BOOST_AUTO_TEST_CASE(spends_no_attempt_of_a_transient_event_which_has_none) {
  take(1, 1, work::on_transient_event(1));
  pass(15s);
  BOOST_TEST(told == texts{"payment/1 delivery_crash: did not return from handling a transient "
                           "event within 15s"});
  BOOST_TEST(charged->all().empty());
}

BOOST_AUTO_TEST_CASE(is_the_services_fault_after_many_different_events_in_a_row) {
  for (journal::epoch_number n = 1; n <= 5; ++n) {
    take(1, n, work::on_event(n));
    pass(15s);
    put_down(1, n);
    watch.look();
  }
  BOOST_TEST_REQUIRE(told.size() == 5u);
  for (std::size_t i = 0; i < 5; ++i)
    BOOST_TEST((told[i].find(i < 3 ? "delivery_crash" : " error: ") != std::string::npos), told[i]);
  BOOST_TEST(charged->all().size() == 3u);
  streak->handled();
  take(1, 6, work::on_event(6));
  pass(15s);
  BOOST_TEST(told.back().find("delivery_crash") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_an_ordinary_failure_where_its_event_cannot_be_read) {
  can_read = false;
  take(1, 1, work::on_event(7));
  pass(15s);
  BOOST_TEST(told == texts{"payment/1 error: did not return from handling the event of sequence 7 "
                           "within 15s"});
}

BOOST_AUTO_TEST_CASE(ends_the_program_where_there_are_too_many_of_them) {
  for (std::uint32_t n = 1; n <= 2; ++n)
    take(n, n, work::on_event(n));
  pass(15s);
  BOOST_TEST(too_many.empty());
  take(3, 3, work::on_pull(3));
  pass(15s);
  BOOST_TEST_REQUIRE(too_many.size() >= 1u);
  BOOST_TEST(too_many.front() ==
             "3 handlers were left behind and have not returned, and limits.zombies is 2: "
             "payment/1 in handling orders.placed A1 (sequence 1), "
             "payment/2 in handling orders.placed A2 (sequence 2), "
             "payment/3 in bringing events in");
}

BOOST_AUTO_TEST_CASE(counts_one_that_a_supervisor_left_behind) {
  const auto before = take(1, 1, work::on_event(7));
  watch.left_behind("shop/payment/1", 1);
  BOOST_TEST(before->is_raised());
  BOOST_TEST(replaced.size() == 1u);
  BOOST_TEST(watch.zombies().size() == 1u);
  BOOST_TEST(told.empty());
  watch.left_behind("shop/payment/1", 1);
  pass(1h);
  BOOST_TEST(replaced.size() == 1u);
  BOOST_TEST(watch.zombies().size() == 1u);
  BOOST_TEST(told.empty());
}

BOOST_AUTO_TEST_CASE(counts_none_that_only_waits_for_its_turn) {
  const auto before = take(1, 1, work::on_event(7));
  memory.get()[0].put_down();
  watch.left_behind("shop/payment/1", 1);
  watch.left_behind("shop/payment/1", 99);
  watch.left_behind("shop/nobody", 1);
  BOOST_TEST(before->is_raised());
  BOOST_TEST(replaced.empty());
  BOOST_TEST(watch.zombies().empty());
}

BOOST_AUTO_TEST_CASE(fills_the_log_with_no_more_than_ten_lines_of_one_that_is_only_late) {
  for (std::uint64_t n = 1; n <= 30; ++n) {
    take(1, 1, work::on_event(n));
    pass(10s);
    memory.get()[0].put_down();
    watch.look();
  }
  BOOST_TEST(lines.size() == 20u); // Each with its return.
}

BOOST_AUTO_TEST_SUITE_END()
