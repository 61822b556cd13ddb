// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/service_actor.hpp"

#include "execution/exit_reason.hpp"

#include <caf/send.hpp>

namespace troupe {
namespace {

/// To itself: the partitions are ours, or the reason why not.
struct claimed {
  journal::verdict verdict;
};
/// To itself: go on, after others had their turn.
struct go_on {};
/// To itself: a pause is over.
struct pause_over {};
/// To itself: bring more in.
struct bring_more {};
/// To itself: a commit was refused; another owner has the partitions.
struct commit_refused {
  std::string why;
};

} // namespace
} // namespace troupe

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::claimed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::go_on)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::pause_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bring_more)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::commit_refused)

namespace troupe {
namespace {

/// From [0, 1): the random bits of an id are as good as any.
double random01(const uuid& id) {
  std::uint64_t bits = 0;
  for (std::size_t i = 10; i < 16; ++i)
    bits = bits << 8 | id.bytes[i];
  return static_cast<double>(bits) / static_cast<double>(std::uint64_t{1} << 48);
}

/// How quick some deliveries must be together for the clock to be looked at less often, and how
/// many there may be between two looks.
constexpr std::chrono::microseconds quick{50};
constexpr unsigned max_stride = 16;

delivery view_of(const bus::item& x, const std::string& service) {
  const auto& e = *x.event;
  delivery d;
  d.id = e.id;
  d.time = e.time;
  d.source = e.source;
  d.topic = e.topic;
  d.version = e.version;
  d.key = x.key;
  d.sequence = e.sequence;
  d.attempt = static_cast<int>(x.attempts.size()) + 1;
  d.correlation = e.correlation;
  d.causation = e.causation;
  d.way = e.way;
  d.payload = e.payload;
  d.subscription = service;
  return d;
}

void release(bus::topic_groups& groups, std::vector<journal::event_record> transient) {
  if (transient.empty())
    return;
  auto batch = std::make_shared<journal::batch>();
  batch->events = std::move(transient);
  groups.publish_transient(batch);
}

/// As a person is told which event it was.
std::string name_of(const bus::item& x) {
  return x.key.empty() ? x.event->topic : x.event->topic + ' ' + std::string{x.key};
}

} // namespace

service_actor::service_actor(caf::actor_config& config, execution::placement where,
                             instance_parts parts)
    : placed_actor(config, std::move(where)), parts_(std::move(parts)),
      cache_(parts_.around.limits.state_cache),
      durable_(std::make_shared<std::atomic<std::uint64_t>>(0)) {}

caf::behavior service_actor::make_behavior() {
  try {
    take_over();
  } catch (...) {
    give_up(execution::text_of(std::current_exception()));
    return {};
  }
  return {
      [this](const bus::deliveries& message) {
        todo_.insert(todo_.end(), message.items.begin(), message.items.end());
        if (!working_)
          work();
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
          give_up(execution::text_of(std::current_exception()));
        }
      },
      [this](const commit_refused& message) { give_up(message.why); },
  };
}

/// Two hold handles of actors that may hold one of this actor; what is left to do is another's now.
void service_actor::on_exit() {
  todo_.clear();
  parts_.feeder = nullptr;
  parts_.started = nullptr;
}

void service_actor::give_up(std::string text) {
  quit(execution::make_exit(execution::exit_class::error, std::move(text)));
}

void service_actor::take_over() {
  auto& around = parts_.around;
  auto reader = around.storage.open_reader();
  if (!reader)
    return give_up(to_string(reader.failure()));
  reader_ = *std::move(reader);
  transaction_.emplace(around,
                       transaction::identity{parts_.subscription, parts_.service, parts_.instance},
                       parts_.offer, *reader_, cache_);
  live_ = parts_.offer.make(*transaction_, parts_.options);
  handlers_.emplace(live_->handlers.events);
  if (live_->handlers.pull)
    around.doings.source_runs(parts_.service);

  journal::commit claim;
  claim.subscription = parts_.subscription;
  claim.epoch = epoch_ = around.storage.next_epoch();
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
  ledger_.emplace(ledger::identity{parts_.subscription, epoch_, parts_.service, parts_.instance},
                  parts_.retry, *positions, *parked);
  if (live_->handlers.start)
    live_->handlers.start();
  const auto self = caf::actor_cast<caf::actor>(this);
  // The subscription hears of it first: what children that start later publish finds a listener.
  if (parts_.feeder)
    caf::anon_send(parts_.feeder,
                   bus::instance_ready{parts_.index, epoch_, self,
                                       std::make_shared<const bus::taken_over>(bus::taken_over{
                                           *std::move(positions), *std::move(parked)})});
  parts_.started(self);
  if (live_->handlers.pull)
    parts_.around.start.when_open([to = address()] {
      if (const auto living = caf::actor_cast<caf::actor>(to))
        caf::anon_send(living, bring_more{});
    });
}

