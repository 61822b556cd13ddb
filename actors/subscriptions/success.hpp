// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/options.hpp"
#include "troupe/service.hpp"
#include "troupe/uuid.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// Customer success has somebody call after an upgrade; only once, where upgrades follow each
/// other.
namespace subscriptions {

struct success_options {
  std::chrono::nanoseconds after = std::chrono::hours{14 * 24};

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(success_options, (), (after))

/// What the call will be about: the last upgrade, after which there was none.
struct care {
  std::string plan;
  std::optional<troupe::uuid> upgrade{}; ///< the event
};
BOOST_DESCRIBE_STRUCT(care, (), (plan, upgrade))

troupe::behavior success(troupe::service<care, success_options>* self);

} // namespace subscriptions
