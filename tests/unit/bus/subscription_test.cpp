// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include <boost/test/unit_test.hpp>

#include "unit/bus/subscription_values.hpp"

using namespace troupe;
using namespace troupe::bus;
using namespace troupe::bus::trial;

namespace {

/// One instance that is ready and live, with so much credit, at the end of a journal with `head`
/// events.
struct live_one {
  explicit live_one(std::size_t credit = 4, sequence_number head = 0)
      : core({.instances = 1, .credit = credit, .transient_limit = 100}, in({"orders.*"}), head) {
    core.start();
    core.page_read(page_of(std::make_shared<journal::batch>(), head, head));
    core.ready(0, 7, everywhere_at(head), {});
  }
  texts live(sequence_number first, std::size_t count, const std::string& key = "k") {
    return words(core.live(batch_of(first, count, key)));
  }
  texts settled(std::uint64_t taken, std::vector<parked_change> changes = {}) {
    return words(core.acknowledged(0, 7, {taken, 0, std::move(changes)}));
  }
  auto park(const std::string& key, sequence_number sequence) const {
    return core.park_begins(partition_of(key), sequence, key);
  }

  subscription core;
};

parked_change parked(const std::string& key, sequence_number sequence, time_point due) {
  return {parked_change::kind::parked, key, partition_of(key), sequence, due};
}
parked_change reparked(const std::string& key, sequence_number sequence, time_point due) {
  return {parked_change::kind::reparked, key, partition_of(key), sequence, due};
}
parked_change unparked(const std::string& key) {
  return {parked_change::kind::unparked, key, partition_of(key), 0, {}};
}
parked_change left(const std::string& key, sequence_number sequence) {
  return {parked_change::kind::left, key, partition_of(key), sequence, {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_subscription)

BOOST_AUTO_TEST_CASE(begins_by_reading_after_what_is_settled) {
  subscription core{{}, in({"orders.*"}), 41};
  BOOST_TEST(words(core.start()) == (texts{"read after 41"}));
  BOOST_TEST(core.is_behind());
}

BOOST_AUTO_TEST_CASE(goes_live_when_a_page_reaches_the_head) {
  subscription core{{}, in({"orders.*"}), 0};
  core.start();
  BOOST_TEST(words(core.page_read(page_of(batch_of(1, 2), 2, 5))) == (texts{"read after 2"}));
  BOOST_TEST(words(core.page_read(page_of(batch_of(3, 3), 5, 5))).empty());
  BOOST_TEST(!core.is_behind());
}

BOOST_AUTO_TEST_CASE(is_still_behind_where_a_live_batch_told_of_more_than_the_page_saw) {
  subscription core{{}, in({"orders.*"}), 0};
  core.start();
  BOOST_TEST(core.live(batch_of(4, 2)).empty());
  BOOST_TEST(words(core.page_read(page_of(batch_of(1, 3), 3, 3))) == (texts{"read after 3"}));
  core.page_read(page_of(batch_of(4, 2), 5, 5));
  BOOST_TEST(!core.is_behind());
  BOOST_TEST(core.in_memory() == 5u);
}

BOOST_AUTO_TEST_CASE(reads_what_the_intake_let_go_of) {
  live_one x;
  x.live(1, 2);
  BOOST_TEST(words(x.core.missed(2)).empty());
  BOOST_TEST(!x.core.is_behind());
  BOOST_TEST(words(x.core.missed(7)) == (texts{"read after 2"}));
  BOOST_TEST(x.live(8, 1).empty());
  x.core.page_read(page_of(batch_of(3, 5), 7, 7));
  BOOST_TEST(x.core.is_behind());
  x.core.page_read(page_of(batch_of(8, 1), 8, 8));
  BOOST_TEST(!x.core.is_behind());
}

BOOST_AUTO_TEST_CASE(gives_nothing_to_an_instance_that_is_not_ready) {
  subscription core{{}, in({"orders.*"}), 0};
  core.start();
  BOOST_TEST(words(core.page_read(page_of(batch_of(1, 2), 2, 2))).empty());
  BOOST_TEST(words(core.ready(0, 1, nowhere(), {})) == (texts{"deliver 0: 1 2"}));
}

BOOST_AUTO_TEST_CASE(holds_everything_back_until_it_is_released) {
  subscription core{{.transient_limit = 5, .held = true}, in({"orders.*"}), 0};
  core.start();
  core.tick(at(0));
  core.page_read(page_of(batch_of(1, 2), 2, 2));
  BOOST_TEST(words(core.ready(0, 1, nowhere(), {head_of("k", 1, at(0))})) == (texts{"parked k"}));
  BOOST_TEST(words(core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1))).empty());
  BOOST_TEST(words(core.live_transient(batch_of(0, 1))).empty());
  BOOST_TEST(total(core.transient_dropped()) == 1u);
  BOOST_TEST(words(core.release()) == (texts{"deliver 0: 1 2 (1)"}));
  BOOST_TEST(words(core.live_transient(batch_of(0, 1))) == (texts{"deliver 0: ~0"}));
}

BOOST_AUTO_TEST_CASE(takes_a_batch_once_that_comes_through_two_groups) {
  live_one x;
  BOOST_TEST(x.live(1, 2) == (texts{"deliver 0: 1 2"}));
  BOOST_TEST(x.live(1, 2).empty());
}

BOOST_AUTO_TEST_CASE(takes_of_a_batch_what_it_wants) {
  live_one x;
  const auto told =
      x.core.live(batch(1, {{"stock.added", "k"}, {"orders.placed", "k"}, {"orders.a.b", "k"}}));
  BOOST_TEST(words(told) == (texts{"deliver 0: 2", "settle 1"}));
}

BOOST_AUTO_TEST_CASE(settles_a_batch_of_which_it_wants_nothing) {
  live_one x;
  BOOST_TEST(words(x.core.live(batch(1, {{"stock.added", "k"}}))) == (texts{"settle 1"}));
}

BOOST_AUTO_TEST_CASE(keeps_within_its_credit) {
  live_one x{2};
  BOOST_TEST(x.live(1, 3) == (texts{"deliver 0: 1 2"}));
  BOOST_TEST(x.settled(1) == (texts{"deliver 0: 3", "settle 1"}));
  BOOST_TEST(x.settled(3) == (texts{"settle 3"}));
}

BOOST_AUTO_TEST_CASE(drops_live_batches_when_behind_and_reads_on_without_gap_or_double) {
  live_one x{2};
  x.live(1, 4); // 2 in hand, 2 queued: full.
  BOOST_TEST(x.live(5, 3).empty());
  BOOST_TEST(x.core.is_behind());
  BOOST_TEST(x.core.in_memory() == 4u);
  BOOST_TEST(x.settled(1) == (texts{"deliver 0: 3", "read after 4", "settle 1"}));
  // While it reads, more comes live; it is not taken either.
  BOOST_TEST(x.live(8, 1).empty());
  BOOST_TEST(words(x.core.page_read(page_of(batch_of(5, 3), 7, 7))).empty());
  BOOST_TEST(x.core.is_behind());
  BOOST_TEST(x.settled(3) == (texts{"deliver 0: 4 5", "settle 3"}));
  BOOST_TEST(x.settled(5) == (texts{"deliver 0: 6 7", "read after 7", "settle 5"}));
  BOOST_TEST(words(x.core.page_read(page_of(batch_of(8, 1), 8, 8))).empty());
  BOOST_TEST(!x.core.is_behind());
  BOOST_TEST(x.settled(7) == (texts{"deliver 0: 8", "settle 7"}));
  BOOST_TEST(x.live(9, 1) == (texts{"deliver 0: 9"}));
}

BOOST_AUTO_TEST_CASE(sends_again_what_an_instance_had_in_hand_when_it_went) {
  live_one x;
  x.live(1, 4);
  x.settled(1);
  x.core.gone(0);
  x.live(5, 1);
  // 2 was committed, and the acknowledgement of it came too late.
  BOOST_TEST(x.settled(2).empty());
  BOOST_TEST(words(x.core.ready(0, 8, everywhere_at(2), {})) ==
             (texts{"deliver 0: 3 4 5", "settle 2"}));
}

BOOST_AUTO_TEST_CASE(takes_no_acknowledgement_of_a_predecessor) {
  live_one x;
  x.live(1, 2);
  x.core.ready(0, 8, nowhere(), {});
  BOOST_TEST(x.settled(2).empty());
  BOOST_TEST(words(x.core.acknowledged(0, 8, {2, 0, {}})) == (texts{"settle 2"}));
}

BOOST_AUTO_TEST_CASE(divides_partitions_among_its_instances) {
  const auto a = key_for(0, 3), b = key_for(1, 3), c = key_for(2, 3);
  subscription core{{.instances = 3, .credit = 10}, in({"orders.*"}), 0};
  core.start();
  core.page_read(page_of(std::make_shared<journal::batch>(), 0, 0));
  for (std::size_t i = 0; i < 3; ++i)
    core.ready(i, i + 1, nowhere(), {});
  BOOST_TEST(words(core.live(
                 batch(1, {{"orders.x", a}, {"orders.x", b}, {"orders.x", c}, {"orders.x", a}}))) ==
             (texts{"deliver 0: 1 4", "deliver 1: 2", "deliver 2: 3"}));
  BOOST_TEST(words(core.acknowledged(1, 2, {1, 0, {}})).empty());
  BOOST_TEST(words(core.acknowledged(2, 3, {1, 0, {}})).empty());
  // Only when the first event of all is settled does the watermark move.
  BOOST_TEST(words(core.acknowledged(0, 1, {1, 0, {}})) == (texts{"settle 3"}));
  BOOST_TEST(words(core.acknowledged(0, 1, {2, 0, {}})) == (texts{"settle 4"}));
}

BOOST_AUTO_TEST_CASE(does_not_give_again_what_a_partition_has_passed) {
  const auto a = key_for(0, 2), b = key_for(1, 2);
  subscription core{{.instances = 2, .credit = 10}, in({"orders.*"}), 0};
  core.start();
  core.ready(0, 1, everywhere_at(2), {});
  // The other instance is not ready yet, and was at 1.
  core.page_read(page_of(
      batch(1, {{"orders.x", a}, {"orders.x", b}, {"orders.x", a}, {"orders.x", b}}), 4, 4));
  auto where = nowhere();
  where[partition_of(b)].position = 2;
  BOOST_TEST(words(core.ready(1, 2, where, {})) == (texts{"deliver 1: 4", "settle 2"}));
  BOOST_TEST(words(core.acknowledged(0, 1, {1, 0, {}})) == (texts{"settle 3"}));
}

BOOST_AUTO_TEST_CASE(settles_nothing_above_what_waits_for_an_instance_that_is_gone) {
  const auto a = key_for(0, 2), b = key_for(1, 2);
  subscription core{{.instances = 2, .credit = 10}, in({"orders.*"}), 0};
  core.start();
  core.page_read(page_of(std::make_shared<journal::batch>(), 0, 0));
  core.ready(0, 1, nowhere(), {});
  core.live(batch(1, {{"orders.x", b}, {"orders.x", a}, {"orders.x", a}}));
  BOOST_TEST(core.acknowledged(0, 1, {2, 0, {}}).empty());
  BOOST_TEST(core.settled() == 0u);
}

BOOST_AUTO_TEST_CASE(keeps_its_memory_bounded_whatever_the_backlog) {
  constexpr std::size_t credit = 8, page = 16;
  live_one x{credit};
  std::uint64_t taken = 0;
  sequence_number head = 0;
  for (int round = 0; round < 1000; ++round) {
    x.live(head + 1, 5);
    head += 5;
    BOOST_TEST_REQUIRE(x.core.in_memory() <= 2 * credit + page);
    if (round % 3 == 0)
      for (const auto& each : x.core.acknowledged(0, 7, {++taken, 0, {}}))
        if (const auto* read = std::get_if<read_page>(&each)) {
          const auto count = std::min<sequence_number>(page, head - read->after);
          x.core.page_read(page_of(batch_of(read->after + 1, count), read->after + count, head));
        }
  }
}

BOOST_AUTO_TEST_CASE(keeps_its_memory_bounded_however_large_events_are) {
  const auto large = [](sequence_number first, std::size_t count) {
    auto made = std::make_shared<journal::batch>(*batch_of(first, count));
    for (auto& e : made->events)
      e.payload = std::string(1000, 'x');
    return made;
  };
  subscription core{{.credit = 100, .memory = 9'000}, in({"orders.*"}), 0};
  core.start();
  core.page_read(page_of(std::make_shared<journal::batch>(), 0, 0));
  core.ready(0, 7, nowhere(), {});
  core.live(large(1, 4));
  core.live(large(5, 4));
  BOOST_TEST(!core.is_behind());
  core.live(large(9, 4));
  BOOST_TEST(core.in_memory() == 8u);
  BOOST_TEST(core.is_behind());
  BOOST_TEST(words(core.acknowledged(0, 7, {4, 0, {}})) ==
             (texts{"deliver 0: 5 6 7 8", "read after 8", "settle 4"}));
}

BOOST_AUTO_TEST_CASE(wakes_for_what_an_instance_parked_and_gives_it_again) {
  live_one x;
  x.core.tick(at(0));
  x.live(1, 1);
  BOOST_TEST(x.settled(1, {parked("k", 1, at(10))}) == (texts{"settle 1", "wake 10"}));
  BOOST_TEST(words(x.core.tick(at(9))) == (texts{"wake 10"}));
  BOOST_TEST(words(x.core.tick(at(10))) == (texts{"parked k"}));
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 1, at(10)), event_of("k", 1))) ==
             (texts{"deliver 0: (1)"}));
  BOOST_TEST(x.settled(2, {left("k", 1)}) == (texts{"parked k"}));
  BOOST_TEST(x.core.parked_read("k", std::nullopt, nullptr).empty());
  BOOST_TEST(x.core.tick(at(100)).empty());
}

