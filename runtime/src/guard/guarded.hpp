// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "guard/page.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe::guard {

/// The guard, as the process that it started sees it.
class guarded {
public:
  /// Nothing where this process has no guard. From then on it dies with its guard. Called once, on
  /// the main thread, before any other thread is made. Errors: the guard is of another version, or
  /// has died already.
  static result<std::optional<guarded>> find();

  /// What the deployment asks of the guard; told before anything of it is started.
  void tell(const options&) const;
  /// The tree has started.
  void ready() const;
  /// A heartbeat went all the way.
  void beat() const;
  /// A reload begins, before it reads the file; the next process owes none for it.
  void reloads() const;
  /// It stops, or has come to an end, and beats no more. After `finished` it is not started again.
  void ending(bool finished) const;
  /// What the guard is to print if it gives up after this process.
  result<void> keep_last_words(std::string_view text) const {
    return memory_.keep_last_words(text);
  }

  /// The hands of the threads that run handlers, for the guard to see.
  std::shared_ptr<execution::in_hand> hands() const;
  /// From now on a signal that a thread dies of is told, with what that thread had in hand and how
  /// much was `handled`, until that is forgotten.
  void mark_crashes(const std::atomic<std::uint64_t>& handled) const;
  void forget_handled() const;
  /// Another process ran before this one, under the same guard.
  bool is_restart() const;
  /// What this process runs is written down beside this journal, and so will be what it comes to
  /// run: the next one is to run that, whatever its file says then.
  void keep_generation(const std::string& journal) const;
  /// The journal beside which a process before this one has written down what it ran.
  std::optional<std::string> kept_generation() const;
  /// What the processes before this one died of.
  std::vector<suspect> charged() const;
  /// What is to be run alone first.
  std::optional<delivery_id> alone() const;
  /// The charge is durable, or it was run alone to its end. From any thread.
  void settled(const delivery_id&) const;

  /// How often the heart is to beat; nothing where nobody listens.
  std::optional<std::chrono::nanoseconds> beat_every(const options&) const;

private:
  explicit guarded(shared_memory memory) : memory_(std::move(memory)) {}

  void news() const;

  shared_memory memory_;
};

} // namespace troupe::guard
