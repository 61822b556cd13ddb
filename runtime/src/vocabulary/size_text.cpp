// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/size_text.hpp"

namespace troupe {

std::string size_text(std::uint64_t bytes) {
  constexpr const char* units[] = {" KiB", " MiB", " GiB", " TiB"};
  if (bytes < 1024)
    return std::to_string(bytes) + " B";
  std::size_t unit = 0;
  auto tenths = bytes * 10 / 1024;
  for (; tenths >= 10240 && unit + 1 < std::size(units); ++unit)
    tenths /= 1024;
  const auto whole = std::to_string(tenths / 10);
  return (tenths < 1000 ? whole + '.' + std::to_string(tenths % 10) : whole) + units[unit];
}

} // namespace troupe