BOOST_AUTO_TEST_CASE(gives_a_keys_parked_deliveries_one_at_a_time) {
  live_one x;
  x.core.tick(at(0));
  x.core.ready(0, 8, everywhere_at(3), {head_of("k", 1, at(0))});
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1))) ==
             (texts{"deliver 0: (1)"}));
  BOOST_TEST(words(x.core.tick(at(50))).empty());
  BOOST_TEST(words(x.core.acknowledged(0, 8, {1, 0, {left("k", 1)}})) == (texts{"parked k"}));
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 2, at(0)), event_of("k", 2))) ==
             (texts{"deliver 0: (2)"}));
}

BOOST_AUTO_TEST_CASE(gives_a_replay_its_marks_and_the_payload_that_somebody_edited) {
  live_one x;
  x.core.tick(at(0));
  x.core.ready(0, 8, everywhere_at(3), {head_of("k", 1, at(0))});
  auto head = head_of("k", 1, at(0));
  head.row.replay = head.row.late = true;
  head.row.payload = R"({"n":"one"})";
  const auto event = event_of("k", 1);
  const auto next = x.core.parked_read("k", head, event);
  BOOST_TEST_REQUIRE(words(next) == (texts{"deliver 0: (1)"}));
  const auto& given = std::get<deliver>(next.front()).items.front().front();
  BOOST_TEST(given.event->payload == R"({"n":"one"})");
  BOOST_TEST((given.event->id == event->id));
  BOOST_TEST(event->payload == R"({"n":1})");
  BOOST_TEST_REQUIRE(given.replay != nullptr);
  BOOST_TEST(given.replay->late);
  BOOST_TEST(given.replay->original.value_or("") == R"({"n":1})");
}

