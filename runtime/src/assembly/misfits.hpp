// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/behavior.hpp"

#include <string_view>
#include <vector>

/// How JSON that was written outside differs from the definition of the event that it is to be.
namespace troupe::assembly {

/// All that a handler would read otherwise than it was meant, in the version that the handler
/// takes: what is missing, what the event does not have, what is of another kind. `parsed` is the
/// payload.
std::vector<error> misfits_of(const event_handler&, std::string_view payload,
                              const boost::json::value& parsed);

/// Those of them as one, not empty.
error does_not_fit(std::string_view topic, const std::vector<error>& misfits);

} // namespace troupe::assembly
