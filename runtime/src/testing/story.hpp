// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "testing/chronicle.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace troupe::testing {

/// How a story is told.
struct telling {
  time_point began;        ///< times are told from there
  std::string outside;     ///< the source of what nobody in the deployment published
  std::string key{};       ///< chains in which this key comes up are told first
  std::size_t lines = 120; ///< at most
};

/// What came of what: each event below the one that caused it, with what became of it where it was
/// not simply handled. Chains that something went wrong in come before others; what is of no event
/// stands before the first that came after it; events of the runtime's own are left out. Pure.
///
///     +0 s orders.placed A1 {"order_id":"A1"}, from outside
///       +0 s stock.reserved A1 {"order_id":"A1"}, by inventory
///         payment: attempt 1 failed: gateway timeout; the next at +50 ms
std::string story_of(const chronicle&, const telling&);

} // namespace troupe::testing
