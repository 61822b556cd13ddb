// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace troupe {

/// Remembers what was made of a value, so that all who need the same of it share one.
///
/// What is the same is told by an address, such as that of a type's tag, of which each module has
/// its own. May be used from any thread; where two make it at once, both are good and both are
/// kept. A copy remembers nothing.
class memo {
public:
  memo() = default;
  memo(const memo&) noexcept {}
  memo(memo&& other) noexcept : put_(other.put_.exchange(nullptr, std::memory_order_relaxed)) {}
  memo& operator=(memo other) noexcept {
    delete put_.exchange(other.put_.exchange(nullptr));
    return *this;
  }
  ~memo() { delete put_.load(std::memory_order_acquire); }

  /// What is remembered is no part of a value.
  friend bool operator==(const memo&, const memo&) { return true; }

  /// Null where nothing was put under this address. The value lives as long as the memo.
  const void* find(const void* same) const {
    for (const auto* n = put_.load(std::memory_order_acquire); n != nullptr; n = n->next.get())
      if (n->same == same)
        return n->value.get();
    return nullptr;
  }

  const void* put(const void* same, std::shared_ptr<const void> value) const {
    const auto* kept = value.get();
    auto* made = new node{same, std::move(value), nullptr};
    auto* head = put_.load(std::memory_order_acquire);
    for (;;) {
      made->next.release();
      made->next.reset(head);
      if (put_.compare_exchange_weak(head, made, std::memory_order_acq_rel))
        return kept;
    }
  }

private:
  struct node {
    const void* same;
    std::shared_ptr<const void> value;
    std::unique_ptr<node> next;
  };

  mutable std::atomic<node*> put_{nullptr};
};

} // namespace troupe
