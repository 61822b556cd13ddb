// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_retention.hpp"

#include "troupe/duration.hpp"
#include "troupe/time.hpp"

#include <algorithm>

namespace troupe::assembly {
namespace {

using std::chrono::microseconds;

/// Those that are too old, and the oldest of the rest where it is too much.
std::vector<uuid> too_much(std::vector<journal::dead_letter_weight> all,
                           const deploy::letter_retention& rules, time_point now) {
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::pair{a.last_seen, a.id} < std::pair{b.last_seen, b.id};
  });
  std::uint64_t bytes = 0;
  for (const auto& x : all)
    bytes += x.bytes;
  std::vector<uuid> found;
  for (const auto& x : all) {
    const bool is_old =
        rules.age && now - x.last_seen > std::chrono::duration_cast<microseconds>(*rules.age);
    const bool is_above = rules.size && bytes > static_cast<std::uint64_t>(*rules.size);
    if (!is_old && !is_above)
      break;
    bytes -= x.bytes;
    found.push_back(x.id);
  }
  return found;
}

} // namespace

std::chrono::nanoseconds letter_retention::interval() const {
  using namespace std::chrono_literals;
  const std::chrono::nanoseconds usual = 10min;
  return rules_.age ? std::clamp<std::chrono::nanoseconds>(*rules_.age / 24, 1s, usual) : usual;
}

letter_retention::findings
letter_retention::look(const std::vector<journal::dead_letter_weight>& all, time_point now) {
  findings made;
  std::set<uuid> next;
  for (const auto& id : too_much(all, rules_, now)) {
    if (announced_.count(id) > 0)
      made.expired.push_back(id);
    else
      next.insert(id);
  }
  announced_ = std::move(next);
  if (announced_.empty())
    return made;
  const auto count = announced_.size();
  const auto when = now + std::chrono::duration_cast<microseconds>(interval());
  made.announcement =
      std::to_string(count) + (count == 1 ? " dead letter is" : " dead letters are") +
      " beyond dead_letters.retain and will be deleted at " + format_time(when).substr(0, 19) +
      "Z or soon after; troupe dead-letters export writes them to a file";
  return made;
}

} // namespace troupe::assembly