BOOST_AUTO_TEST_CASE(waits_again_for_what_failed_again) {
  live_one x;
  x.core.tick(at(0));
  x.core.ready(0, 8, nowhere(), {head_of("k", 1, at(0))});
  x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1));
  BOOST_TEST(words(x.core.acknowledged(0, 8, {1, 0, {reparked("k", 1, at(20))}})) ==
             (texts{"wake 20"}));
  BOOST_TEST(words(x.core.tick(at(20))) == (texts{"parked k"}));
}

BOOST_AUTO_TEST_CASE(gives_a_parked_delivery_not_before_its_time_when_the_row_says_so) {
  live_one x;
  x.core.tick(at(0));
  x.core.ready(0, 8, nowhere(), {head_of("k", 1, at(0))});
  x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1));
  x.core.acknowledged(0, 8, {1, 0, {left("k", 1)}});
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 2, at(30)), event_of("k", 2))) ==
             (texts{"wake 30"}));
}

BOOST_AUTO_TEST_CASE(reads_parked_rows_again_for_a_new_instance) {
  live_one x;
  x.core.tick(at(0));
  x.core.ready(0, 8, nowhere(), {head_of("k", 1, at(0))});
  x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1));
  x.core.gone(0);
  BOOST_TEST(words(x.core.ready(0, 9, nowhere(), {head_of("k", 1, at(0))})) == (texts{"parked k"}));
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1))) ==
             (texts{"deliver 0: (1)"}));
}

