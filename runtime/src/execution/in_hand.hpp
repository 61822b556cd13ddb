// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

/// What each thread that runs handlers has in hand: plain data that others look at while it is
/// written, also another process that shares the memory.
namespace troupe::execution {

/// What a call of user code is for. A number tells it from others of its kind.
enum class work_kind { none, event, transient_event, pull, start };

/// A call of user code in 64 bits: an event's sequence as it is, the other kinds by their highest
/// bits.
struct work {
  std::uint64_t bits = 0;

  static constexpr std::uint64_t transient_bit = std::uint64_t{1} << 63;
  static constexpr std::uint64_t own_bit = std::uint64_t{1} << 62;   ///< no event: pull or start
  static constexpr std::uint64_t start_bit = std::uint64_t{1} << 61; ///< with `own_bit`: start
  static constexpr std::uint64_t number_bits = start_bit - 1;

  static constexpr work on_event(std::uint64_t sequence) { return {sequence}; }
  static constexpr work on_transient_event(std::uint64_t count) { return {count | transient_bit}; }
  static constexpr work on_pull(std::uint64_t count) { return {count | own_bit}; }
  static constexpr work on_start() { return {own_bit | start_bit}; }

  constexpr work_kind kind() const {
    if (bits == 0)
      return work_kind::none;
    if ((bits & transient_bit) != 0)
      return work_kind::transient_event;
    if ((bits & own_bit) == 0)
      return work_kind::event;
    return (bits & start_bit) != 0 ? work_kind::start : work_kind::pull;
  }
  constexpr std::uint64_t number() const { return bits & number_bits; }

  friend constexpr bool operator==(const work&, const work&) = default;
};

/// One look at a thread's hand.
struct hand_view {
  execution::work work;
  std::uint64_t turn = 0; ///< with `work` it tells this call from all others on the thread
  std::uint64_t owner = 0;
  std::uint32_t subscription = 0;
  std::uint32_t instance = 0;
  std::uint32_t thread = 0;

  friend bool operator==(const hand_view&, const hand_view&) = default;
};

/// The hand of one thread. It is written by that thread only and costs a store before and one after
/// each call of user code, the rest once for each turn of an actor. Memory that is all zero holds
/// empty hands.
class alignas(64) hand {
public:
  /// The actor whose turn it is, before it takes anything in hand. `owner` is an instance's epoch.
  void begin_turn(std::uint64_t owner, std::uint32_t subscription,
                  std::uint32_t instance) noexcept {
    if (owner_.load(std::memory_order_relaxed) != owner) {
      owner_.store(owner, std::memory_order_release);
      subscription_.store(subscription, std::memory_order_release);
      instance_.store(instance, std::memory_order_release);
    }
    turn_.store(turn_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  }
  void take(work what) noexcept { work_.store(what.bits, std::memory_order_release); }
  void put_down() noexcept { work_.store(0, std::memory_order_release); }

  /// From any thread: nothing in hand where it changed hands meanwhile.
  hand_view look() const noexcept {
    hand_view seen;
    seen.work.bits = work_.load(std::memory_order_acquire);
    seen.turn = turn_.load(std::memory_order_acquire);
    seen.owner = owner_.load(std::memory_order_acquire);
    seen.subscription = subscription_.load(std::memory_order_acquire);
    seen.instance = instance_.load(std::memory_order_acquire);
    seen.thread = thread_.load(std::memory_order_acquire);
    // In this order: who sees work of a later turn here sees that turn's number next.
    const bool is_same_work = work_.load(std::memory_order_acquire) == seen.work.bits;
    if (!is_same_work || turn_.load(std::memory_order_acquire) != seen.turn)
      return {};
    return seen;
  }

  /// The handler of this turn was left behind, and what it has in hand is another's since. From any
  /// thread.
  void leave(std::uint64_t turn) noexcept { left_.store(turn, std::memory_order_release); }
  bool is_left() const noexcept {
    const auto turn = turn_.load(std::memory_order_acquire);
    return turn != 0 && left_.load(std::memory_order_acquire) == turn;
  }

  /// True for one caller: the hand belongs to that thread now.
  bool claim(std::uint32_t thread) noexcept {
    std::uint32_t nobody = 0;
    return thread_.compare_exchange_strong(nobody, thread);
  }
  void let_go() noexcept {
    put_down();
    thread_.store(0, std::memory_order_release);
  }

private:
  std::atomic<std::uint64_t> work_{0};
  std::atomic<std::uint64_t> turn_{0};
  std::atomic<std::uint64_t> owner_{0};
  std::atomic<std::uint32_t> subscription_{0};
  std::atomic<std::uint32_t> instance_{0};
  std::atomic<std::uint32_t> thread_{0}; ///< the system's number of it; 0: nobody's hand
  std::atomic<std::uint64_t> left_{0};   ///< the turn that was left behind
};

static_assert(sizeof(hand) == 64 && std::is_standard_layout_v<hand>);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// Takes something in hand for the time of a call, however that ends.
class holding {
public:
  holding(hand& whose, work what) noexcept : whose_(whose) { whose_.take(what); }
  ~holding() { whose_.put_down(); }
  holding(const holding&) = delete;
  holding& operator=(const holding&) = delete;

private:
  hand& whose_;
};

/// The hands of all threads that run handlers, in memory that is given: its own, or shared with
/// another process. May be used from any thread; a thread that took a hand keeps the memory.
class in_hand {
public:
  explicit in_hand(std::size_t count);
  /// `memory` holds `count` hands, all zero.
  in_hand(std::shared_ptr<hand> memory, std::size_t count);

  /// The hand of the thread that calls, which has it until it ends. Where none is left the thread
  /// gets one that nobody sees, and `unseen` counts it.
  hand& mine();

  /// What was seen in this hand was left behind.
  void leave(const hand_view&) noexcept;

  std::size_t size() const noexcept { return count_; }
  const hand& at(std::size_t i) const noexcept { return memory_.get()[i]; }
  std::size_t unseen() const noexcept { return unseen_.load(); }

private:
  hand& take();

  std::shared_ptr<hand> memory_;
  std::size_t count_;
  std::atomic<std::size_t> unseen_{0};
};

/// The hand of the thread that calls; null where it never took one. A signal handler may call it.
hand* hand_of_this_thread() noexcept;

} // namespace troupe::execution
