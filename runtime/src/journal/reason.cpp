// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/reason.hpp"

#include <array>
#include <utility>

namespace troupe::journal {
namespace {

constexpr std::array<std::pair<dead_letter_reason, std::string_view>, 9> names{{
    {dead_letter_reason::attempts_spent, "attempts_spent"},
    {dead_letter_reason::rejected, "rejected"},
    {dead_letter_reason::undecodable, "undecodable"},
    {dead_letter_reason::expired, "expired"},
    {dead_letter_reason::bad_input, "bad_input"},
    {dead_letter_reason::no_subscriber, "no_subscriber"},
    {dead_letter_reason::actor_gone, "actor_gone"},
    {dead_letter_reason::left_in_mailbox, "left_in_mailbox"},
    {dead_letter_reason::unhandled, "unhandled"},
}};

constexpr std::array<std::pair<failure, std::string_view>, 7> failure_names{{
    {failure::unsaid, "unsaid"},
    {failure::retry, "retry"},
    {failure::reject, "reject"},
    {failure::undecodable, "undecodable"},
    {failure::crash, "crash"},
    {failure::timeout, "timeout"},
    {failure::signal, "signal"},
}};

constexpr std::array<std::pair<letter_deed, std::string_view>, 5> deed_names{{
    {letter_deed::replayed, "replayed"},
    {letter_deed::dropped, "dropped"},
    {letter_deed::edited, "edited"},
    {letter_deed::expired, "expired"},
    {letter_deed::resolved, "resolved"},
}};

constexpr std::array<std::pair<missed_timers, std::string_view>, 3> missed_names{{
    {missed_timers::once, "once"},
    {missed_timers::skip, "skip"},
    {missed_timers::all, "all"},
}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value, std::string_view otherwise) {
  for (const auto& [known, name] : table)
    if (known == value)
      return name;
  return otherwise;
}

template <class Value, std::size_t Size>
std::optional<Value> named_in(const std::array<std::pair<Value, std::string_view>, Size>& table,
                              std::string_view text) {
  for (const auto& [value, name] : table)
    if (name == text)
      return value;
  return std::nullopt;
}

} // namespace

std::string_view name_of(dead_letter_reason reason) noexcept {
  return name_in(names, reason, "unknown");
}

std::optional<dead_letter_reason> reason_named(std::string_view text) noexcept {
  return named_in(names, text);
}

std::string_view name_of(failure why) noexcept {
  return name_in(failure_names, why, "unsaid");
}

failure failure_named(std::string_view text) noexcept {
  return named_in(failure_names, text).value_or(failure::unsaid);
}

std::string_view name_of(letter_deed what) noexcept {
  return name_in(deed_names, what, "unknown");
}

std::optional<letter_deed> deed_named(std::string_view text) noexcept {
  return named_in(deed_names, text);
}

std::string_view name_of(missed_timers what) noexcept {
  return name_in(missed_names, what, "once");
}

missed_timers missed_named(std::string_view text) noexcept {
  return named_in(missed_names, text).value_or(missed_timers::once);
}

} // namespace troupe::journal
