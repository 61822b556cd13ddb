// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/crc32c.hpp"

#include <array>
#include <cstring>

namespace troupe::journal {
namespace {

/// What a byte adds, by the polynomial 0x1EDC6F41 with its bits in reverse.
constexpr std::array<std::uint32_t, 256> make_steps() {
  std::array<std::uint32_t, 256> steps{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    auto sum = byte;
    for (int bit = 0; bit < 8; ++bit)
      sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0x82F63B78u : 0u);
    steps[byte] = sum;
  }
  return steps;
}

constexpr auto steps = make_steps();

#if defined(__x86_64__)

__attribute__((target("sse4.2"))) std::uint32_t
crc32c_by_instruction(std::uint32_t so_far, const void* bytes, std::size_t size) noexcept {
  const auto* at = static_cast<const unsigned char*>(bytes);
  std::uint64_t sum = ~so_far;
  for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    sum = __builtin_ia32_crc32di(sum, word);
    at += sizeof word;
  }
  auto last = static_cast<std::uint32_t>(sum);
  for (; size > 0; --size)
    last = __builtin_ia32_crc32qi(last, *at++);
  return ~last;
}

bool has_instruction() noexcept {
  static const bool has = __builtin_cpu_supports("sse4.2") != 0;
  return has;
}

#endif

} // namespace

std::uint32_t crc32c_portable(std::uint32_t so_far, const void* bytes, std::size_t size) noexcept {
  const auto* at = static_cast<const unsigned char*>(bytes);
  auto sum = ~so_far;
  for (; size > 0; --size)
    sum = (sum >> 8) ^ steps[(sum ^ *at++) & 0xff];
  return ~sum;
}

std::uint32_t crc32c(std::uint32_t so_far, const void* bytes, std::size_t size) noexcept {
#if defined(__x86_64__)
  if (has_instruction())
    return crc32c_by_instruction(so_far, bytes, size);
#endif
  return crc32c_portable(so_far, bytes, size);
}

} // namespace troupe::journal
