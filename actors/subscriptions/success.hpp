// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <chrono>
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

/// What the call will be about.
struct care {
  std::string plan;
};
BOOST_DESCRIBE_STRUCT(care, (), (plan))

troupe::behavior success(troupe::service<care, success_options>* self);

} // namespace subscriptions
