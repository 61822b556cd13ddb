// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/letter_changes.hpp"
#include "journal/writer.hpp"

#include <caf/actor.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace troupe::assembly {

/// Moves dead letters beside a deployment that runs, through its writer and its subscriptions.
///
/// What an instance's restart comes between is tried again, from what the journal says then; so no
/// letter is moved twice, whoever else moves it. Holds itself until it has told.
class letter_move : public std::enable_shared_from_this<letter_move> {
public:
  /// Between a restarting instance and its successor; a child that stays down is not waited for.
  static constexpr int tries = 7;
  static constexpr std::chrono::milliseconds first_wait{20};

  using told = std::function<void(result<control::letters_moved>)>;
  struct parts {
    journal::engine& storage;
    journal::writer& writer;
    const clock& time;
    /// The subscription's actor of a child; null where it has none.
    std::function<caf::actor(const std::string& service)> subscription;
    /// Calls a function later, on a thread that may read the journal.
    std::function<void(std::chrono::nanoseconds, std::function<void()>)> later;
  };

  static void begin(parts, const control::move_letters&, told);

private:
  letter_move(parts with, told then) : parts_(std::move(with)), then_(std::move(then)) {}

  void go();
  void submit(letter_plan);
  void decided(const uuid&, const journal::verdict&);
  void round_over();

  parts parts_;
  told then_;
  control::move_letters todo_;
  int round_ = 0;

  std::mutex mutex_; ///< verdicts come on two threads
  control::letters_moved done_;
  std::map<uuid, std::string> undone_; ///< in this round, and why
  std::optional<error> failure_;
  std::size_t open_ = 0;
};

} // namespace troupe::assembly