BOOST_AUTO_TEST_CASE(tells_an_instance_of_a_row_that_another_parks_and_gives_it) {
  live_one x;
  x.core.tick(at(0));
  const auto begun = x.park("k", 1);
  BOOST_TEST(begun->epoch == 7u);
  BOOST_TEST(words(begun->next) == (texts{"tell 0 of k"}));
  BOOST_TEST(words(x.core.park_decided(7, head_of("k", 1, at(0)).row, true)) ==
             (texts{"parked k"}));
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1))) ==
             (texts{"deliver 0: (1)"}));
}

BOOST_AUTO_TEST_CASE(knows_that_a_row_comes_late_behind_which_something_is_in_hand) {
  live_one x;
  x.live(1, 3);
  BOOST_TEST(x.park("k", 1)->late);
  BOOST_TEST(!x.park("k", 3)->late);
  x.settled(3);
  BOOST_TEST(!x.park("k", 1)->late);
}

BOOST_AUTO_TEST_CASE(lets_a_row_that_another_parked_wait_behind_its_key) {
  live_one x;
  x.core.tick(at(0));
  x.live(1, 1);
  x.settled(1, {parked("k", 1, at(10))});
  x.park("k", 9);
  BOOST_TEST(x.core.park_decided(7, head_of("k", 9, at(0)).row, true).empty());
  BOOST_TEST(words(x.core.tick(at(10))) == (texts{"parked k"}));
}

