// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "testing/rehearsed.hpp"

#include <string>

namespace troupe::testing {

/// In what a service does something else when it is made anew and gets the same once more; empty
/// where it does not. The ids of what it makes are not compared.
std::string not_the_same(const rehearsed::attempt& before, const rehearsed::attempt& anew);

} // namespace troupe::testing
