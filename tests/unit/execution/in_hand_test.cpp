// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/in_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace troupe::execution;

namespace {

std::vector<hand_view> busy_hands(const in_hand& board) {
  std::vector<hand_view> all;
  for (std::size_t i = 0; i < board.size(); ++i)
    if (const auto seen = board.at(i).look(); seen.work.kind() != work_kind::none)
      all.push_back(seen);
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(work_in_hand)

BOOST_AUTO_TEST_CASE(is_told_by_its_bits) {
  struct row {
    work what;
    work_kind kind;
    std::uint64_t number;
  };
  for (const auto& x :
       {row{{}, work_kind::none, 0}, row{work::on_event(7), work_kind::event, 7},
        row{work::on_transient_event(7), work_kind::transient_event, 7},
        row{work::on_pull(7), work_kind::pull, 7}, row{work::on_start(), work_kind::start, 0}}) {
    BOOST_TEST((x.what.kind() == x.kind));
    BOOST_TEST(x.what.number() == x.number);
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_hands_of_threads)

BOOST_AUTO_TEST_CASE(show_what_is_in_them_and_whose_turn_it_is) {
  in_hand board{2};
  auto& mine = board.mine();
  BOOST_TEST(busy_hands(board).empty());
  mine.begin_turn(5, 3, 1);
  BOOST_TEST(busy_hands(board).empty());
  {
    const holding mark{mine, work::on_event(42)};
    const auto seen = busy_hands(board);
    BOOST_TEST_REQUIRE(seen.size() == 1u);
    BOOST_TEST(seen[0].work.number() == 42u);
    BOOST_TEST(seen[0].owner == 5u);
    BOOST_TEST(seen[0].subscription == 3u);
    BOOST_TEST(seen[0].instance == 1u);
    BOOST_TEST(seen[0].thread != 0u);
    BOOST_TEST((hand_of_this_thread()->look() == seen[0]));
  }
  BOOST_TEST(busy_hands(board).empty());
}

BOOST_AUTO_TEST_CASE(are_empty_when_the_call_has_thrown) {
  in_hand board{1};
  auto& mine = board.mine();
  try {
    const holding mark{mine, work::on_event(1)};
    throw std::runtime_error("");
  } catch (const std::runtime_error&) {
  }
  BOOST_TEST(busy_hands(board).empty());
}

BOOST_AUTO_TEST_CASE(tell_two_turns_with_the_same_event_apart) {
  in_hand board{1};
  auto& mine = board.mine();
  std::set<std::uint64_t> turns;
  for (int i = 0; i < 3; ++i) {
    mine.begin_turn(5, 3, 1);
    const holding mark{mine, work::on_event(42)};
    turns.insert(board.at(0).look().turn);
  }
  BOOST_TEST(turns.size() == 3u);
}

BOOST_AUTO_TEST_CASE(are_left_with_what_was_left_behind_until_the_next_turn) {
  in_hand board{2};
  auto& mine = board.mine();
  BOOST_TEST(!mine.is_left());
  mine.begin_turn(5, 3, 1);
  mine.take(work::on_event(42));
  const auto seen = board.at(0).look();
  board.leave(seen);
  BOOST_TEST(board.at(0).is_left());
  BOOST_TEST(!board.at(1).is_left());
  mine.put_down();
  mine.begin_turn(5, 3, 1);
  BOOST_TEST(!board.at(0).is_left());
  board.leave(seen); // Too late: it came back.
  BOOST_TEST(!board.at(0).is_left());
}

BOOST_AUTO_TEST_CASE(are_one_for_each_thread_until_it_ends) {
  in_hand board{1};
  const hand* first = nullptr;
  const hand* second = nullptr;
  std::thread{[&] { first = &board.mine(); }}.join();
  std::thread{[&] {
    second = &board.mine();
    BOOST_TEST(second == &board.mine());
  }}.join();
  BOOST_TEST(first == second);
  BOOST_TEST(first == &board.at(0));
  BOOST_TEST(board.unseen() == 0u);
}

BOOST_AUTO_TEST_CASE(that_nobody_sees_are_counted_where_none_is_left) {
  in_hand board{1};
  board.mine();
  std::thread{[&] {
    auto& spare = board.mine();
    BOOST_TEST(&spare != &board.at(0));
    spare.begin_turn(1, 1, 1);
    const holding mark{spare, work::on_event(1)};
    BOOST_TEST(busy_hands(board).empty());
  }}.join();
  BOOST_TEST(board.unseen() == 1u);
}

BOOST_AUTO_TEST_CASE(outlive_their_board_where_a_thread_still_has_one) {
  const hand* kept = nullptr;
  {
    in_hand board{1};
    kept = &board.mine();
  }
  BOOST_TEST(hand_of_this_thread() == kept);
  in_hand next{1};
  BOOST_TEST(&next.mine() == &next.at(0));
}

BOOST_AUTO_TEST_CASE(lie_in_memory_that_somebody_else_may_share) {
  const std::shared_ptr<hand> memory{new hand[2], std::default_delete<hand[]>{}};
  in_hand board{memory, 2};
  auto& mine = board.mine();
  mine.begin_turn(1, 2, 3);
  const holding mark{mine, work::on_pull(9)};
  BOOST_TEST((memory.get()[0].look().work == work::on_pull(9)));
}

// Whoever looks sees a call as it is, or nothing: here the number of each turn stands in all of it.
BOOST_AUTO_TEST_CASE(are_never_seen_half_changed) {
  in_hand board{1};
  std::atomic<bool> done{false};
  std::thread writer{[&] {
    auto& mine = board.mine();
    for (std::uint32_t i = 1; i <= 200'000; ++i) {
      mine.begin_turn(i, i, i);
      const holding mark{mine, work::on_event(7)};
    }
    done = true;
  }};
  std::uint64_t seen = 0;
  while (!done) {
    const auto view = board.at(0).look();
    if (view.work.kind() == work_kind::none)
      continue;
    ++seen;
    if (view.turn != view.owner || view.owner != view.subscription || view.owner != view.instance)
      BOOST_ERROR("a view of two turns");
  }
  writer.join();
  BOOST_TEST_MESSAGE("looked " << seen << " times at work in hand");
}

BOOST_AUTO_TEST_SUITE_END()
