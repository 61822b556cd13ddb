// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/known_deployment.hpp"
#include "control/requests.hpp"
#include "control/status.hpp"

#include <functional>
#include <optional>

namespace troupe::cli {

/// Who changes subscriptions: the deployment that runs, or this process in its place.
struct subscription_access {
  std::function<result<control::subscription_changed>(const control::change_subscription&)> change;
  std::function<result<control::subscription_sought>(const control::seek_subscription&)> seek;
  bool runs = false;
};

/// The access, or the exit code after the reason was written to standard error.
struct found_subscriptions {
  std::optional<subscription_access> value;
  int exit_code = exit_done;
};

/// The deployment must outlive what is found.
found_subscriptions open_subscriptions(const known_deployment&);

} // namespace troupe::cli
