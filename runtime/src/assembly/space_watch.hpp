// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/status.hpp"

#include <cstdint>
#include <optional>

namespace troupe::assembly {

/// Decides whether the journal's file system has so little left that nothing more may be brought
/// in. It ends when an eighth more than the bound is there, so that it does not come and go with
/// each tidying of the journal's log. Pure.
class space_watch {
public:
  /// `wanted`: `journal.min_free`; 0 for no bound.
  explicit space_watch(std::uint64_t wanted) : wanted_(wanted) {}

  enum class change { none, begins, ends };
  change look(std::uint64_t free, time_point now);

  std::uint64_t wanted() const { return wanted_; }
  /// What must be there for it to end.
  std::uint64_t enough() const { return wanted_ + wanted_ / 8; }
  /// Nothing where enough is left. What was refused is left to the caller.
  const std::optional<control::space_view>& view() const { return short_; }

private:
  std::uint64_t wanted_;
  std::optional<control::space_view> short_;
};

} // namespace troupe::assembly
