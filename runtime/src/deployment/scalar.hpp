// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <optional>

#include <boost/json/value.hpp>

#include "deployment/complaint.hpp"
#include "deployment/node.hpp"

/// What a plain scalar means: YAML 1.2's core schema, in which only `true` and `false` are
/// booleans.
namespace troupe::deploy {

/// A scalar, list, map or null as JSON. Plain scalars become null, booleans and numbers by the core
/// schema; quoted ones, and those with text from `${...}`, are strings. Integers keep 64 bits; one
/// that does not fit, and `.inf` and `.nan`, are complained about. Broken members are left out.
boost::json::value to_json(const node& x, complaints& to);

/// The boolean, integer or number that the scalar is, if it is one.
std::optional<bool> as_boolean(const node& x);
std::optional<std::int64_t> as_integer(const node& x);
std::optional<double> as_number(const node& x);

/// Complains about `0777` and `0o17`, which are 777, 511 or text, depending on who reads.
void refuse_octal(node& x, complaints& to);

} // namespace troupe::deploy