void service_actor::work() {
  until_ = parts_.around.time.elapsed() + slice;
  while (!todo_.empty() && !paused_ && !working_) {
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
  unsigned stride = 1;
  for (unsigned unseen = 1; !chunk.empty() && !paused_; ++unseen) {
    const bool first_of_commit = ledger_->empty();
    const auto& x = chunk.front();
    chunk.pop_front();
    if (!handle(x))
      return false;
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

/// False when the actor ended over it.
bool service_actor::handle(const bus::item& x) {
  switch (ledger_->admit(x)) {
  case ledger::course::skip:
    ledger_->skipped(x);
    return true;
  case ledger::course::wait_behind:
    ledger_->wait_behind(x);
    return true;
  case ledger::course::handle:
    break;
  }
  const auto* handler = handlers_->find(x.event->topic);
  if (handler == nullptr) {
    fail(x, failure::reject,
         parts_.service + " has no handler for " + x.event->topic + " any more");
    return true;
  }
  const void* event = nullptr;
  if (handler->typed) {
    const auto decoded = decode(*handler, *x.event);
    if (!decoded) {
      fail(x, failure::undecodable, to_string(decoded.failure()));
      return true;
    }
    event = *decoded;
  }
  try {
    const auto said = call(*handler, x, event);
    if (said.what() != outcome::kind::done)
      fail(x, said.what() == outcome::kind::retry ? failure::retry : failure::reject,
           said.reason());
    return true;
  } catch (...) {
    crash(x, execution::text_of(std::current_exception()));
    return false;
  }
}

/// One handler's call, and on success its effects into the books.
outcome service_actor::call(const event_handler& handler, const bus::item& x, const void* event) {
  static const delivery unseen;
  transaction_->begin(&x);
  auto said = handler.takes_delivery ? handler.call(event, view_of(x, parts_.service))
                                     : handler.call(event, unseen);
  if (said.what() != outcome::kind::done) {
    transaction_->roll_back();
    return said;
  }
  ++handled_;
  parts_.streak->handled();
  if (transaction_->is_empty()) {
    ledger_->handled(x);
    return said;
  }
  auto state = transaction_->take_state();
  auto effects = transaction_->take_effects();
  const auto wait = effects.pause;
  std::optional<journal::state_write> write;
  if (state) {
    cache_.put(state->write.key, std::move(state->value), commits_ + 1);
    write = std::move(state->write);
  }
  ledger_->handled(x, std::move(effects), std::move(write));
  if (wait)
    pause(*wait);
  return said;
}

void service_actor::fail(const bus::item& x, failure why, std::string text) {
  auto& around = parts_.around;
  around.doings.failed_attempts.fetch_add(1, std::memory_order_relaxed);
  const auto id = around.ids.next();
  if (ledger_->failed(x, why, text, around.time.now(), random01(id), id)) {
    around.doings.dead_letters.fetch_add(1, std::memory_order_relaxed);
    if (++letters_ <= letters_logged)
      around.log(log_level::warning, parts_.instance,
                 "dead letter: " + name_of(x) + ": " + text + (letters_ == letters_logged ? " (further ones are only counted)" : ""));
  }
}

void service_actor::crash(const bus::item& x, std::string text) {
  transaction_->roll_back();
  parts_.around.doings.crashes.fetch_add(1, std::memory_order_relaxed);
  const bool charged = parts_.streak->is_charged(x.event->id);
  if (charged)
    fail(x, failure::crash, text);
  flush();
  quit(execution::make_exit(
      charged ? execution::exit_class::delivery_crash : execution::exit_class::error,
      "handling " + name_of(x) + ": " + text));
}

void service_actor::bring_in() {
  pull_waits_ = paused_;
  if (paused_ || parts_.around.doings.stopping)
    return;
  transaction_->begin(nullptr);
  auto said = progress::end();
  try {
    said = live_->handlers.pull(demand);
  } catch (...) {
    transaction_->roll_back();
    return give_up(execution::text_of(std::current_exception()));
  }
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
  ledger_->brought_in(std::move(effects), std::move(write));
  // The next events are asked for when these are durable: that is the pace the system can take.
  flush([this, said, self = caf::actor_cast<caf::actor>(this)] {
    switch (said.what()) {
    case progress::kind::more:
      return caf::anon_send(self, bring_more{});
    case progress::kind::later:
      parts_.around.timers.after(said.delay(), [to = self.address()] {
        if (const auto living = caf::actor_cast<caf::actor>(to))
          caf::anon_send(living, bring_more{});
      });
      return;
    case progress::kind::end:
      parts_.around.doings.source_ended(parts_.service);
      return;
    }
  });
}

void service_actor::flush(std::function<void()> durable) {
  if (ledger_->empty())
    return;
  parts_.around.doings.handled.fetch_add(std::exchange(handled_, 0), std::memory_order_relaxed);
  auto taken = ledger_->take();
  // The word counts all that was taken before, so it waits for what is still on its way.
  if (!taken.changes_anything && !durable && durable_->load() == commits_) {
    release(parts_.around.groups, std::move(taken.transient));
    if (parts_.feeder)
      caf::anon_send(parts_.feeder, bus::instance_settled{parts_.index, epoch_, taken.word});
    return;
  }
  const auto number = ++commits_;
  cache_.trim(durable_->load());
  parts_.around.writer.submit(
      std::move(taken.commit),
      [self = caf::actor_cast<caf::actor>(this), feeder = parts_.feeder, index = parts_.index,
       epoch = epoch_, word = std::move(taken.word), transient = std::move(taken.transient),
       counter = durable_, number, durable = std::move(durable),
       &groups = parts_.around.groups](const journal::verdict& v) mutable {
        if (v.failure && v.failure->code == ec::refused)
          return caf::anon_send(self, commit_refused{v.failure->what});
        if (v.failure)
          return; // The journal failed: the runtime is told by the writer's listener, and ends.
        release(groups, std::move(transient));
        if (feeder)
          caf::anon_send(feeder, bus::instance_settled{index, epoch, std::move(word)});
        counter->store(number); // After its word is sent, which a later one may not overtake.
        if (durable)
          durable();
      });
}

void service_actor::pause(std::chrono::nanoseconds delay) {
  paused_ = true;
  // The address, for a handle would keep this actor alive until the timer is due.
  parts_.around.timers.after(delay, [to = address()] {
    if (const auto self = caf::actor_cast<caf::actor>(to))
      caf::anon_send(self, pause_over{});
  });
}

} // namespace troupe
