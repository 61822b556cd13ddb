// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace troupe {

/// A failed attempt that nobody was left to write down: whoever had the delivery in hand did not
/// return from it, or ended with the process.
struct charge {
  journal::failure why = journal::failure::timeout;
  std::string text;
  time_point when;
  std::string instance; ///< who had it in hand
  bool is_last = false; ///< there is to be no further attempt

  /// Whether the latest attempt in the journal leaves nothing to charge. Who did not return may
  /// have done so after all, and failed then. Who ended the process did not: only the charge
  /// itself, when the process that wrote it died before it could say so.
  bool is_covered_by(const journal::attempt_record& latest) const {
    return why == journal::failure::signal ? latest.at == when : latest.at >= when;
  }

  friend bool operator==(const charge&, const charge&) = default;
};

/// The charges of one subscription, by sequence. When a charged delivery comes to an instance, its
/// handler is not called: the charge is its attempt. It stays until that is durable, for the
/// instance may end before. May be used from any thread.
class charges {
public:
  /// Called when a charge is durable, on the journal's thread.
  using listener = std::function<void(journal::sequence_number)>;

  explicit charges(listener durable = {}) : durable_(std::move(durable)) {}

  void add(journal::sequence_number sequence, charge what) {
    const std::lock_guard guard{mutex_};
    open_.insert_or_assign(sequence, std::move(what));
    any_.store(true, std::memory_order_release);
  }

  std::optional<charge> find(journal::sequence_number sequence) const {
    if (!any_.load(std::memory_order_acquire))
      return std::nullopt; // As ever; no lock for that.
    const std::lock_guard guard{mutex_};
    const auto found = open_.find(sequence);
    return found == open_.end() ? std::nullopt : std::optional{found->second};
  }

  /// Its attempt is durable, or there is nothing left of it that could be charged.
  void settle(journal::sequence_number sequence) {
    {
      const std::lock_guard guard{mutex_};
      if (open_.erase(sequence) == 0)
        return;
      any_.store(!open_.empty(), std::memory_order_release);
    }
    if (durable_)
      durable_(sequence);
  }

  std::map<journal::sequence_number, charge> all() const {
    const std::lock_guard guard{mutex_};
    return open_;
  }

private:
  listener durable_;
  mutable std::mutex mutex_;
  std::map<journal::sequence_number, charge> open_;
  std::atomic<bool> any_{false}; ///< `open_` is not empty
};

} // namespace troupe
