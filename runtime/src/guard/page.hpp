// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/in_hand.hpp"
#include "guard/plan.hpp"
#include "guard/suspicions.hpp"
#include "troupe/error.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace troupe::guard {

/// What the deployment asks of its guard. The child reads it from its file and tells it, for the
/// guard itself reads no files.
struct options {
  restart_limits restart;
  /// Without a heartbeat for so long the child is killed; 0 is never.
  std::chrono::nanoseconds heartbeat = std::chrono::minutes{2};
  /// How long the child may take to end once it has begun to.
  std::chrono::nanoseconds ending = std::chrono::minutes{2};

  friend bool operator==(const options&, const options&) = default;
};

/// The longest silence: the option's, or half of what the service manager waits for, so that the
/// child's successor can be heard of before the manager ends them all. 0 is no limit.
std::chrono::nanoseconds heartbeat_limit(const options&, std::chrono::nanoseconds watchdog);

/// The page is what the guard and its child tell each other, in memory that both have mapped.
///
/// Plain data and lock-free atomics: a process that dies at any moment leaves nothing locked, and
/// what it said can be read after it.
struct page {
  static constexpr std::uint64_t layout = 0x74726f757065'0005; ///< changes with this struct
  /// Of the threads that run handlers; they lie behind the page.
  static constexpr std::size_t hands = 1024;

  std::uint64_t known_layout = layout;
  pid_t guard = 0;
  std::uint64_t starts = 0; ///< how many children there were, with the one that runs
  /// The time within which the service manager wants a sign of life; 0 where it wants none.
  std::chrono::nanoseconds watchdog{0};
  std::atomic<std::uint64_t> hangups{0}; ///< how often a reload was asked for

  /// The path of the journal beside which a child has written down what it runs, as it is given to
  /// the system: the next one runs that. Empty before.
  static constexpr std::size_t path_max = 4096;
  std::array<char, path_max> journal{};
  std::atomic<bool> keeps_generation{false}; ///< written last

  /// What the next child is to do about the deaths of those before; written before it starts.
  template <class What>
  struct told_list {
    struct entry {
      What what{};
      std::atomic<bool> settled{false}; ///< said by the child, once that is durable
    };
    std::uint32_t count = 0;
    std::array<entry, suspicions::most> entries{};
  };
  told_list<suspect> charged;
  told_list<delivery_id> alone;

  /// What one child said; begun anew for each.
  struct said_by_child {
    std::atomic<bool> told{false}; ///< `with` is written
    options with;
    std::atomic<bool> ready{false};    ///< the tree has started
    std::atomic<bool> ending{false};   ///< it stops, or has come to its end
    std::atomic<bool> finished{false}; ///< all its work is done and told
    std::atomic<std::uint64_t> beats{0};
    std::atomic<std::uint64_t> hangups{0}; ///< so many are answered by a reload that has begun
    std::atomic<int> not_started{0};       ///< why the program could not be executed

    std::atomic<std::uint64_t> handled{0};      ///< when it crashed
    std::atomic<std::uint32_t> subscription{0}; ///< with the event that the crashed thread had in
    std::atomic<std::uint64_t> sequence{0};     ///< hand; 0 for none
    std::atomic<std::uint64_t> epoch{0};        ///< of the instance that had it
    std::atomic<int> crashed_by{0};             ///< the signal, written last
  };
  said_by_child said;
};

static_assert(std::atomic<bool>::is_always_lock_free &&
              std::atomic<std::uint64_t>::is_always_lock_free);

/// The page's memory, shared with a child by inheriting its descriptor. Behind the page are the
/// hands of the child's threads, and behind them last words: what the child would print should it
/// be the last one.
class shared_memory {
public:
  /// Made by the guard. The descriptor is none of the standard streams', and closed on exec.
  static result<shared_memory> make();
  /// Mapped by the child; owns the descriptor. Errors: it is no page of this layout.
  static result<shared_memory> open(int descriptor);

  ~shared_memory();
  shared_memory(shared_memory&&) noexcept;
  shared_memory& operator=(shared_memory&&) = delete;

  page& operator*() const { return *page_; }
  page* operator->() const { return page_; }
  int descriptor() const { return descriptor_; }
  /// `page::hands` of them. They are never unmapped: a thread may be left behind with one.
  execution::hand* hands() const;

  /// Keeps what is to be printed by the guard, if it gives up after this child.
  result<void> keep_last_words(std::string_view) const;
  result<std::string> last_words() const;
  /// Forgets what the last child said.
  void begin_anew() const;

private:
  shared_memory(int descriptor, page* mapped) : descriptor_(descriptor), page_(mapped) {}

  int descriptor_;
  page* page_;
};

} // namespace troupe::guard
