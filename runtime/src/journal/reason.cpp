// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/reason.hpp"

#include <array>
#include <utility>

namespace troupe::journal {
namespace {

constexpr std::array<std::pair<dead_letter_reason, std::string_view>, 8> names{{
    {dead_letter_reason::attempts_spent, "attempts_spent"},
    {dead_letter_reason::rejected, "rejected"},
    {dead_letter_reason::undecodable, "undecodable"},
    {dead_letter_reason::bad_input, "bad_input"},
    {dead_letter_reason::no_subscriber, "no_subscriber"},
    {dead_letter_reason::actor_gone, "actor_gone"},
    {dead_letter_reason::left_in_mailbox, "left_in_mailbox"},
    {dead_letter_reason::unhandled, "unhandled"},
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

} // namespace troupe::journal
