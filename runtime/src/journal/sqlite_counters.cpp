// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_counters.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace troupe::journal {
namespace {

using kinds = subscription_counter::kinds;

constexpr std::array<std::pair<kinds, std::string_view>, 4> beginnings{
    {{kinds::orphaned, "orphaned."},
     {kinds::lost_from, "lost_from."},
     {kinds::returned_by, "returned_by."},
     {kinds::returned_to, "returned_to."}}};

} // namespace

std::string counter_name(const subscription_counter& x) {
  for (const auto& [kind, beginning] : beginnings)
    if (kind == x.kind)
      return std::string{beginning} + std::to_string(x.number);
  return {};
}

std::optional<subscription_counter> read_subscription_counter(std::string_view name) {
  for (const auto& [kind, beginning] : beginnings) {
    if (!name.starts_with(beginning))
      continue;
    subscription_counter made{0, kind};
    const auto* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + beginning.size(), end, made.number);
    if (read.ec == std::errc{} && read.ptr == end)
      return made;
  }
  return std::nullopt;
}

} // namespace troupe::journal
