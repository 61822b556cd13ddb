// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"
#include "troupe/json/shape.hpp"

#include <string_view>
#include <vector>

/// Which members JSON from outside must have. What we wrote ourselves may lack some, for an older
/// version of us may have written it; a person or another program has forgotten them.
namespace troupe {

/// Whether a member like this may be left out, which is as if it were null: one that may not be
/// null is asked for, also where its type has a default, for nothing says what that would mean.
bool may_be_missing(const json_shape&);

/// What is not there and must be, each with its path: `.lines[0].sku`, "expected text, and it is
/// missing". `key` is the member that is the key of the whole, which is said; "" where it has none.
/// A value of another kind than the shape says is not looked into.
std::vector<error> missing_members(const boost::json::value&, const json_shape&,
                                   std::string_view key = {});

} // namespace troupe
