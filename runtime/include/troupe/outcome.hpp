// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace troupe {

/// What a handler says of its attempt. A handler that returns nothing says `done()`.
class [[nodiscard]] outcome {
public:
  enum class kind { done, retry, reject };

  kind what() const noexcept { return kind_; }
  const std::string& reason() const noexcept { return reason_; }
  /// How long the next attempt shall wait, where the handler says it.
  const std::optional<std::chrono::nanoseconds>& wait() const noexcept { return wait_; }

  friend outcome done();
  friend outcome retry(std::string reason, std::optional<std::chrono::nanoseconds> wait);
  friend outcome reject(std::string reason);

private:
  outcome(kind what, std::string reason, std::optional<std::chrono::nanoseconds> wait = {})
      : kind_(what), reason_(std::move(reason)), wait_(wait) {}

  kind kind_;
  std::string reason_;
  std::optional<std::chrono::nanoseconds> wait_;
};

/// The event is handled: its position, state, events and timers are committed.
inline outcome done() {
  return {outcome::kind::done, {}};
}

/// The attempt failed and may pass later: nothing happened, the event is tried again by the retry
/// policy. Who knows how long that takes says so (a provider's Retry-After): the next attempt waits
/// for that instead, at most for the policy's longest wait.
inline outcome retry(std::string reason,
                     std::optional<std::chrono::nanoseconds> wait = std::nullopt) {
  return {outcome::kind::retry, std::move(reason), wait};
}

/// The event can never be handled: nothing happened, it becomes a dead letter at once.
inline outcome reject(std::string reason) {
  return {outcome::kind::reject, std::move(reason)};
}

/// What a source says after it was asked for events.
class [[nodiscard]] progress {
public:
  enum class kind { more, later, end };

  kind what() const noexcept { return kind_; }
  std::chrono::nanoseconds delay() const noexcept { return delay_; }

  /// There is more to bring in; ask again as soon as the system can take it.
  static progress more() { return {kind::more, {}}; }
  /// Ask again after this time.
  static progress later(std::chrono::nanoseconds delay) { return {kind::later, delay}; }
  /// There is nothing more. The source stays, idle.
  static progress end() { return {kind::end, {}}; }

private:
  progress(kind what, std::chrono::nanoseconds delay) : kind_(what), delay_(delay) {}

  kind kind_;
  std::chrono::nanoseconds delay_;
};

} // namespace troupe
