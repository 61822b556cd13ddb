// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"
#include "journal/engine.hpp"

#include <memory>

namespace troupe::assembly {

/// Opens the journal that a deployment names and owns it until the engine ends.
result<std::unique_ptr<journal::engine>> open_journal(const deploy::deployment&);

} // namespace troupe::assembly
