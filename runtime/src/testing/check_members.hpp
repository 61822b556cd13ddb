// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/complaint.hpp"
#include "deployment/node.hpp"
#include "troupe/json/shape.hpp"

#include <string>
#include <vector>

namespace troupe::testing {

/// Who says the members: what is given is read, so that a value may have any of its texts and its
/// range is looked at then; what is expected is compared with what services write.
enum class members_of { given_event, expected_event };

/// Complains about each member that events of this topic do not have, and each value that theirs
/// cannot be: what is expected so never comes. Members that are missing are left alone. Returns
/// where the values stand that it complained about. Pure.
std::vector<deploy::place> check_members(const std::string& topic, const deploy::node&,
                                         const json_shape&, members_of, deploy::complaints&);

} // namespace troupe::testing