BOOST_AUTO_TEST_CASE(gives_a_row_once_that_was_found_before_its_parking_was_told) {
  live_one x;
  x.core.tick(at(0));
  x.core.ready(0, 8, nowhere(), {head_of("k", 1, at(0))});
  x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1));
  x.park("k", 9);
  BOOST_TEST(words(x.core.acknowledged(0, 8, {1, 0, {left("k", 1)}})) == (texts{"parked k"}));
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 9, at(0)), event_of("k", 9))) ==
             (texts{"deliver 0: (9)"}));
  BOOST_TEST(x.core.park_decided(8, head_of("k", 9, at(0)).row, true).empty());
}

BOOST_AUTO_TEST_CASE(gives_a_row_once_that_a_successor_found_in_the_journal) {
  live_one x;
  x.core.tick(at(0));
  x.park("k", 1);
  x.core.gone(0);
  BOOST_TEST(words(x.core.ready(0, 8, nowhere(), {head_of("k", 1, at(0))})) == (texts{"parked k"}));
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1))) ==
             (texts{"deliver 0: (1)"}));
  BOOST_TEST(x.core.park_decided(7, head_of("k", 1, at(0)).row, true).empty());
}

BOOST_AUTO_TEST_CASE(lets_nobody_park_for_an_instance_that_is_gone) {
  live_one x;
  x.park("k", 1);
  x.core.gone(0);
  BOOST_TEST(!x.park("k", 1).has_value());
  BOOST_TEST(x.core.park_decided(7, head_of("k", 1, at(0)).row, true).empty());
}

BOOST_AUTO_TEST_CASE(looks_what_waited_behind_a_row_whose_parking_was_refused) {
  live_one x;
  x.core.tick(at(0));
  const auto row = head_of("k", 1, at(0)).row;
  x.park("k", 1);
  BOOST_TEST(words(x.core.park_decided(7, row, false)) == (texts{"tell 0 of k no more"}));
  BOOST_TEST(words(x.core.acknowledged(0, 7, {0, 0, {unparked("k")}})) == (texts{"parked k"}));
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 2, at(0)), event_of("k", 2))) ==
             (texts{"deliver 0: (2)"}));
}

BOOST_AUTO_TEST_CASE(finds_nothing_of_a_row_whose_parking_was_refused) {
  live_one x;
  x.core.tick(at(0));
  x.park("k", 1);
  x.core.park_decided(7, head_of("k", 1, at(0)).row, false);
  x.core.acknowledged(0, 7, {0, 0, {unparked("k")}});
  BOOST_TEST(x.core.parked_read("k", std::nullopt, nullptr).empty());
}

