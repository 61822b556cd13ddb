// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/listing.hpp"

#include "assembly/kept_constraints.hpp"

#include "service/surroundings.hpp"

#include <stdexcept>

namespace troupe::assembly {
namespace {

class refusing_host final : public service_host {
public:
  void* state() override { refuse("state()"); }
  void forget() override { refuse("forget()"); }
  void publish(outgoing) override { refuse("publish()"); }
  void publish_once(origin, outgoing) override { refuse("publish_once()"); }
  uuid set_timer(timer_setting, outgoing) override { refuse("publish_after() or its like"); }
  void cancel(const uuid&) override { refuse("cancel()"); }
  void cancel(std::string_view) override { refuse("cancel()"); }
  void dead_letter(std::string, std::string) override { refuse("dead_letter()"); }
  void pause(std::chrono::nanoseconds) override { refuse("pause()"); }
  void stop(std::string) override { refuse("stop()"); }
  void log(log_level, std::string_view) override {}
  time_point now() const override { refuse("now()"); }

private:
  [[noreturn]] static void refuse(const char* what) {
    throw std::logic_error(std::string{what} +
                           " was called by the function that returns the handlers; call it in a "
                           "handler, or in troupe::on_start");
  }
};

} // namespace

listing::listing(const service_offer& offer, const boost::json::value& options)
    : offer_(&offer), host_(std::make_unique<refusing_host>()), live_(offer.make(*host_, options)),
      table_(live_.handlers.events) {
  for (const auto& topic : offer.publishes)
    if (is_reserved(topic))
      throw std::logic_error(reserved_topic(topic));
  auto known = offer.defines;
  for (const auto& h : events())
    if (h.broken != nullptr)
      known.push_back(h.define);
  if (const auto sound = check_patterns(known); !sound)
    throw std::logic_error(to_string(sound.failure()));
}

bus::interest listing::interest() {
  bus::interest what{table_.topics()};
  for (const auto& h : events())
    if (h.divides != division::event_key)
      what.key_of = [this](const journal::event_record& e) { return delivery_key(table_, e); };
  return what;
}

std::optional<std::string> listing::signature() const {
  std::string text;
  for (const auto& h : events()) {
    if (h.divides == division::chosen_key)
      return std::nullopt;
    text += (h.typed ? "" : "on ") + h.topics +
            (h.divides == division::single ? " single\n" : " by key\n");
  }
  return text;
}

} // namespace troupe::assembly
