// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/payment_fate.hpp"

#include <zlib.h>

namespace commerce {

payment_fate fate_of(std::string_view order_id, std::uint32_t attempt,
                     const payment_chances& chances) {
  auto place = crc32_z(0, reinterpret_cast<const Bytef*>(order_id.data()), order_id.size()) % 1000;
  if (place < chances.decline_permille)
    return payment_fate::declined;
  place -= chances.decline_permille;
  if (place < chances.retry_permille)
    return attempt <= 2 ? payment_fate::timed_out : payment_fate::captured;
  place -= chances.retry_permille;
  if (place < chances.crash_permille)
    return attempt == 1 ? payment_fate::crashed : payment_fate::captured;
  return payment_fate::captured;
}

} // namespace commerce
