// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace troupe::bench {

/// What a journal holds before anything is measured: prices 0, 1, 2 and so on, and a subscription
/// that has handled all of them.
struct filling {
  std::uint64_t events = 0;
  std::uint64_t keys = 1000;
  std::uint64_t states = 0; ///< of as many keys
  std::string subscription = "keeper";
};

/// Writes it through the engine, in groups of 1024, without a sync for each.
void fill_journal(const std::filesystem::path& file, const filling&);

} // namespace troupe::bench
