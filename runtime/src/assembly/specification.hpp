// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/deployment_plan.hpp"
#include "assembly/generation.hpp"
#include "deployment/values.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace troupe::assembly {

/// A deployment that was read and found sound, its modules loaded, and where it came from.
struct specification {
  deploy::deployment what;
  find_offer offers;
  generation as;                     ///< its number is given by who runs it
  std::shared_ptr<const void> keeps; ///< what the offers live in
};

/// Reads a file with what is put over it. Errors: all that is wrong with it, in one text.
using load_specification =
    std::function<result<specification>(const std::string& file, const std::vector<std::string>&)>;

} // namespace troupe::assembly
