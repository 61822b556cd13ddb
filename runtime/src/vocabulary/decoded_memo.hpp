// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <atomic>
#include <memory>

namespace troupe {

/// Remembers what a text was decoded to, so that all who read it as the same type share one value.
///
/// A type is told by the address of a tag, of which each module has its own. May be used from any
/// thread; where two decode at once, both values are good and one is kept. A copy remembers
/// nothing.
class decoded_memo {
public:
  decoded_memo() = default;
  decoded_memo(const decoded_memo&) noexcept {}
  decoded_memo(decoded_memo&& other) noexcept : first_(other.first_.exchange(nullptr)) {}
  decoded_memo& operator=(decoded_memo other) noexcept {
    delete first_.exchange(other.first_.exchange(nullptr));
    return *this;
  }
  ~decoded_memo() { delete first_.load(std::memory_order_acquire); }

  /// What is remembered is no part of a value.
  friend bool operator==(const decoded_memo&, const decoded_memo&) { return true; }

  /// Null where it was not decoded as this type. The value lives as long as the memo.
  const void* find(const void* type) const {
    for (const auto* n = first_.load(std::memory_order_acquire); n != nullptr; n = n->next.get())
      if (n->type == type)
        return n->value.get();
    return nullptr;
  }

  const void* put(const void* type, std::shared_ptr<const void> value) const {
    const auto* kept = value.get();
    auto* made = new node{type, std::move(value), nullptr};
    auto* head = first_.load(std::memory_order_acquire);
    for (;;) {
      made->next.release();
      made->next.reset(head);
      if (first_.compare_exchange_weak(head, made, std::memory_order_acq_rel))
        return kept;
    }
  }

private:
  struct node {
    const void* type;
    std::shared_ptr<const void> value;
    std::unique_ptr<node> next;
  };

  mutable std::atomic<node*> first_{nullptr};
};

} // namespace troupe
