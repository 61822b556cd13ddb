// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/exit_reason.hpp"
#include "service/service_actor.hpp"

/// What becomes of one delivery.
namespace troupe {
namespace {

/// From [0, 1): the random bits of an id are as good as any.
double random01(const uuid& id) {
  std::uint64_t bits = 0;
  for (std::size_t i = 10; i < 16; ++i)
    bits = bits << 8 | id.bytes[i];
  return static_cast<double>(bits) / static_cast<double>(std::uint64_t{1} << 48);
}

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

/// As a person is told which event it was.
std::string name_of(const bus::item& x) {
  return x.key.empty() ? x.event->topic : x.event->topic + ' ' + std::string{x.key};
}

} // namespace

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
                 "dead letter: " + name_of(x) + ": " + text +
                     (letters_ == letters_logged ? " (further ones are only counted)" : ""));
  }
}

void service_actor::crash(const bus::item& x, std::string text) {
  transaction_->roll_back();
  parts_.around.doings.crashes.fetch_add(1, std::memory_order_relaxed);
  const bool charged = parts_.streak->is_charged(x.event->id);
  if (charged)
    fail(x, failure::crash, text);
  flush();
  quit(execution::make_exit(charged ? execution::exit_class::delivery_crash
                                    : execution::exit_class::error,
                            "handling " + name_of(x) + ": " + text));
}

} // namespace troupe
