// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "fuzz/targets.hpp"

#include <cstddef>
#include <cstdint>

/// libFuzzer's entry to one target, which the build names.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  troupe::fuzz::TROUPE_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
