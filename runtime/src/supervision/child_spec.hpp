// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vocabulary/backoff_policy.hpp"

/// What a supervisor knows about its children and itself: Erlang/OTP's words, and its defaults.
namespace troupe::supervision {

/// Whether a child that ended is started again.
enum class restart_type : std::uint8_t {
  /// Always.
  permanent,
  /// When it ended abnormally: otherwise than `normal` or `shutdown`.
  transient,
  /// Never, and once it has ended the supervisor forgets it.
  temporary,
};

enum class child_type : std::uint8_t { worker, supervisor };

/// Which siblings share the fate of a child that is restarted.
enum class strategy : std::uint8_t {
  one_for_one,
  /// All.
  one_for_all,
  /// Those after it.
  rest_for_one,
  /// None; all children are of one kind and are started one by one while the supervisor runs.
  simple_one_for_one,
};

/// Whether a supervisor ends when significant children of it have ended by themselves and stay
/// down. Being stopped by the supervisor, for whatever reason, does not count.
enum class auto_shutdown : std::uint8_t {
  never,
  /// At the first of them.
  any,
  /// At the last of them.
  all,
};

/// How a child is stopped.
struct shutdown_policy {
  enum class way : std::uint8_t {
    /// Killed, without being asked.
    brutal,
    /// Asked, and killed when `time` has passed.
    time,
    /// Asked, and waited for.
    infinity,
  };

  way how = way::time;
  std::chrono::nanoseconds time{0};

  static constexpr shutdown_policy brutal() { return {way::brutal, {}}; }
  static constexpr shutdown_policy after(std::chrono::nanoseconds time) {
    return {way::time, time};
  }
  static constexpr shutdown_policy infinity() { return {way::infinity, {}}; }

  friend bool operator==(const shutdown_policy&, const shutdown_policy&) = default;
};

using troupe::backoff_policy;

/// A child, without the way to start it.
struct child_spec {
  /// Unique among its siblings.
  std::string id;
  restart_type restart = restart_type::permanent;
  child_type type = child_type::worker;
  /// By default 5 s for a worker; a supervisor is given all the time that its own children need.
  std::optional<shutdown_policy> shutdown{};
  /// Its end counts for the supervisor's `auto_shutdown`.
  bool significant = false;
  /// None unless asked for, which is OTP's way.
  backoff_policy backoff{};
  /// How long its start may take; one that takes longer is killed, and has failed. OTP waits
  /// without end, as is the default here.
  std::optional<std::chrono::nanoseconds> start_timeout{};
  /// The paths of children anywhere in the tree that must be ready when it is started again, or it
  /// waits for them. At the first start the order of the tree sees to that. OTP knows no such
  /// thing.
  std::vector<std::string> depends_on{};

  friend bool operator==(const child_spec&, const child_spec&) = default;
};

constexpr shutdown_policy default_shutdown(child_type type) {
  return type == child_type::supervisor ? shutdown_policy::infinity()
                                        : shutdown_policy::after(std::chrono::seconds{5});
}

inline shutdown_policy shutdown_of(const child_spec& child) {
  return child.shutdown.value_or(default_shutdown(child.type));
}

/// A supervisor: it gives up when there are more than `intensity` restarts within `period`.
struct supervisor_spec {
  supervision::strategy strategy = supervision::strategy::one_for_one;
  std::uint32_t intensity = 1;
  std::chrono::nanoseconds period = std::chrono::seconds{5};
  /// How long a killed child may take to return from its handler until it is abandoned. OTP needs
  /// no such thing: there a kill cannot be waited out.
  std::chrono::nanoseconds kill_grace = std::chrono::seconds{5};
  supervision::auto_shutdown auto_shutdown = supervision::auto_shutdown::never;

  friend bool operator==(const supervisor_spec&, const supervisor_spec&) = default;
};

} // namespace troupe::supervision
