// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/module_offers.hpp"
#include "deployment/values.hpp"
#include "troupe/deployment.hpp"

namespace troupe {

/// What is behind a `troupe::deployment`: its values, and the services that they speak of.
struct deployment::content {
  deploy::deployment what;
  deploy::module_offers offers;
};

} // namespace troupe
