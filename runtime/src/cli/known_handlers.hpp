// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/listing.hpp"
#include "cli/deployment_source.hpp"

#include <map>
#include <memory>
#include <span>
#include <string>

namespace troupe::cli {

/// The handlers of a deployment's children, as far as their behaviors can be listed. The deployment
/// must outlive it.
class known_handlers {
public:
  explicit known_handlers(const loaded_deployment& what) : what_(what) {}

  std::span<const event_handler> of(const std::string& child);
  std::span<const event_handler> of(const deploy::service& child);

private:
  const loaded_deployment& what_;
  std::map<std::string, std::unique_ptr<assembly::listing>> listed_;
};

} // namespace troupe::cli
