// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/json/object.hpp>

namespace troupe::deploy {

/// The JSON Schema (draft 7) of a deployment's file, by which editors complete and check it. It has
/// each key of `keys`, with what its value may be; what goes beyond a value by itself, such as two
/// children with one id, `troupe check` says.
boost::json::object schema();

} // namespace troupe::deploy
