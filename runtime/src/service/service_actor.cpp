// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/service_actor.hpp"

#include "execution/exit_reason.hpp"
#include "execution/send_if_alive.hpp"
#include "service/messages.hpp"

#include <caf/send.hpp>

#include <algorithm>

/// How an instance starts, takes over and works.
namespace troupe {
namespace {

/// How quick some deliveries must be together for the clock to be looked at less often, and how
/// many there may be between two looks.
constexpr std::chrono::microseconds quick{50};
constexpr std::size_t max_stride = 64;

} // namespace

service_actor::service_actor(caf::actor_config& config, execution::placement where,
                             instance_parts parts)
    : placed_actor(config, std::move(where)), parts_(std::move(parts)),
      cache_(parts_.around.limits.state_cache),
      durable_(std::make_shared<std::atomic<std::uint64_t>>(0)),
      transient_(std::make_shared<bus::transient_progress>()) {}

caf::behavior service_actor::make_behavior() {
  try {
    take_over();
  } catch (...) {
    give_up(std::current_exception());
    return {};
  }
  return {
      [this](const bus::deliveries& message) {
        take_in(message);
        if (!working_)
          work();
      },
      [this](const bus::parked_beside& message) { ledger_->parked_beside(message.key); },
      [this](const bus::unparked_beside& message) {
        ledger_->unparked_beside(message.key);
        flush();
      },
      [this](const go_on&) {
        working_ = false;
        work();
      },
      [this](const pause_over&) {
        paused_ = false;
        if (std::exchange(pull_waits_, false))
          bring_in();
        work();
      },
      [this](const bring_more&) { bring_in(); },
      [this](const claimed& message) {
        if (message.verdict.failure)
          return give_up(to_string(*message.verdict.failure));
        try {
          begin();
        } catch (...) {
          give_up(std::current_exception());
        }
      },
      [this](const stop_now& message) {
        using execution::exit_class;
        const auto how = message.reason.empty() ? exit_class::normal : exit_class::shutdown;
        quit(execution::make_exit(how, message.reason));
      },
      [this](const commit_refused& message) { give_up(message.why); },
  };
}

/// Two hold handles of actors that may hold one of this actor; what is left to do is another's now.
void service_actor::on_exit() {
  parts_.around.running.remove(epoch_);
  todo_.clear();
  parts_.feeder = nullptr;
  parts_.started = nullptr;
}

void service_actor::give_up(std::string text) {
  quit(execution::make_exit(execution::exit_class::error, std::move(text)));
}

void service_actor::give_up(const std::exception_ptr& thrown) {
  quit(execution::make_exit(execution::exit_class::error, execution::read_crash(thrown)));
}

void service_actor::take_over() {
  auto& around = parts_.around;
  auto reader = around.readers.take();
  if (!reader)
    return give_up(to_string(reader.failure()));
  reader_ = *std::move(reader);
  transaction_.emplace(around,
                       transaction::identity{parts_.subscription, parts_.service, parts_.instance},
                       parts_.offer, *reader_, cache_, *parts_.listed.fence);
  live_ = parts_.offer.make(*transaction_, parts_.options);
  handlers_.emplace(live_->handlers.events);
  if (live_->handlers.pull)
    around.doings.source_runs(parts_.service);

  journal::commit claim;
  claim.subscription = parts_.subscription;
  claim.epoch = epoch_ = around.storage.next_epoch();
  around.running.add(epoch_, parts_.listed);
  for (auto p = parts_.index; p < journal::partition_count; p += parts_.instances)
    claim.claims.push_back(static_cast<journal::partition_number>(p));
  around.writer.submit(std::move(claim),
                       [self = caf::actor_cast<caf::actor>(this)](const journal::verdict& v) {
                         caf::anon_send(self, claimed{v});
                       });
}

/// The writer has written whatever a predecessor submitted before our claim, so what is read here
/// is settled.
void service_actor::begin() {
  auto positions = reader_->positions(parts_.subscription);
  if (!positions)
    return give_up(to_string(positions.failure()));
  auto parked = reader_->parked(parts_.subscription);
  if (!parked)
    return give_up(to_string(parked.failure()));
  auto rereading = reader_->rereading_of(parts_.subscription);
  if (!rereading)
    return give_up(to_string(rereading.failure()));
  ledger_.emplace(ledger::identity{parts_.subscription, epoch_, parts_.service, parts_.instance,
                                   module_of(parts_.offer.name), parts_.around.module_version},
                  parts_.retry, parts_.holds, *positions, *parked, *std::move(rereading));
  auto from = std::make_shared<const bus::taken_over>(
      bus::taken_over{*std::move(positions), *std::move(parked)});
  settle_old_charges(*from);
  if (live_->handlers.start) {
    begin_turn();
    const execution::holding start{*hand_, execution::work::on_start()};
    transaction_->begin_start();
    live_->handlers.start();
  }
  if (is_left_behind())
    return end_left_behind();
  if (!transaction_->is_empty()) {
    begun_with_ = transaction_->take_effects();
    commit_start();
  }
  transaction_->roll_back();
  const auto self = caf::actor_cast<caf::actor>(this);
  // The subscription hears of it first: what children that start later publish finds a listener.
  if (parts_.feeder)
    caf::anon_send(parts_.feeder,
                   bus::instance_ready{parts_.index, epoch_, self, std::move(from), transient_});
  parts_.started(self);
  if (live_->handlers.pull)
    (parts_.start != nullptr ? *parts_.start : parts_.around.start)
        .when_open(execution::send_if_alive(address(), bring_more{}));
}

/// Where a reload starts it, its start is one with the reload: should that go back, it was none.
void service_actor::commit_start() {
  const bool is_early = parts_.start != nullptr && !parts_.start->is_open();
  if (is_early)
    return parts_.start->when_open(execution::send_if_alive(address(), go_on{}));
  take_start();
  flush();
}

/// Before all that is handled, which comes when the gate has opened.
void service_actor::take_start() {
  if (auto effects = std::exchange(begun_with_, std::nullopt))
    ledger_->started(*std::move(effects), static_cast<journal::partition_number>(parts_.index));
}

/// What is marked from here on is this actor's, on this thread.
void service_actor::begin_turn() {
  hand_ = &parts_.around.hands.mine();
  hand_->begin_turn(epoch_, static_cast<std::uint32_t>(parts_.subscription),
                    static_cast<std::uint32_t>(parts_.index));
}

void service_actor::work() {
  take_start();
  begin_turn();
  until_ = parts_.around.time.elapsed() + slice;
  while (!todo_.empty() && !paused_ && !stops_ && !working_) {
    auto chunk = std::move(todo_.front());
    todo_.pop_front();
    if (!work_on(chunk))
      return;
    if (!chunk.empty())
      todo_.push_front(std::move(chunk));
  }
  flush();
}

/// False when the actor ended over it.
bool service_actor::work_on(bus::portion& chunk) {
  const auto& time = parts_.around.time;
  auto looked = until_ - slice;
  // As long as deliveries ask for nothing and are quick, the clock is looked at now and then only.
  std::size_t stride = 1;
  row alike;
  for (std::size_t unseen = 0; !chunk.empty() && !paused_ && !stops_;) {
    const bool first_of_commit = ledger_->empty();
    const auto before = chunk.size();
    if (!handle_some(chunk, alike, first_of_commit ? 1 : stride - unseen))
      return false;
    unseen += before - chunk.size();
    if (unseen < stride && transaction_->is_empty() && !first_of_commit)
      continue;
    const auto now = time.elapsed();
    stride = now - looked < quick ? std::min(2 * stride, max_stride) : 1;
    unseen = 0;
    looked = now;
    if (first_of_commit)
      oldest_ = now;
    if (now - oldest_ >= commit_age)
      flush();
    if (now < until_)
      continue;
    if (!chunk.empty() || !todo_.empty()) {
      working_ = true;
      caf::anon_send(this, go_on{});
    }
    return true;
  }
  return true;
}

} // namespace troupe
