// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "definitions/schema_view.hpp"
#include "troupe/constraints.hpp"

#include <boost/json/object.hpp>

#include <string>

/// What a JSON Schema says of values beyond their type, where `json_schema` made it, or somebody
/// wrote like it.
namespace troupe::definitions {

/// Of an integer, without the bounds that its C++ type has anyway.
constraint integer_limits_of(const integer_range&);
/// Of a number, or of the size of a text, a list or a map; what it does not say is at its widest.
constraint limits_of(const boost::json::object&);
/// Of a text, as it was declared; "" where any will do.
std::string pattern_of(const boost::json::object&);

/// "1 to 32 characters, like [A-Z]+", "at least 1 item"; empty where it says nothing.
std::string limits_text_of(const boost::json::object&);

/// Whether the range is that of an integer type.
bool is_of_a_type(const integer_range&);

/// Whether values that one allows may be outside of what the other does.
bool is_narrower(const constraint& x, const constraint& than);

} // namespace troupe::definitions
