// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/exit_reason.hpp"
#include "service/delivery_view.hpp"
#include "service/handler_call.hpp"
#include "service/misfit.hpp"
#include "service/service_actor.hpp"

#include <algorithm>
#include <utility>

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

/// What a crash over a delivery tells of it.
execution::crash crash_over(const bus::item& x, const std::exception_ptr& thrown) {
  auto what = execution::read_crash(thrown);
  const auto& e = *x.event;
  what.event = e.id;
  what.sequence = e.sequence;
  what.attempt = static_cast<int>(x.attempts.size()) + 1;
  what.topic = e.topic;
  what.key = std::string{x.key};
  what.way = e.way;
  what.correlation = e.correlation;
  return what;
}

/// What a handler gets that does not look at it.
const delivery unseen{};

} // namespace

/// At least one delivery, and at most `most` where they are alike. False when the actor ended over
/// one.
bool service_actor::handle_some(bus::portion& chunk, row& alike, std::size_t most) {
  if (is_held_up(chunk.front())) {
    chunk = {};
    let_go();
    return true;
  }
  if (alike.left == 0)
    alike = row_of(chunk);
  if (alike.handler != nullptr && chunk.front().published.type == alike.handler->type)
    return handle_row(chunk, alike, std::min(most, alike.left));
  const auto& x = chunk.front();
  chunk.pop_front();
  --alike.left;
  const bool goes_on = handle(x);
  if (std::exchange(lets_go_, false))
    chunk = {};
  return goes_on;
}

/// Without a handler where each delivery must be looked at by itself.
service_actor::row service_actor::row_of(const bus::portion& chunk) {
  const auto& first = chunk.front();
  if (first.alike < 2)
    return {nullptr, 1};
  const auto* handler = handlers_->find(first.event->topic);
  const bool is_quick = handler != nullptr && handler->typed && !handler->takes_delivery;
  return {is_quick ? handler : nullptr, std::min<std::size_t>(first.alike, chunk.size())};
}

/// Transient deliveries that were published as the struct that their handler takes: nothing is
/// looked at but that struct. Those that ask for nothing are counted; one that asks for something,
/// or fails, is the last.
bool service_actor::handle_row(bus::portion& chunk, row& alike, std::size_t most) {
  const auto& handler = *alike.handler;
  std::size_t quiet = 0;
  const auto count = [&] {
    if (quiet == 0)
      return;
    handled_ += quiet;
    parts_.streak->handled();
    ledger_->handled_transient(std::exchange(quiet, 0));
  };
  for (; most > 0 && chunk.front().published.type == handler.type; --most) {
    const auto& x = chunk.front();
    chunk.pop_front();
    --alike.left;
    try {
      auto said = invoke(handler, x, x.published.value, unseen);
      if (said.what() == outcome::kind::done && transaction_->is_empty()) {
        ++quiet;
        continue;
      }
      count();
      conclude(x, std::move(said));
      return true;
    } catch (...) {
      if (!is_left_behind())
        count();
      end_over(x, std::current_exception());
      return false;
    }
  }
  count();
  return true;
}

/// False when the actor ended over it.
bool service_actor::handle(const bus::item& x) {
  const bool goes_on = attempt(x);
  if (goes_on && probe_)
    tell_breaker(x, bus::breaker::result::neither); // Nobody has told what it came to.
  return goes_on;
}

bool service_actor::attempt(const bus::item& x) {
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
  if (auto charge = parts_.charged->find(x.event->sequence); charge && !x.transient) {
    take_charge(x, *std::move(charge));
    flush(); // At once: should the next handler take the process with it, the attempt is spent.
    return true;
  }
  if (is_expired(x))
    return true;
  const auto* handler = handlers_->find(x.event->topic);
  if (handler == nullptr) {
    fail(x, failure::reject,
         {parts_.service + " has no handler for " + x.event->topic + " any more"});
    return true;
  }
  const void* event = nullptr;
  if (handler->typed) {
    const auto decoded = decode(*handler, *x.event);
    if (!decoded && decoded.failure().code == ec::incompatible && !x.transient) {
      wait_for_module(x, to_string(decoded.failure()));
      return true;
    }
    if (!decoded) {
      fail(x, failure::undecodable, {to_string(decoded.failure())});
      return true;
    }
    event = *decoded;
  }
  try {
    conclude(x, handler->takes_delivery
                    ? invoke(*handler, x, event, view_of(x, parts_.service, ledger_->is_reread(x)))
                    : invoke(*handler, x, event, unseen));
    return true;
  } catch (const misfit& found) {
    if (is_left_behind() || x.transient) {
      end_over(x, std::current_exception());
      return false;
    }
    wait_for_module(x, found.what());
    return true;
  } catch (...) {
    end_over(x, std::current_exception());
    return false;
  }
}

/// One handler's call; while it runs, its thread says what it has in hand.
outcome service_actor::invoke(const event_handler& handler, const bus::item& x, const void* event,
                              const delivery& d) {
  transaction_->begin(&x);
  const execution::holding mark{*hand_, x.transient
                                            ? execution::work::on_transient_event(++in_hand_)
                                            : execution::work::on_event(x.event->sequence)};
  auto said = call_of(handler, event, d);
  if (is_left_behind())
    throw left_behind{"return"};
  return said;
}

