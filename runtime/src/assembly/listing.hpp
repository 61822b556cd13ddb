// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/interest.hpp"
#include "service/handler_table.hpp"
#include "troupe/module.hpp"

#include <boost/json/value.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace troupe::assembly {

/// A service's behavior as it can be looked at without running it: what it handles, answers and
/// brings in.
///
/// It is made by the same function that makes an instance, on a host that refuses every call; a
/// service that does more than return its handlers throws here, which is an error of its module.
class listing {
public:
  listing(const service_offer&, const boost::json::value& options);

  const service_offer& offer() const { return *offer_; }
  const std::vector<event_handler>& events() const { return live_.handlers.events; }
  const std::vector<query_handler>& queries() const { return live_.handlers.queries; }
  bool is_source() const { return static_cast<bool>(live_.handlers.pull); }
  std::vector<pattern> topics() const { return table_.topics(); }
  const void* options() const { return live_.options.get(); }

  /// What a subscription wants. Its `key_of` belongs to one thread; the listing must outlive it.
  bus::interest interest();
  /// A text that is the same for services that want the same topics, divided alike; none where a
  /// handler chooses the key, for that is a function.
  std::optional<std::string> signature() const;

private:
  const service_offer* offer_;
  std::unique_ptr<service_host> host_;
  live_service live_;
  handler_table table_;
};

} // namespace troupe::assembly
