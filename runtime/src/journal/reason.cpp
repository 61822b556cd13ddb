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

} // namespace

std::string_view name_of(dead_letter_reason reason) noexcept {
  for (const auto& [value, name] : names)
    if (value == reason)
      return name;
  return "unknown";
}

std::optional<dead_letter_reason> reason_named(std::string_view text) noexcept {
  for (const auto& [value, name] : names)
    if (name == text)
      return value;
  return std::nullopt;
}

std::string_view name_of(failure why) noexcept {
  for (const auto& [value, name] : failure_names)
    if (value == why)
      return name;
  return "unsaid";
}

failure failure_named(std::string_view text) noexcept {
  for (const auto& [value, name] : failure_names)
    if (name == text)
      return value;
  return failure::unsaid;
}

} // namespace troupe::journal
