// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/handler_watch.hpp"

namespace troupe {
namespace {

bool is_busy(const execution::hand_view& x) {
  return x.work.kind() != execution::work_kind::none;
}

} // namespace

std::vector<handler_watch::finding>
handler_watch::look(const std::vector<execution::hand_view>& hands, time now,
                    const std::function<patience(std::uint64_t)>& patience_of) {
  std::vector<finding> out;
  hands_.resize(hands.size());
  for (std::size_t i = 0; i < hands.size(); ++i) {
    note(i, hands[i], now, out);
    auto& x = hands_[i];
    if (!is_busy(x.is.what) || x.at == stage::left)
      continue;
    const auto lasted = now - x.is.since;
    const auto limits = patience_of(x.is.what.owner);
    if (x.at == stage::quick && limits.is_late(lasted)) {
      x.at = stage::late;
      out.push_back({finding::kind::late, x.is.what, lasted});
    }
    if (x.at == stage::late && limits.is_over(lasted)) {
      x.at = stage::left;
      out.push_back({finding::kind::stuck, x.is.what, lasted});
    }
  }
  return out;
}

/// Another call than the one before, if it is one.
void handler_watch::note(std::size_t hand, const execution::hand_view& what, time now,
                         std::vector<finding>& out) {
  auto& x = hands_[hand];
  if (x.is.what == what)
    return;
  if (x.at != stage::quick)
    out.push_back({finding::kind::back, x.is.what, now - x.is.since, x.at == stage::left});
  x = {{what, now}};
}

std::optional<handler_watch::call> handler_watch::leave_behind(std::uint64_t owner) {
  for (auto& x : hands_) {
    if (x.is.what.owner != owner || !is_busy(x.is.what) || x.at == stage::left)
      continue;
    x.at = stage::left;
    return x.is;
  }
  return std::nullopt;
}

std::vector<handler_watch::call> handler_watch::left_behind() const {
  std::vector<call> all;
  for (const auto& x : hands_)
    if (x.at == stage::left)
      all.push_back(x.is);
  return all;
}

} // namespace troupe
