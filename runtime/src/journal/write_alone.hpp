// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/engine.hpp"

namespace troupe::journal {

/// Writes one commit to a journal in which nothing else runs. That it is refused is an error.
result<verdict> write_alone(engine&, commit);

} // namespace troupe::journal
