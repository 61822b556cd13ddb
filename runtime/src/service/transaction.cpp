// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/transaction.hpp"

#include "service/misfit.hpp"
#include "vocabulary/sound_origin.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace troupe {

transaction::transaction(const call_surroundings& around, identity who, const service_offer& offer,
                         journal::reader& reader, state_cache& cache, const fence& before)
    : around_(around), who_(std::move(who)), offer_(offer), reader_(reader), cache_(cache),
      fence_(before) {}

effects transaction::take_effects() {
  open_ = starts_ = touched_ = false;
  return std::exchange(effects_, {});
}

std::optional<transaction::new_state> transaction::take_state() {
  if (effects_.state) {
    std::string text;
    offer_.states.encode(effects_.state.get(), text);
    return new_state{{key(), std::move(text)}, std::move(effects_.state)};
  }
  if (effects_.forgotten)
    return new_state{{key(), std::nullopt}, offer_.states.make()};
  return std::nullopt;
}

void transaction::roll_back() {
  open_ = starts_ = false;
  if (std::exchange(touched_, false))
    effects_ = {};
}

void transaction::stop_at_fence(const char* what) const {
  if (fence_.is_raised())
    throw left_behind{what};
}

void transaction::touch(const char* what) {
  stop_at_fence(what);
  if (!open_ || starts_)
    throw std::logic_error(std::string{what} + " was called outside of a handler's call; only a "
                                               "handler that runs can do that");
  touched_ = true;
}

void transaction::touch_timers(const char* what) {
  if (!starts_)
    return touch(what);
  stop_at_fence(what);
  touched_ = true;
}

std::string transaction::key() const {
  return item_ == nullptr ? std::string{} : std::string{item_->key};
}

void* transaction::state() {
  touch("state()");
  if (!effects_.state)
    effects_.state = effects_.forgotten ? offer_.states.make() : load();
  return effects_.state.get();
}

std::shared_ptr<void> transaction::load() const {
  const auto of = key();
  if (const auto known = cache_.find(of))
    return offer_.states.copy(known.get());
  const auto stored = reader_.state(who_.subscription, of);
  if (!stored)
    throw std::runtime_error("the state of key '" + of +
                             "' cannot be read: " + to_string(stored.failure()));
  if (!*stored)
    return offer_.states.make();
  auto decoded = offer_.states.decode(**stored);
  if (!decoded)
    throw misfit("the state of key '" + of + "' of " + offer_.name + ": " +
                 to_string(decoded.failure()));
  return *std::move(decoded);
}

void transaction::forget() {
  touch("forget()");
  effects_.state = nullptr;
  effects_.forgotten = true;
}

uuid transaction::next_id() {
  if (item_ == nullptr)
    return around_.ids.next();
  if (!derived_)
    derived_.emplace(author_, item_->event->id);
  return derived_->next();
}

journal::event_record transaction::make_event(outgoing&& out) {
  const auto topic = std::string{out.topic};
  if (is_reserved(topic))
    throw std::logic_error(reserved_topic(topic));
  if (offer_.declares_publishes &&
      std::find(offer_.publishes.begin(), offer_.publishes.end(), topic) == offer_.publishes.end())
    throw std::logic_error(offer_.name + " published " + topic +
                           ", which its module does not declare; add it to troupe::publishes<...>");
  if (!out.broken.empty() && around_.constraints.of(topic))
    throw broken_constraints(constraints_broken(topic, out.broken));
  if (out.payload.size() > around_.limits.payload)
    throw std::length_error(payload_too_large(out, around_.limits.payload));
  if (effects_.events.size() + effects_.transient.size() + effects_.timers_set.size() >=
      around_.limits.published)
    throw std::length_error("one handler's call published more than limits.published, " +
                            std::to_string(around_.limits.published) + " events");
  journal::event_record e;
  e.id = next_id();
  e.time = around_.time.now();
  e.source = who_.service;
  e.topic = topic;
  e.version = out.version;
  e.expires = expiry_of(out, e.time, around_.lives);
  e.key = std::move(out.key);
  e.payload = std::move(out.payload);
  if (item_ == nullptr) {
    e.correlation = e.id;
    e.way = start_trace(e.id);
  } else {
    e.correlation = item_->event->correlation;
    e.causation = item_->event->id;
    e.way = continue_trace(item_->event->way, e.id);
  }
  return e;
}

void transaction::publish(outgoing out) {
  touch("publish()");
  auto e = make_event(std::move(out));
  (is_transient(e.topic) ? effects_.transient : effects_.events).push_back(std::move(e));
}

void transaction::publish_once(origin from, outgoing out) {
  touch("publish_once()");
  if (from.source.empty())
    from.source = who_.service;
  if (const auto sound = check_origin(from); !sound)
    throw std::invalid_argument("publish_once(): " + sound.failure().what);
  auto e = make_event(std::move(out));
  if (is_transient(e.topic))
    throw std::logic_error("publish_once(): " + cannot_recognize(e.topic));
  e.source = std::move(from.source);
  effects_.brought.push_back({effects_.events.size(), std::move(from.id)});
  effects_.events.push_back(std::move(e));
}

void transaction::dead_letter(std::string input, std::string reason) {
  touch("dead_letter()");
  journal::dead_letter_record letter;
  letter.id = around_.ids.next();
  letter.reason = journal::dead_letter_reason::bad_input;
  letter.service = who_.service;
  letter.instance = who_.instance;
  letter.error = std::move(reason);
  letter.module = module_of(offer_.name);
  letter.module_version = around_.module_version;
  letter.first_seen = letter.last_seen = around_.time.now();
  letter.text = std::move(input);
  effects_.dead_letters.push_back(std::move(letter));
}

void transaction::pause(std::chrono::nanoseconds delay) {
  touch("pause()");
  effects_.pause = delay;
}

void transaction::stop(std::string reason) {
  touch("stop()");
  effects_.stop = std::move(reason);
}

void transaction::log(log_level level, std::string_view text) {
  stop_at_fence("log()");
  around_.log(level, who_.instance, text);
}

time_point transaction::now() const {
  stop_at_fence("now()");
  return around_.time.now();
}

} // namespace troupe
