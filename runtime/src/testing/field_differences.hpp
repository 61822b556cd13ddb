// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/node.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace troupe::testing {

/// In what an event is not as it was written down, and where that is written.
struct field_difference {
  deploy::place at;
  std::string what; ///< ".lines[0].quantity: expected 3, was 2"
};

/// Members that are not written are not looked at, unless it must be `exactly` so; of a list all
/// elements are. Pure.
std::vector<field_difference> field_differences(const deploy::node& expected,
                                                const boost::json::value& actual, bool exactly);

} // namespace troupe::testing
