// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/trim_plan.hpp"

#include <algorithm>

namespace troupe::journal {
namespace {

/// What the bound of the count wants to go, from the first on.
sequence_number above_count(const retention& keep, sequence_number head) {
  return keep.count && head > *keep.count ? head - *keep.count : 0;
}

/// Times ascend but for clocks that are moved; an event that is not too old keeps all behind it.
sequence_number wanted_upto(const trim_request& what, const trim_look& look) {
  auto upto = above_count(what.keep, look.head);
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
  const auto held = std::max(above_count(what.keep, look.head), wanted) - first + 1;
  return {0, held_back{look.lowest->by, first, held, held * look.event_bytes}};
}

} // namespace troupe::journal
