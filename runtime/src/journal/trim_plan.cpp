// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/trim_plan.hpp"

#include <algorithm>

namespace troupe::journal {
namespace {

/// How many the bound of the count wants to go, from the first on.
std::uint64_t above_count(const retention& keep, std::uint64_t events) {
  return keep.count && events > *keep.count ? events - *keep.count : 0;
}

/// Times ascend but for clocks that are moved; an event that is not too old keeps all behind it.
sequence_number wanted_upto(const trim_request& what, const trim_look& look) {
  sequence_number upto = 0;
  if (const auto some =
          std::min<std::size_t>(above_count(what.keep, look.events), look.oldest.size());
      some > 0)
    upto = look.oldest[some - 1].sequence;
  if (what.keep.age)
    for (const auto& x : look.oldest) {
      if (x.time >= what.now - *what.keep.age)
        break;
      upto = std::max(upto, x.sequence);
    }
  if (what.keep.size && look.size > *what.keep.size)
    upto = std::max(upto, look.oldest.back().sequence);
  return upto;
}

} // namespace

void lower(std::optional<needed>& to, needed other) {
  if (!to || other.sequence < to->sequence)
    to = std::move(other);
}

trim_decision decide_trim(const trim_request& what, const trim_look& look) {
  if (look.oldest.empty())
    return {};
  const auto first = look.oldest.front().sequence;
  const auto wanted =
      std::min({wanted_upto(what, look), look.oldest.back().sequence, look.head - 1, what.upto});
  if (wanted < first)
    return {};
  if (!look.lowest || look.lowest->sequence > wanted)
    return {wanted, std::nullopt};
  if (look.lowest->sequence > first)
    return {look.lowest->sequence - 1, std::nullopt};
  const auto seen = std::count_if(look.oldest.begin(), look.oldest.end(),
                                  [=](const oldest_event& x) { return x.sequence <= wanted; });
  const auto held = std::max(above_count(what.keep, look.events), static_cast<std::uint64_t>(seen));
  return {0, held_back{look.lowest->by, first, held, held * look.event_bytes}};
}

} // namespace troupe::journal
