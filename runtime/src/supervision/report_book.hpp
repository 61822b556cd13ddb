// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/report_limit.hpp"
#include "supervision/supervision_listener.hpp"
#include "troupe/service.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace troupe::supervision {

/// A report on its way out: an event, and the event that it is about.
struct report {
  outgoing fact;
  uuid causation{}; ///< nil where no delivery was in hand
  trace way{};      ///< of that delivery
};

/// The correlation of a report. All that follows from it inherits it, and is known by it.
uuid report_correlation(uuid id) noexcept;
bool follows_from_a_report(const uuid& correlation) noexcept;

/// Decides what of a tree is reported, and makes the reports (troupe/supervision_events.hpp).
///
/// What OTP's supervisors report is: ends that they did not ask for, except clean ones of children
/// that are not permanent; failed starts; stops that went otherwise than asked; giving up; and
/// restarts. Nothing is reported that follows from a report: a service that fails on reports would
/// else bring about its own next failure, for ever. Pure, and called in the order of events.
class report_book {
public:
  explicit report_book(std::uint32_t per_second) : limit_(per_second) {}

  std::optional<report> child_ended(const known_child&, const exit_info&, end_stage,
                                    std::chrono::nanoseconds now);
  std::optional<report> child_restarted(const known_child&, std::chrono::nanoseconds downtime,
                                        std::chrono::nanoseconds now);
  std::optional<report> child_abandoned(const known_child&, std::chrono::nanoseconds now);
  std::optional<report> gave_up(const std::string& path, const supervisor_end&, const known_child&,
                                std::chrono::nanoseconds now);

private:
  void hold_back(const known_child&);
  template <class Event>
  std::optional<report> pass(Event, const execution::crash*, bool urgent, std::chrono::nanoseconds);

  report_limit limit_;
  /// Children that are down because of a report, by path.
  std::set<std::string> quiet_;
  /// The last failure followed from a report, and what the supervisors do about it does.
  bool last_is_quiet_ = false;
};

} // namespace troupe::supervision
