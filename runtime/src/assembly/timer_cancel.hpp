// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/requests.hpp"
#include "control/status.hpp"
#include "journal/engine.hpp"

#include <vector>

/// How timers are cancelled by a person, beside a deployment that runs or without one.
namespace troupe::assembly {

/// What a request comes to, by what the journal holds now.
struct timer_cancel {
  /// One for each timer that is set. That of a timer which comes once is refused where it fires or
  /// is set anew before: what somebody cancelled did not come, and what he did not see is left.
  std::vector<journal::commit> commits;
  struct meant {
    uuid id;
    bool recurs = false;
  };
  std::vector<meant> timers; ///< whose they are
  control::timers_cancelled told;
};

result<timer_cancel> plan_cancel(journal::reader&, const control::cancel_timers&);

/// Notes what became of the commit of this timer.
void tell(control::timers_cancelled& to, const timer_cancel::meant&, const journal::verdict&);

/// Carries a request out in a journal that this process owns and in which nothing runs.
result<control::timers_cancelled> cancel_timers(journal::engine&, journal::reader&,
                                                const control::cancel_timers&);

} // namespace troupe::assembly
