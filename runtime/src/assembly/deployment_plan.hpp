// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/reload_view.hpp"
#include "deployment/difference.hpp"
#include "deployment/values.hpp"
#include "journal/reader.hpp"
#include "troupe/module.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// What becomes of a deployment and of its subscriptions when another file is taken for it. Pure.
namespace troupe::assembly {

/// Finds the offer of a service by "module.service"; null where there is none.
using find_offer = std::function<const service_offer*(const std::string&)>;

/// A service as its code says it is.
struct looked_at_service {
  bool handles_events = false;
  std::string trouble{}; ///< why it cannot be used
};

/// Calls the function that makes its behavior.
looked_at_service look_at(const deploy::service&, const find_offer&);

/// What of a journal a plan is made from.
struct known_positions {
  std::vector<journal::subscription_record> subscriptions;
  journal::sequence_number first = 0;
  journal::sequence_number head = 0;
  std::set<std::string> sources{}; ///< names of those that have handled no event
};
result<known_positions> read_positions(journal::reader&, journal::sequence_number head);

/// Why a service that is new to a journal with events cannot begin without a word.
error must_say_start(const std::string& id, journal::sequence_number head);

/// Why a child that brought events in cannot begin to handle those of the past without a word;
/// nothing where there is nothing of the past before it, or it is said that this is meant.
std::optional<error> handles_the_past(const deploy::service&, const journal::subscription_record&,
                                      const std::set<std::string>& sources,
                                      journal::sequence_number head);

/// `look` is asked about services that come or change. `from` is null where nobody knows what ran.
control::deployment_plan
plan_change(const deploy::deployment* from, const deploy::deployment& to,
            const std::function<looked_at_service(const deploy::service&)>& look,
            const known_positions&);

} // namespace troupe::assembly
