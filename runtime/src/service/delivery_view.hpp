// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/item.hpp"
#include "troupe/delivery.hpp"

#include <string>

namespace troupe {

/// A delivery as its handler sees it. It borrows from both, and from the event.
delivery view_of(const bus::item&, const std::string& service, bool is_reread);

} // namespace troupe
