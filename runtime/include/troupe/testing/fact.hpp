// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/service.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a service did with one event, as values that tests compare.
namespace troupe::testing {

/// An event as it was published, or is expected.
struct fact {
  std::string topic;
  std::uint32_t version = 1;
  std::string key;
  std::string payload; ///< as JSON
};

template <event Event>
fact fact_of(const Event& value) {
  const auto out = encode(value);
  return {std::string{out.topic}, out.version, out.key, std::string{out.payload.text()}};
}

/// A timer that was set: what it will publish, and when the next time.
struct timer {
  std::string name; ///< empty where it has none
  time_point due;
  fact what;
  std::string recurs{}; ///< "every 1h30m", "cron 0 8 * * 1-5 in Europe/Berlin"; empty: once
};

/// How a handler's call ended.
enum class ending { done, retry, reject, crash };

/// All that one call of a handler did. When it did not end well, nothing happened but that.
struct call {
  ending how = ending::done;
  std::string text{};            ///< the reason, or what was thrown
  std::vector<fact> published{}; ///< in order; those of transient topics among them
  std::vector<timer> timers{};
  std::vector<std::string> cancelled{}; ///< timers, by name, or by id where they have none
  /// A source's input of which it could make nothing, and why.
  std::vector<std::pair<std::string, std::string>> dead_letters{};
  std::optional<std::chrono::nanoseconds> pause{};
  std::optional<std::string> stop{}; ///< the reason for which it ends itself
};

/// What is different, a line for each; empty where nothing is:
///
///     1 event was expected, and 2 were published
///     event 1, orders.placed: .lines[0].quantity: expected 3, was 2
[[gnu::visibility("default")]] std::string differences(const std::vector<fact>& expected,
                                                       const std::vector<fact>& published);

/// Why a call did not set this timer, or cancel one of this name; empty where it did.
[[gnu::visibility("default")]] std::string missing_timer(const call&, const timer& expected);
[[gnu::visibility("default")]] std::string missing_cancel(const call&, std::string_view name);

/// How a call ended, in words: "threw: out of paper", "published stock.reserved".
[[gnu::visibility("default")]] std::string text_of(const call&);

} // namespace troupe::testing
