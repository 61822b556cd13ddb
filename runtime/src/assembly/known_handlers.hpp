// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/listing.hpp"
#include "deployment/module_offers.hpp"
#include "deployment/values.hpp"

#include <map>
#include <memory>
#include <span>
#include <string>

namespace troupe::assembly {

/// The handlers of a deployment's children, as far as their behaviors can be listed. The deployment
/// and what its modules offer must outlive it.
class known_handlers {
public:
  known_handlers(const deploy::deployment& what, const deploy::module_offers& offers)
      : what_(what), offers_(offers) {}

  std::span<const event_handler> of(const std::string& child);
  std::span<const event_handler> of(const deploy::service& child);

private:
  const deploy::deployment& what_;
  const deploy::module_offers& offers_;
  std::map<std::string, std::unique_ptr<listing>> listed_;
};

} // namespace troupe::assembly
