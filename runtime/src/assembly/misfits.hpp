// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/behavior.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

/// How JSON that was written outside differs from the definition of the event that it is to be.
namespace troupe::assembly {

struct outside_reading {
  event_terms terms; ///< of what of it could be read
  std::vector<error> misfits;
};

/// Reads it as the handler will that takes this version of it. All that it would read otherwise
/// than it was meant is a misfit: what the event does not have, what is of another kind, and, in
/// the handler's own version, what is missing. `parsed` is the payload.
outside_reading read_from_outside(const event_handler&, std::uint32_t version,
                                  std::string_view payload, const boost::json::value& parsed);

/// Those of them as one, not empty.
error does_not_fit(std::string_view topic, const std::vector<error>& misfits);

} // namespace troupe::assembly
