// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

namespace troupe::journal {

/// The dead letter with this id, or nothing where there is none (any more).
result<std::optional<dead_letter_record>> find_letter(reader&, const uuid& id);

} // namespace troupe::journal