BOOST_AUTO_TEST_CASE(gives_a_row_once_that_two_wanted_to_park) {
  live_one x;
  x.core.tick(at(0));
  const auto row = head_of("k", 1, at(0)).row;
  x.park("k", 1);
  x.park("k", 1);
  BOOST_TEST(words(x.core.park_decided(7, row, true)) == (texts{"parked k"}));
  BOOST_TEST(words(x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1))) ==
             (texts{"deliver 0: (1)"}));
  BOOST_TEST(words(x.core.park_decided(7, row, false)) == (texts{"tell 0 of k no more"}));
  BOOST_TEST(x.core.acknowledged(0, 7, {0, 0, {unparked("k")}}).empty());
}

BOOST_AUTO_TEST_CASE(tells_no_successor_of_a_row_whose_parking_was_refused) {
  live_one x;
  x.park("k", 1);
  x.core.gone(0);
  x.core.ready(0, 8, nowhere(), {});
  BOOST_TEST(x.core.park_decided(7, head_of("k", 1, at(0)).row, false).empty());
}

BOOST_AUTO_TEST_CASE(wakes_for_the_earliest_only_and_then_for_the_next) {
  live_one x;
  x.core.tick(at(0));
  BOOST_TEST(
      words(x.core.ready(0, 8, nowhere(), {head_of("a", 1, at(50)), head_of("b", 2, at(20))})) ==
      (texts{"wake 20"}));
  BOOST_TEST(words(x.core.tick(at(20))) == (texts{"parked b", "wake 50"}));
}

BOOST_AUTO_TEST_CASE(wakes_for_one_instances_keys_while_anothers_are_due_and_it_is_gone) {
  subscription core{{.instances = 2, .credit = 10}, in({"orders.*"}), 0};
  core.start();
  core.page_read(page_of(std::make_shared<journal::batch>(), 2, 2));
  core.ready(0, 1, everywhere_at(2), {head_of(key_for(0, 2), 1, at(5))});
  core.ready(1, 2, everywhere_at(2), {});
  core.gone(0);
  core.tick(at(5));
  const auto other = key_for(1, 2);
  BOOST_TEST(words(core.acknowledged(1, 2, {0, 0, {parked(other, 2, at(20))}})) ==
             (texts{"wake 20"}));
}

BOOST_AUTO_TEST_CASE(knows_an_instance_that_its_successor_has_overtaken) {
  subscription core{{.instances = 1}, in({"orders.*"}), 0};
  core.start();
  BOOST_TEST(core.is_news(0, 3));
  core.ready(0, 3, nowhere(), {});
  BOOST_TEST(!core.is_news(0, 2));
  core.gone(0);
  BOOST_TEST(!core.is_news(0, 3));
  BOOST_TEST(core.is_news(0, 4));
}

BOOST_AUTO_TEST_CASE(fetches_no_more_parked_deliveries_than_there_is_room) {
  live_one x{2};
  x.core.tick(at(0));
  std::vector<journal::parked_head> heads;
  for (sequence_number n = 1; n <= 10; ++n)
    heads.push_back(head_of("key-" + std::to_string(n), n, at(0)));
  const auto told = words(x.core.ready(0, 8, everywhere_at(10), heads));
  BOOST_TEST(told.size() == 4u);
  for (const auto& each : told) {
    const auto key = each.substr(7);
    const auto n = static_cast<sequence_number>(std::stoi(key.substr(4)));
    x.core.parked_read(key, head_of(key, n, at(0)), event_of(key, n));
  }
  BOOST_TEST(x.core.in_memory() == 4u);
}

BOOST_AUTO_TEST_CASE(counts_parked_deliveries_for_nothing_in_what_is_settled) {
  live_one x;
  x.core.tick(at(0));
  x.core.ready(0, 8, everywhere_at(0), {head_of("k", 1, at(0))});
  x.core.parked_read("k", head_of("k", 1, at(0)), event_of("k", 1));
  BOOST_TEST(words(x.core.live(batch(2, {{"stock.added", "x"}}))) == (texts{"settle 2"}));
}

BOOST_AUTO_TEST_CASE(gives_transient_events_at_once_beside_the_credit) {
  live_one x{1};
  x.live(1, 1);
  BOOST_TEST(words(x.core.live_transient(batch_of(0, 1))) == (texts{"deliver 0: ~0"}));
  BOOST_TEST(x.core.settled() == 0u);
}

