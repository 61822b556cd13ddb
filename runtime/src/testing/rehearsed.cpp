// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/rehearsed.hpp"

#include "execution/exit_reason.hpp"
#include "service/delivery_view.hpp"
#include "service/handler_call.hpp"

#include <utility>

namespace troupe::testing {
namespace {

timer timer_of(const journal::timer_record& x) {
  return {x.name, x.due, fact_of(x.event), x.recurrence};
}

rehearsed::attempt attempt_that(ending how, std::string text) {
  rehearsed::attempt made;
  made.made.how = how;
  made.made.text = std::move(text);
  return made;
}

} // namespace

fact fact_of(const journal::event_record& e) {
  return {e.topic, e.version, e.key, std::string{e.payload.text()}};
}

rehearsed::rehearsed(const call_surroundings& around, const service_offer& offer,
                     const boost::json::value& options, journal::subscription_number number,
                     journal::reader& committed)
    : offer_(offer),
      host_(around, {number, offer.name, offer.name}, offer, committed, none_, never_),
      live_(offer.make(host_, options)), table_(live_.handlers.events) {}

rehearsed::attempt rehearsed::start() {
  if (!live_.handlers.start)
    return {};
  return run([this] {
    host_.begin_start();
    live_.handlers.start();
    return done();
  });
}

rehearsed::attempt rehearsed::handle(const journal::event_record& e, const arrival& how) {
  const auto& handler = *table_.find(e.topic);
  const auto key = delivery_key(table_, e);
  const std::vector<journal::attempt_record> before(static_cast<std::size_t>(how.attempt) - 1);
  const bus::replayed again{how.late};
  bus::item x{&e, key, bus::partition_of(key)};
  x.attempts = before;
  x.replay = how.replay ? &again : nullptr;
  const void* event = nullptr;
  if (handler.typed) {
    const auto decoded = decode(handler, e);
    if (!decoded)
      return attempt_that(ending::reject, to_string(decoded.failure()));
    event = *decoded;
  }
  return run([&] {
    host_.begin(&x);
    return call_of(handler, event, view_of(x, offer_.name, false));
  });
}

rehearsed::attempt rehearsed::pull(std::size_t demand) {
  std::optional<progress> said;
  auto tried = run([&] {
    host_.begin(nullptr);
    said = live_.handlers.pull(demand);
    return done();
  });
  tried.said = said;
  return tried;
}

template <class F>
rehearsed::attempt rehearsed::run(F call_handler) {
  try {
    const auto said = call_handler();
    if (said.what() == outcome::kind::done)
      return taken();
    host_.roll_back();
    auto tried = attempt_that(said.what() == outcome::kind::retry ? ending::retry : ending::reject,
                              said.reason());
    tried.wait = said.wait();
    return tried;
  } catch (...) {
    host_.roll_back();
    return attempt_that(ending::crash, execution::read_crash(std::current_exception()).text);
  }
}

rehearsed::attempt rehearsed::taken() {
  attempt all;
  if (auto state = host_.take_state())
    all.state = std::move(state->write);
  auto effects = host_.take_effects();
  for (const auto& each : effects.events)
    all.made.published.push_back(fact_of(each));
  for (const auto& each : effects.timers_set)
    all.made.timers.push_back(timer_of(each));
  for (auto& each : effects.dead_letters)
    all.made.dead_letters.emplace_back(std::move(each.text), std::move(each.error));
  all.made.pause = effects.pause;
  all.made.stop = std::move(effects.stop);
  all.timers_set = std::move(effects.timers_set);
  all.timers_cleared = std::move(effects.timers_cleared);
  for (auto& each : effects.brought)
    all.brought.push_back(std::move(each.id));
  return all;
}

} // namespace troupe::testing
