// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/exit_reason.hpp"
#include "execution/send_if_alive.hpp"
#include "service/messages.hpp"
#include "service/service_actor.hpp"

#include <caf/send.hpp>

/// What goes to the journal, and what a source brings in.
namespace troupe {
namespace {

/// While there is none, a source asks so often whether it may go on.
constexpr std::chrono::seconds look_for_space{1};

void release(bus::topic_groups& groups, std::vector<journal::event_record> transient,
             bool from_source) {
  if (transient.empty())
    return;
  auto batch = std::make_shared<journal::batch>();
  batch->events = std::move(transient);
  batch->from_source = from_source;
  groups.publish_transient(batch);
}

} // namespace

void service_actor::bring_in() {
  take_start();
  pull_waits_ = paused_;
  if (paused_ || stops_ || parts_.around.doings.stopping || is_held_back())
    return;
  if (parts_.around.doings.short_of_space) {
    parts_.around.timers.after(look_for_space, execution::send_if_alive(address(), bring_more{}));
    return;
  }
  transaction_->begin(nullptr);
  begin_turn();
  auto said = progress::end();
  try {
    const execution::holding pull{*hand_, execution::work::on_pull(++in_hand_)};
    said = live_->handlers.pull(demand);
  } catch (...) {
    transaction_->roll_back();
    if (is_left_behind())
      return end_left_behind();
    return give_up(std::current_exception());
  }
  if (is_left_behind())
    return end_left_behind();
  auto state = transaction_->take_state();
  auto effects = transaction_->take_effects();
  parts_.around.doings.dead_letters.fetch_add(effects.dead_letters.size(),
                                              std::memory_order_relaxed);
  std::optional<journal::state_write> write;
  if (state) {
    cache_.put(state->write.key, std::move(state->value), commits_ + 1);
    write = std::move(state->write);
  }
  if (effects.pause)
    pause(*effects.pause);
  auto stop = std::move(effects.stop);
  ledger_->brought_in(std::move(effects), std::move(write));
  if (stop)
    return flush(stop_for(*std::move(stop)));
  // The next events are asked for when these are durable: that is the pace the system can take.
  flush([this, said, self = caf::actor_cast<caf::actor>(this)] {
    switch (said.what()) {
    case progress::kind::more:
      return caf::anon_send(self, bring_more{});
    case progress::kind::later:
      parts_.around.timers.after(said.delay(),
                                 execution::send_if_alive(self.address(), bring_more{}));
      return;
    case progress::kind::end:
      parts_.around.doings.source_ended(parts_.service);
      return;
    }
  });
}

/// It is asked again once those who take what it publishes have room.
bool service_actor::is_held_back() {
  return !blocking_.empty() &&
         parts_.around.pressure->hold(blocking_, execution::send_if_alive(address(), bring_more{}));
}

void service_actor::flush(std::function<void()> durable) {
  if (successes_ > 0)
    tell_successes(parts_.around.time.elapsed());
  if (ledger_->empty()) {
    if (durable)
      durable(); // There is nothing to wait for.
    return;
  }
  parts_.around.doings.handled.fetch_add(handled_, std::memory_order_relaxed);
  parts_.handled->fetch_add(std::exchange(handled_, 0), std::memory_order_relaxed);
  auto taken = ledger_->take();
  const bool from_source = durable != nullptr;
  if (from_source && parts_.around.pressure != nullptr)
    for (const auto& e : taken.transient)
      if (parts_.around.blocking_topics.count(e.topic) > 0)
        blocking_.insert(e.topic);
  const auto told = std::exchange(told_, taken.word.taken);
  // The word counts all that was taken before, so it waits for what is still on its way.
  if (!taken.changes_anything && !durable && durable_->load() == commits_) {
    release(parts_.around.groups, std::move(taken.transient), from_source);
    transient_->settled.store(taken.word.transient);
    const bool says_more = told != taken.word.taken || !taken.word.changes.empty() ||
                           transient_->word_wanted.exchange(false);
    if (parts_.feeder && says_more)
      caf::anon_send(parts_.feeder, bus::instance_settled{parts_.index, epoch_, taken.word});
    return;
  }
  const auto number = ++commits_;
  cache_.trim(durable_->load());
  parts_.around.writer.submit(
      std::move(taken.commit),
      [self = caf::actor_cast<caf::actor>(this), feeder = parts_.feeder, index = parts_.index,
       epoch = epoch_, word = std::move(taken.word), transient = std::move(taken.transient),
       settled = std::move(taken.charged), charged = parts_.charged, counter = durable_, number,
       durable = std::move(durable), from_source, &doings = parts_.around.doings,
       &groups = parts_.around.groups](const journal::verdict& v) mutable {
        if (v.failure && v.failure->code == ec::refused)
          return caf::anon_send(self, commit_refused{v.failure->what});
        if (v.failure)
          return; // The journal failed: the runtime is told by the writer's listener, and ends.
        // First of all, for what was charged may come again after the word.
        for (const auto sequence : settled)
          charged->settle(sequence);
        doings.duplicates.fetch_add(v.duplicates.size(), std::memory_order_relaxed);
        release(groups, std::move(transient), from_source);
        if (feeder)
          caf::anon_send(feeder, bus::instance_settled{index, epoch, std::move(word)});
        counter->store(number); // After its word is sent, which a later one may not overtake.
        if (durable)
          durable();
      });
}

std::function<void()> service_actor::stop_for(std::string reason) {
  stops_ = true;
  return [self = caf::actor_cast<caf::actor>(this), reason = std::move(reason)] {
    caf::anon_send(self, stop_now{reason});
  };
}

void service_actor::pause(std::chrono::nanoseconds delay) {
  paused_ = true;
  parts_.around.timers.after(delay, execution::send_if_alive(address(), pause_over{}));
}

} // namespace troupe
