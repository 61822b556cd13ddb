// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace troupe::journal {

/// A row of `counters` that says something of a subscription which no child has: since when, or the
/// first event that it lost. Most journals have none, so they are no columns of `subscriptions`.
struct orphan_counter {
  subscription_number number = 0;
  bool is_loss = false;
};

std::string counter_name(const orphan_counter&);
/// Nothing where it is the name of another counter.
std::optional<orphan_counter> read_orphan_counter(std::string_view name);

} // namespace troupe::journal