BOOST_AUTO_TEST_CASE(counts_for_each_instance_which_transient_deliveries_are_alike) {
  const auto a = key_for(0, 2), b = key_for(1, 2);
  subscription core{{.instances = 2}, in({"orders.*"}), 0};
  core.start();
  core.ready(0, 1, nowhere(), {});
  core.ready(1, 1, nowhere(), {});
  const auto told = core.live_transient(
      transient({{"orders.x", a}, {"orders.x", b}, {"orders.x", a}, {"orders.y", b}}));
  std::vector<std::vector<std::uint32_t>> alike;
  for (const auto& each : told) {
    auto& counts = alike.emplace_back();
    for (const auto& x : std::get<deliver>(each).items.front())
      counts.push_back(x.alike);
  }
  BOOST_TEST((alike == std::vector<std::vector<std::uint32_t>>{{2, 1}, {1, 1}}));
}

BOOST_AUTO_TEST_CASE(drops_and_counts_transient_events_above_their_bound) {
  subscription core{{.credit = 1, .transient_limit = 3}, in({"orders.*"}), 0};
  core.start();
  BOOST_TEST(core.live_transient(batch(0, {{"orders.x", "k"}})).empty());
  BOOST_TEST(total(core.transient_dropped()) == 1u); // There is nobody yet.
  core.ready(0, 1, nowhere(), {});
  for (int i = 0; i < 5; ++i)
    core.live_transient(batch(0, {{"orders.x", "k"}, {"stock.x", "k"}}));
  BOOST_TEST(total(core.transient_dropped()) == 3u);
  core.acknowledged(0, 1, {0, 2, {}});
  BOOST_TEST(core.live_transient(batch(0, {{"orders.x", "k"}})).size() == 1u);
  core.gone(0);
  BOOST_TEST(total(core.transient_dropped()) == 5u);
}

BOOST_AUTO_TEST_CASE(counts_what_it_drops_by_topic) {
  subscription core{{.transient_limit = 1}, in({"orders.*"}), 0};
  core.start();
  core.ready(0, 1, nowhere(), {});
  core.live_transient(transient({{"orders.x", "k"}, {"orders.y", "k"}, {"orders.y", "k"}}));
  core.gone(0);
  BOOST_TEST((core.transient_dropped() == drop_counts{{"orders.x", 1}, {"orders.y", 2}}));
}

// What an instance has in hand cannot be taken back, so little of it is.
BOOST_AUTO_TEST_CASE(lets_transient_events_wait_where_not_the_newest_are_dropped) {
  subscription core{{.transient_limit = 2, .overflows = {{"orders.x", overflow::drop_oldest}}},
                    in({"orders.*"}),
                    0};
  core.start();
  // There is nobody yet: they wait.
  for (int i = 0; i < 5; ++i)
    BOOST_TEST(core.live_transient(transient({{"orders.x", std::to_string(i)}})).empty());
  BOOST_TEST(total(core.transient_dropped()) == 3u);
  const auto first = core.ready(0, 1, nowhere(), {});
  BOOST_REQUIRE_EQUAL(first.size(), 2u); // Each is a list of its own.
  BOOST_TEST(std::get<deliver>(first[0]).items.front().front().key == "3");
  const auto told = words(core.live_transient(transient({{"orders.x", "5"}})));
  BOOST_TEST(told == (texts{"want word of 0"}));
  BOOST_TEST(words(core.settled_transient(0, 1)) == (texts{"deliver 0: ~0"}));
  BOOST_TEST(core.settled_transient(0, 1).empty());
}

journal::batch_ptr of_a_source(const journal::batch_ptr& batch) {
  auto made = std::make_shared<journal::batch>(*batch);
  made->from_source = true;
  return made;
}

BOOST_AUTO_TEST_CASE(keeps_all_of_a_source_that_waits_for_it_and_the_oldest_of_others) {
  subscription core{
      {.transient_limit = 2, .overflows = {{"orders.x", overflow::block}}}, in({"orders.*"}), 0};
  core.start();
  core.ready(0, 1, nowhere(), {});
  const auto five = transient({5, {"orders.x", "k"}});
  core.live_transient(of_a_source(five));
  BOOST_TEST(core.held_transient() == 3u); // And two are in hand.
  BOOST_TEST(total(core.transient_dropped()) == 0u);
  core.live_transient(five);
  BOOST_TEST(core.held_transient() == 3u);
  BOOST_TEST(total(core.transient_dropped()) == 5u);
}

