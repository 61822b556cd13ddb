// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace troupe::journal {

/// A row of `counters` that says something of one subscription. Most have none, so these are no
/// columns of `subscriptions`.
struct subscription_counter {
  enum class kinds {
    orphaned,    ///< since when no child has it
    lost_from,   ///< the first event that it lost meanwhile
    returned_by, ///< the epoch with which it last went back,
    returned_to  ///< and to where
  };

  subscription_number number = 0;
  kinds kind = kinds::orphaned;
};

std::string counter_name(const subscription_counter&);
/// Nothing where it is the name of another counter.
std::optional<subscription_counter> read_subscription_counter(std::string_view name);

} // namespace troupe::journal
