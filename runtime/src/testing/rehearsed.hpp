// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"
#include "service/handler_table.hpp"
#include "service/transaction.hpp"
#include "troupe/testing/stage.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::testing {

/// One instance of a service that is rehearsed: what it would do is tried, and nothing of it
/// happens.
class rehearsed {
public:
  /// What became of one call.
  struct attempt {
    call made;
    std::vector<journal::timer_record> timers_set;
    std::vector<uuid> timers_cleared;
    std::vector<std::string> brought{};             ///< the names under which events are known
    std::optional<std::chrono::nanoseconds> wait{}; ///< that a retry asks for
    std::optional<progress> said{};                 ///< by a source
    std::optional<journal::state_write> state;
  };

  /// Throws what the service throws when it is made.
  rehearsed(const call_surroundings&, const service_offer&, const boost::json::value& options,
            journal::subscription_number, journal::reader&);

  bool handles(const std::string& topic) { return table_.find(topic) != nullptr; }
  const behavior& handlers() const { return live_.handlers; }
  const void* options() const { return live_.options.get(); }

  attempt start();
  /// No handler may be missing.
  attempt handle(const journal::event_record&, const arrival&);
  attempt pull(std::size_t demand);

private:
  template <class F>
  attempt run(F call_handler);
  attempt taken();

  const service_offer& offer_;
  fence never_;
  state_cache none_{0};
  transaction host_;
  live_service live_;
  handler_table table_;
};

/// An event's JSON and what else a test compares.
fact fact_of(const journal::event_record&);

} // namespace troupe::testing
