// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/tree_survey.hpp"
#include "control/status.hpp"
#include "journal/standing.hpp"
#include "troupe/topic.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// A deployment's status, put together from what is known of it: pure.
namespace troupe::assembly {

/// What a service of the deployment is known by, beside the journal and the tree.
struct service_activity {
  std::string id;
  std::vector<pattern> topics; ///< empty where it handles no events
  bool is_source = false;
  bool source_runs = false;
  std::uint64_t handled = 0;
  double per_second = 0;
  std::optional<control::breaker_view> breaker{};
  std::vector<control::drop_view> drops{};
};

struct known_journal {
  journal::standing standing;
  std::vector<journal::subscription_record> subscriptions; ///< all, for their names and numbers
  std::map<std::string, std::size_t> dead_letters;         ///< by service
  std::size_t timers = 0;
  std::optional<time_point> next_timer{}; ///< on the wall
  /// Of those that are paused, or that a run has seen without a child.
  std::map<journal::subscription_number, control::held_view> holds{};
  std::chrono::microseconds wall_moved{};
};

result<known_journal> read_known_journal(journal::reader&);

/// Of a deployment that does not run: its children are down, and the journal says the rest.
control::status status_of(const deploy::deployment&, const std::vector<service_activity>&,
                          const known_journal&);

/// Of one that runs. What is counted since its start is left to the caller.
control::status status_of(const deploy::deployment&, const std::vector<service_activity>&,
                          const known_journal&, const tree_survey&);

} // namespace troupe::assembly
