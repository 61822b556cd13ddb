// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/timer_cancel.hpp"

#include "journal/find_timers.hpp"

#include <set>

namespace troupe::assembly {
namespace {

journal::commit cancellation_of(const journal::timer_record& x) {
  journal::commit made;
  if (x.recurs())
    made.timers_cleared.push_back(x.id); // At whichever of its times it stands by then.
  else
    made.timer_fired = {x.id, x.event.id, x.due};
  return made;
}

} // namespace

result<timer_cancel> plan_cancel(journal::reader& from, const control::cancel_timers& what) {
  const std::set<uuid> wanted{what.ids.begin(), what.ids.end()};
  const auto set = journal::find_timers(from, wanted);
  if (!set)
    return set.failure();
  timer_cancel made;
  for (const auto& id : wanted)
    if (const auto found = set->find(id); found != set->end()) {
      made.commits.push_back(cancellation_of(found->second));
      made.timers.push_back({id, found->second.recurs()});
    } else {
      made.told.missing.push_back(id);
    }
  return made;
}

void tell(control::timers_cancelled& to, const timer_cancel::meant& timer,
          const journal::verdict& said) {
  if (!said.accepted())
    return to.missing.push_back(timer.id);
  ++to.cancelled;
  to.recurring += timer.recurs ? 1 : 0;
}

result<control::timers_cancelled> cancel_timers(journal::engine& to, journal::reader& from,
                                                const control::cancel_timers& what) {
  auto plan = plan_cancel(from, what);
  if (!plan)
    return std::move(plan).failure();
  if (plan->commits.empty())
    return std::move(plan->told);
  const auto verdicts = to.write(plan->commits);
  if (!verdicts)
    return verdicts.failure();
  for (std::size_t i = 0; i < verdicts->size(); ++i)
    tell(plan->told, plan->timers[i], (*verdicts)[i]);
  return std::move(plan->told);
}

} // namespace troupe::assembly
