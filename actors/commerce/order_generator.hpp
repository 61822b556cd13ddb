// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/invoice.hpp"

#include <cstdint>

namespace commerce {

/// Makes orders that look real. Pure: order number i of a seed is the same on every machine, so a
/// source that stopped after i goes on with i + 1.
class order_generator {
public:
  static constexpr std::uint64_t most_lines = 100;

  /// `lines` is the number of lines of every order, each of another SKU; 0 makes it one to five.
  explicit order_generator(std::uint64_t seed, std::uint64_t lines = 0)
      : seed_(seed), lines_(lines) {}

  /// The order with the number, which counts from 0. Its id is `G<seed>-<number + 1>`,
  /// or `G<seed>x<lines>-<number + 1>` where the number of lines was given.
  order_invoice operator()(std::uint64_t number) const;

private:
  std::uint64_t seed_;
  std::uint64_t lines_;
};

} // namespace commerce
