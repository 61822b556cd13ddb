// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"
#include "journal/engine.hpp"

#include <functional>
#include <memory>
#include <string>

namespace troupe::assembly {

/// Opens the journal that a deployment names and owns it until the engine ends. `tell`, where there
/// is one, is told what takes long.
result<std::unique_ptr<journal::engine>>
open_journal(const deploy::deployment&, std::function<void(const std::string&)> tell = {});

} // namespace troupe::assembly