// It may never come again, so a source must not wait for it.
BOOST_AUTO_TEST_CASE(holds_no_source_back_for_an_instance_that_is_gone) {
  subscription core{
      {.transient_limit = 2, .overflows = {{"orders.x", overflow::block}}}, in({"orders.*"}), 0};
  core.start();
  core.ready(0, 1, nowhere(), {});
  core.live_transient(of_a_source(transient({5, {"orders.x", "k"}})));
  core.gone(0);
  BOOST_TEST(core.held_transient() == 0u);
  core.live_transient(of_a_source(transient({{"orders.x", "k"}})));
  BOOST_TEST(total(core.transient_dropped()) == 3u); // Two in hand, and that one.
  BOOST_TEST(words(core.ready(0, 2, nowhere(), {})) ==
             (texts{"deliver 0: ~0 ~0", "want word of 0"}));
  BOOST_TEST(core.held_transient() == 1u);
}

BOOST_AUTO_TEST_CASE(drops_what_waits_of_transient_topics_when_it_is_paused) {
  subscription core{
      {.transient_limit = 2,
       .overflows = {{"orders.x", overflow::block}, {"orders.y", overflow::keep_latest_per_key}}},
      in({"orders.*"}),
      0};
  core.start();
  core.ready(0, 1, nowhere(), {});
  core.live_transient(of_a_source(transient({4, {"orders.x", "k"}})));
  core.live_transient(transient({{"orders.y", "k"}}));
  core.pause();
  BOOST_TEST((core.transient_dropped() == drop_counts{{"orders.x", 2}, {"orders.y", 1}}));
  core.live_transient(of_a_source(transient({{"orders.x", "k"}})));
  BOOST_TEST((core.transient_dropped() == drop_counts{{"orders.x", 3}, {"orders.y", 1}}));
  BOOST_TEST(core.held_transient() == 0u);
}

// Else the one that is busier would be all that is handled.
BOOST_AUTO_TEST_CASE(takes_what_waits_in_turns) {
  subscription core{
      {.transient_limit = 1,
       .overflows = {{"orders.x", overflow::block}, {"orders.y", overflow::drop_oldest}}},
      in({"orders.*"}),
      0};
  core.start();
  core.ready(0, 1, nowhere(), {});
  core.live_transient(of_a_source(transient({3, {"orders.x", "k"}})));
  core.live_transient(transient({{"orders.y", "k"}}));
  texts topics;
  for (std::uint64_t i = 1; i <= 3; ++i)
    for (const auto& each : core.settled_transient(0, i))
      if (const auto* x = std::get_if<deliver>(&each))
        topics.push_back(x->items.front().front().event->topic);
  BOOST_TEST(topics == (texts{"orders.y", "orders.x", "orders.x"}));
}

// Also where it would fill all that an instance may have in hand.
BOOST_AUTO_TEST_CASE(lets_no_topic_wait_for_the_flood_of_another) {
  subscription core{{.transient_limit = 1000, .overflows = {{"orders.x", overflow::drop_oldest}}},
                    in({"orders.*"}),
                    0};
  core.start();
  core.ready(0, 1, nowhere(), {});
  core.live_transient(transient({900, {"orders.y", "k"}}));
  core.live_transient(transient({{"orders.x", "k"}}));
  const auto told = core.settled_transient(0, 1);
  BOOST_REQUIRE(!told.empty());
  BOOST_TEST(std::get<deliver>(told.front()).items.front().front().event->topic == "orders.x");
  core.live_transient(transient({900, {"orders.y", "k"}}));
  BOOST_TEST((core.transient_dropped() == drop_counts{{"orders.y", 900 - 356}}));
}

BOOST_AUTO_TEST_CASE(delivers_other_topics_beside_what_waits) {
  subscription core{{.transient_limit = 1, .overflows = {{"orders.x", overflow::drop_oldest}}},
                    in({"orders.*"}),
                    0};
  core.start();
  core.ready(0, 1, nowhere(), {});
  BOOST_TEST(words(core.live_transient(transient({{"orders.y", "k"}, {"orders.x", "k"}}))) ==
             (texts{"deliver 0: ~0", "want word of 0"}));
  BOOST_TEST(words(core.acknowledged(0, 1, {0, 1, {}})) == (texts{"deliver 0: ~0"}));
}

BOOST_AUTO_TEST_SUITE_END()