/// What the handler said and did, into the books.
void service_actor::conclude(const bus::item& x, outcome said) {
  if (said.what() != outcome::kind::done) {
    transaction_->roll_back();
    return fail(x, said.what() == outcome::kind::retry ? failure::retry : failure::reject,
                {said.reason(), {}, said.wait()});
  }
  if (transaction_->is_empty()) {
    count_handled(x);
    return ledger_->handled(x);
  }
  auto state = transaction_->take_state();
  auto effects = transaction_->take_effects();
  count_handled(x); // Not before: a state that JSON cannot hold is thrown out.
  const auto wait = effects.pause;
  auto stop = std::move(effects.stop);
  std::optional<journal::state_write> write;
  if (state) {
    cache_.put(state->write.key, std::move(state->value), commits_ + 1);
    write = std::move(state->write);
  }
  ledger_->handled(x, std::move(effects), std::move(write));
  if (wait)
    pause(*wait);
  if (stop)
    flush(stop_for(*std::move(stop)));
}

void service_actor::count_handled(const bus::item& x) {
  ++handled_;
  parts_.streak->handled();
  tell_breaker(x, bus::breaker::result::handled);
}

ledger::moment service_actor::moment_of_failure() {
  const auto id = parts_.around.ids.next();
  return {parts_.around.time.now(), random01(id), id};
}

void service_actor::fail(const bus::item& x, failure why, ledger::said what) {
  parts_.around.doings.failed_attempts.fetch_add(1, std::memory_order_relaxed);
  const bool may_pass = why != failure::reject && why != failure::undecodable;
  tell_breaker(x, may_pass ? bus::breaker::result::failed : bus::breaker::result::neither,
               what.error);
  const auto reason = what.error;
  if (ledger_->failed(x, why, std::move(what), moment_of_failure()))
    count_letter();
  else if (why == failure::retry && !x.transient) // A crash is told by the supervisor.
    if (const auto line =
            retries_.line(*x.event, x.attempts.size(), reason, parts_.around.time.elapsed()))
      parts_.around.log(log_level::warning, parts_.service, *line);
}

/// Looked at before each attempt. What skips the journal is handled soon or never.
bool service_actor::is_expired(const bus::item& x) {
  const auto& expires = x.event->expires;
  if (!expires || x.transient || x.replay || ledger_->is_reread(x))
    return false; // Whoever replays it, or reads it again, wants it all the same.
  if (parts_.around.time.now() < *expires)
    return false;
  ledger_->expired(x, "expired at " + format_time(*expires), moment_of_failure());
  count_letter();
  return true;
}

void service_actor::take_charge(const bus::item& x, charge what) {
  parts_.around.doings.failed_attempts.fetch_add(1, std::memory_order_relaxed);
  if (!probe_) // Its handler is not called, so it tells nothing of how it is now.
    tell_breaker(x, bus::breaker::result::failed, what.text);
  if (ledger_->charged(x, std::move(what), moment_of_failure()))
    count_letter();
}

/// Something was thrown out of a handler's call.
void service_actor::end_over(const bus::item& x, const std::exception_ptr& thrown) {
  if (is_left_behind())
    end_left_behind();
  else
    crash(x, thrown);
}

/// What it had in hand is its successor's; nothing of it is written.
void service_actor::end_left_behind() {
  transaction_->roll_back();
  quit(execution::make_exit(execution::exit_class::killed));
}

/// A handler may have returned just when it was left behind: what it committed is not charged. And
/// a charge may be in the journal already, from a process that died over another event meanwhile.
void service_actor::settle_old_charges(const bus::taken_over& from) {
  for (const auto& [sequence, each] : parts_.charged->all())
    if (is_settled(sequence, each, from))
      parts_.charged->settle(sequence);
}

bool service_actor::is_settled(journal::sequence_number sequence, const charge& what,
                               const bus::taken_over& from) {
  const auto event = reader_->event(sequence);
  if (!event || !*event)
    return false;
  const auto key = delivery_key(*handlers_, **event);
  if (from.positions[bus::partition_of(key)].position < sequence)
    return false;
  const auto head = std::find_if(from.parked.begin(), from.parked.end(),
                                 [&](const auto& each) { return each.row.key == key; });
  if (head == from.parked.end())
    return true;
  if (head->row.sequence != sequence)
    return head->row.sequence > sequence; // Else it may wait behind that one.
  if (!head->row.letter.is_nil())
    return true; // It is a dead letter.
  return !head->row.attempts.empty() && what.is_covered_by(head->row.attempts.back());
}

void service_actor::count_letter() {
  parts_.around.doings.dead_letters.fetch_add(1, std::memory_order_relaxed);
}

void service_actor::crash(const bus::item& x, const std::exception_ptr& thrown) {
  transaction_->roll_back();
  parts_.around.doings.crashes.fetch_add(1, std::memory_order_relaxed);
  const bool charged = parts_.streak->is_charged(x.event->id);
  if (charged) {
    auto what = execution::read_crash(thrown);
    fail(x, failure::crash, {std::move(what.text), std::move(what.exception), {}});
  } else {
    tell_breaker(x, bus::breaker::result::failed, execution::read_crash(thrown).text);
  }
  flush();
  quit(execution::make_exit(charged ? execution::exit_class::delivery_crash
                                    : execution::exit_class::error,
                            crash_over(x, thrown)));
}

} // namespace troupe
