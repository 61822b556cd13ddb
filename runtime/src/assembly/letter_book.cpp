// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_book.hpp"

#include "journal/reason.hpp"
#include "troupe/dead_letter_events.hpp"
#include "troupe/service.hpp"

#include <algorithm>

namespace troupe::assembly {
namespace {

constexpr std::size_t error_max = 4096;

/// Cut where a character of UTF-8 begins.
std::string cut(const std::string& text) {
  auto end = std::min(text.size(), error_max);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
    --end;
  return text.substr(0, end);
}

std::string subject_of(const journal::dead_letter_record& x) {
  if (x.event)
    return x.event->topic + (x.delivery_key.empty() ? "" : ' ' + x.delivery_key);
  return x.reason == journal::dead_letter_reason::bad_input ? "input" : "a message";
}

std::string sum_of(const std::string& service, std::uint64_t count) {
  return std::to_string(count) + " more dead letter" + (count == 1 ? "" : "s") +
         (service.empty() ? "" : " of " + service) +
         ", which the log does not show; troupe dead-letters list does";
}

} // namespace

letter_book::news letter_book::added(const journal::dead_letter_record& x,
                                     std::chrono::nanoseconds now) {
  return {line_for(x, now), event_for(x, now)};
}

std::optional<letter_line> letter_book::line_for(const journal::dead_letter_record& x,
                                                 std::chrono::nanoseconds now) {
  auto& of = services_.try_emplace(x.service, said{now}).first->second;
  if (of.shown == lines) {
    ++of.counted;
    return std::nullopt;
  }
  ++of.shown;
  return letter_line{x.instance.empty() ? x.service : x.instance,
                     "dead letter: " + subject_of(x) + ": " +
                         (x.error_type.empty() ? "" : x.error_type + ": ") + x.error +
                         (of.shown == lines ? " (further ones are counted, and summed up)" : "")};
}

std::optional<supervision::report> letter_book::event_for(const journal::dead_letter_record& x,
                                                          std::chrono::nanoseconds now) {
  if (x.event && supervision::follows_from_a_report(x.event->correlation)) {
    limit_.hold_back();
    return std::nullopt;
  }
  if (!limit_.lets_through(true, now)) // None is more urgent than another.
    return std::nullopt;
  reports::dead_letter_added made;
  made.letter = x.id;
  made.service = x.service;
  made.reason = journal::name_of(x.reason);
  made.error_type = x.error_type;
  made.error = cut(x.error);
  supervision::report out;
  if (x.event) {
    made.topic = x.event->topic;
    made.event_key = x.delivery_key;
    made.sequence = x.event->sequence;
    out.causation = x.event->id;
    out.way = x.event->way;
  }
  made.held_back = limit_.take_held_back();
  out.fact = encode(std::move(made));
  return out;
}

std::vector<letter_line> letter_book::sum_up(std::chrono::nanoseconds now) {
  std::vector<letter_line> due;
  for (auto at = services_.begin(); at != services_.end();) {
    auto& [service, of] = *at;
    if (now - of.since < interval) {
      ++at;
    } else if (of.counted == 0) {
      at = services_.erase(at);
    } else {
      due.push_back({service, sum_of(service, of.counted)});
      of.counted = 0;
      of.since = now;
      ++at;
    }
  }
  return due;
}

std::optional<std::chrono::nanoseconds> letter_book::next() const {
  std::optional<std::chrono::nanoseconds> first;
  for (const auto& [service, of] : services_)
    first = std::min(first.value_or(of.since + interval), of.since + interval);
  return first;
}

std::vector<letter_line> letter_book::close() {
  std::vector<letter_line> rest;
  for (const auto& [service, of] : services_)
    if (of.counted > 0)
      rest.push_back({service, sum_of(service, of.counted)});
  services_.clear();
  return rest;
}

} // namespace troupe::assembly
