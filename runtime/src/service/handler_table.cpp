// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/handler_table.hpp"

#include <stdexcept>

namespace troupe {

handler_table::handler_table(const std::vector<event_handler>& handlers) {
  for (const bool typed : {true, false})
    for (const auto& h : handlers)
      if (h.typed == typed) {
        auto topics = pattern::parse(h.topics);
        if (!topics)
          throw std::invalid_argument("troupe::on(\"" + h.topics + "\"): " + topics.failure().what);
        entries_.push_back({*std::move(topics), &h});
      }
}

const event_handler* handler_table::find(const std::string& topic) {
  if (last_ != nullptr && last_->first == topic)
    return last_->second; // Events of one topic often come in rows.
  const auto [known, is_new] = known_.try_emplace(topic, nullptr);
  if (is_new)
    for (const auto& e : entries_)
      if (e.topics.matches(topic)) {
        known->second = e.handler;
        break;
      }
  last_ = &*known;
  return known->second;
}

std::vector<pattern> handler_table::topics() const {
  std::vector<pattern> all;
  for (const auto& e : entries_)
    all.push_back(e.topics);
  return all;
}

result<const void*> decode(const event_handler& h, const journal::event_record& e) {
  if (e.payload.type() == h.type)
    return e.payload.value();
  if (const auto* known = e.decoded.find(h.type))
    return known;
  auto value = h.decode(e.payload, e.version);
  if (!value)
    return std::move(value).failure();
  return e.decoded.put(h.type, *std::move(value));
}

std::string delivery_key(handler_table& handlers, const journal::event_record& e) {
  const auto* h = handlers.find(e.topic);
  if (h == nullptr || h->divides == division::single)
    return {};
  if (h->divides == division::event_key)
    return e.key;
  const auto value = decode(*h, e);
  return value ? h->key_of(*value) : std::string{};
}

} // namespace troupe
