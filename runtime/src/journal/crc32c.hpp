// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <cstdint>

namespace troupe::journal {

/// CRC-32C (Castagnoli) of bytes that may come in pieces: begins with 0, each call goes on from
/// what the one before gave. By the processor's instruction where there is one.
std::uint32_t crc32c(std::uint32_t so_far, const void* bytes, std::size_t size) noexcept;

/// The same, in portable code.
std::uint32_t crc32c_portable(std::uint32_t so_far, const void* bytes, std::size_t size) noexcept;

} // namespace troupe::journal
