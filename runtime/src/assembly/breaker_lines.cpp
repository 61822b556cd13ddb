// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/breaker_lines.hpp"

#include "troupe/duration.hpp"

#include <chrono>
#include <utility>

namespace troupe::assembly {
namespace {

using bus::breaker;

/// No finer than people care for.
std::string rounded(std::chrono::nanoseconds time) {
  using namespace std::chrono;
  if (time >= seconds{10})
    return format_duration(round<seconds>(time));
  return format_duration(round<milliseconds>(time));
}

} // namespace

std::string line_of(const breaker::change& x) {
  switch (x.what) {
  case breaker::change::kind::opened:
    return "breaker opens: " + x.why + "; nothing is tried but a probe in " +
           format_duration(x.pause);
  case breaker::change::kind::probe_failed:
    return "breaker stays open, for the probe failed: " + x.why + "; the next is tried in " +
           format_duration(x.pause);
  case breaker::change::kind::closed:
    break;
  }
  return "breaker closes after " + rounded(x.lasted) + ", for a probe was handled";
}

std::shared_ptr<breaker> make_breaker(const std::optional<breaker_policy>& policy,
                                      const std::string& service, log_function log,
                                      const clock& time) {
  if (!policy)
    return nullptr;
  return std::make_shared<breaker>(
      *policy, [service, log = std::move(log), &time,
                limit = line_limit{}](const breaker::change& x) mutable {
        const bool closed = x.what == breaker::change::kind::closed;
        const auto left_out = limit.ask(closed ? "closed" : "open", time.elapsed());
        if (!left_out)
          return;
        auto line = line_of(x);
        if (*left_out > 0)
          line += " (" + std::to_string(*left_out) + " more such changes were not shown)";
        log(closed ? log_level::info : log_level::warning, service, line);
      });
}

control::breaker_view view_of(const breaker::view& x, const clock& time) {
  const auto at = [now = time.now(), elapsed = time.elapsed()](breaker::time when) {
    return now + std::chrono::duration_cast<std::chrono::microseconds>(when - elapsed);
  };
  control::breaker_view made;
  switch (x.is) {
  case breaker::state::closed:
    return made;
  case breaker::state::open:
    made.state = control::breaker_state::open;
    made.until = at(x.until);
    break;
  case breaker::state::probing:
    made.state = control::breaker_state::probing;
    break;
  }
  made.since = at(x.since);
  made.why = x.why;
  return made;
}

} // namespace troupe::assembly
