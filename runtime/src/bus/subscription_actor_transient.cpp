// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/subscription_actor.hpp"

#include <utility>

/// What an actor has to do with deliveries of transient topics.
namespace troupe::bus {

void subscription_actor::take_in_transient() {
  look_at_transient();
  const auto more = intake_.take();
  add(more.dropped, dropped_);
  for (const auto& batch : more.batches)
    carry_out(core_.live_transient(batch));
  tell_dropped();
}

void subscription_actor::look_at_transient() {
  for (std::size_t i = 0; i < transient_.size(); ++i)
    if (transient_[i])
      carry_out(core_.settled_transient(i, transient_[i]->settled.load()));
}

/// It settles some and then looks whether a word is wanted; this is the other way round, so one of
/// both sees what the other did.
void subscription_actor::carry_out(want_word&& x) {
  const auto& progress = transient_[x.instance];
  if (!progress)
    return; // Its word comes in any case.
  progress->word_wanted.store(true);
  carry_out(core_.settled_transient(x.instance, progress->settled.load()));
}

void subscription_actor::tell_dropped() {
  auto all = core_.transient_dropped();
  add(dropped_, all);
  drop_counts more;
  for (const auto& [topic, count] : all)
    if (const auto told = told_dropped_[topic]; count > told)
      more.emplace(topic, count - told);
  if (parts_.dropped && !more.empty())
    parts_.dropped(more);
  told_dropped_ = std::move(all);
}

} // namespace troupe::bus
