// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"
#include "supervision/exit_info.hpp"
#include "supervision/spec_check.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a supervisor can be told to do while it runs: OTP's calls, and OTP's answers.
namespace troupe::supervision {

struct administration {
  enum class kind : std::uint8_t {
    /// Start `spec` as the last child; of a `simple_one_for_one` supervisor, one more child.
    start_child,
    /// Stop `id`. Its spec stays, unless it is temporary or dynamic.
    terminate_child,
    /// Start `id`, which is down.
    restart_child,
    /// Forget `id`, which is down.
    delete_child,
    /// Stop `id` and start it again, with nothing in between that a sibling's failure could do.
    renew_child,
    /// Stop `id` and forget it, likewise.
    remove_child,
    /// Take `supervisor` and `children` for the specs from now on. Children that run go on; those
    /// that are new are not started; those that are missing stay, after the others.
    replace_specs,
  };

  kind what;
  /// The number under which it is answered.
  std::uint64_t call = 0;
  std::string id{};
  child_spec spec{};
  supervisor_spec supervisor{};
  std::vector<child_spec> children{};
};

/// Why a supervisor did not do what it was told.
enum class refusal : std::uint8_t {
  not_found,
  running,
  /// Its restart failed and will be tried again.
  restarting,
  already_started,
  already_present,
  /// Not with dynamic children, or with them only.
  simple_one_for_one,
  start_failed,
  bad_spec,
  /// The supervisor ends or has ended.
  noproc,
};

constexpr const char* to_string(refusal x) noexcept {
  switch (x) {
  case refusal::not_found:
    return "not_found";
  case refusal::running:
    return "running";
  case refusal::restarting:
    return "restarting";
  case refusal::already_started:
    return "already_started";
  case refusal::already_present:
    return "already_present";
  case refusal::simple_one_for_one:
    return "simple_one_for_one";
  case refusal::start_failed:
    return "start_failed";
  case refusal::bad_spec:
    return "bad_spec";
  case refusal::noproc:
    return "noproc";
  }
  return "unknown";
}

/// The answer to an administration. It was done unless it was refused.
struct answer {
  std::optional<refusal> refused{};
  /// The child in question; a dynamic one learns its id here.
  std::string id{};
  /// Its start function said that it is not needed.
  bool ignored = false;
  /// With `bad_spec`.
  std::vector<spec_complaint> complaints{};
  /// With `start_failed`.
  cause_chain causes{};

  friend bool operator==(const answer&, const answer&) = default;
};

/// OTP's `count_children`.
struct child_count {
  std::size_t specs = 0;
  /// Those that run.
  std::size_t active = 0;
  /// Running or not.
  std::size_t supervisors = 0;
  std::size_t workers = 0;

  friend bool operator==(const child_count&, const child_count&) = default;
};

} // namespace troupe::supervision
