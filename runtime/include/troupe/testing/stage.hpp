// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/module.hpp"
#include "troupe/testing/fact.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace troupe::testing {

/// A test's expectation that was not met, or something that it may not do; `what()` says which and
/// how it differs.
class [[gnu::visibility("default")]] failed : public std::runtime_error {
public:
  using runtime_error::runtime_error;
};

/// How an event comes to a service.
struct arrival {
  int attempt = 1;
  bool replay = false;
  bool late = false;
  std::string source = "outside"; ///< who published it
  bool unchecked = false;         ///< the journal has it although it breaks its constraints
};

/// Where a rehearsal takes place: one service, its types erased. See `rehearsal`.
///
/// The handlers run in a transaction as in a deployment, on the caller's thread, and what they
/// commit is kept in memory as JSON; so a state that JSON cannot hold is found. Time stands still
/// but for `advance`. Everything is the same in each run.
class [[gnu::visibility("default")]] stage {
public:
  /// The options are as in a deployment; null for the defaults. Throws `failed` where they are
  /// wrong, and where the service cannot be made or fails in its `on_start`.
  stage(const service_offer&, const boost::json::value& options);
  ~stage();
  stage(stage &&) noexcept;
  stage& operator=(stage&&) noexcept;

  /// Throws `failed` where no handler takes it, and where it breaks its constraints: no journal
  /// takes such an event.
  void deliver(const outgoing&, const arrival& = {});
  /// The delivery before once more, as the next attempt.
  void deliver_again();
  /// What its `on_start` did when it was made; where anything was done since then, it is made anew,
  /// as after a crash.
  void start();
  /// Asks the source for events.
  progress pull(std::size_t demand);
  /// Moves the clock. Timers come when they are due, in order; the events that they publish are
  /// delivered to the service where it handles them.
  void advance(std::chrono::nanoseconds);

  /// What the last of these did, and before the first of them `on_start`; of `advance`, everything
  /// in order.
  const call& last() const;
  /// Committed, as JSON; nothing where the key has none.
  std::optional<std::string> state(std::string_view key) const;
  result<std::string> ask(std::string_view query, const std::string& arguments) const;
  time_point now() const;

  /// From now on each call is made once, and nobody looks for what the service keeps outside of its
  /// state.
  void run_once(std::string reason);

private:
  struct content;
  std::unique_ptr<content> content_;
};

} // namespace troupe::testing
