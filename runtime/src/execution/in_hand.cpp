// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/in_hand.hpp"

#include "execution/alternate_stack.hpp"

#include <unistd.h>

#include <utility>

namespace troupe::execution {

namespace {

// Of plain types and in the block that a thread has from its start, so that a signal handler may
// read them.
[[gnu::tls_model("initial-exec")]] thread_local hand* my_hand = nullptr;
// The memory of the board that it is of, which `kept` keeps: no later board can have its address.
[[gnu::tls_model("initial-exec")]] thread_local const hand* my_board = nullptr;

// Lets go of the thread's hand when the thread ends.
struct keeper {
  alternate_stack stack;
  std::shared_ptr<hand> memory;
  hand unseen;

  ~keeper() { let_go(); }

  void let_go() {
    if (my_hand)
      my_hand->let_go();
    my_hand = nullptr;
    my_board = nullptr;
    memory = nullptr;
  }
};

thread_local keeper kept;

} // namespace

in_hand::in_hand(std::size_t count)
    : in_hand({new hand[count], std::default_delete<hand[]>{}}, count) {}

in_hand::in_hand(std::shared_ptr<hand> memory, std::size_t count)
    : memory_(std::move(memory)), count_(count) {}

hand& in_hand::mine() {
  return my_board == memory_.get() ? *my_hand : take();
}

void in_hand::leave(const hand_view& what) noexcept {
  for (std::size_t i = 0; i < count_; ++i)
    if (at(i).look().thread == what.thread)
      memory_.get()[i].leave(what.turn);
}

hand& in_hand::take() {
  kept.let_go();
  const auto thread = static_cast<std::uint32_t>(gettid());
  auto* found = &kept.unseen;
  for (std::size_t i = 0; i < count_ && found == &kept.unseen; ++i)
    if (memory_.get()[i].claim(thread))
      found = memory_.get() + i;
  if (found == &kept.unseen)
    ++unseen_;
  kept.memory = memory_;
  my_hand = found;
  my_board = memory_.get();
  return *found;
}

hand* hand_of_this_thread() noexcept {
  return my_hand;
}

} // namespace troupe::execution
