// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/order_generator.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

namespace commerce {
namespace {

constexpr std::uint64_t sku_count = 1000;

struct market {
  const char* country;
  std::uint64_t weight;
};

// Most orders come from home, as they do in the data that this imitates.
constexpr std::array<market, 10> markets{{{"United Kingdom", 900},
                                          {"Germany", 25},
                                          {"France", 22},
                                          {"EIRE", 15},
                                          {"Spain", 9},
                                          {"Netherlands", 8},
                                          {"Belgium", 7},
                                          {"Switzerland", 6},
                                          {"Portugal", 5},
                                          {"Australia", 3}}};

constexpr std::array<std::int64_t, 12> prices_minor{29,  42,  65,  85,  125, 165,
                                                    210, 255, 295, 375, 495, 1275};
constexpr std::array<std::int64_t, 8> quantities{1, 2, 3, 4, 6, 8, 12, 24};

// SplitMix64: a good generator of 64 bits, and the same everywhere, which std's distributions are
// not.
class random_numbers {
public:
  explicit random_numbers(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  template <class List>
  auto pick(const List& list) {
    return list[below(list.size())];
  }

private:
  std::uint64_t state_;
};

const char* pick_country(random_numbers& random) {
  auto left = random.below(1000);
  for (const auto& one : markets) {
    if (left < one.weight)
      return one.country;
    left -= one.weight;
  }
  return markets.front().country;
}

std::string sku_named(std::uint64_t number) {
  return std::to_string(20000 + number);
}

// A SKU has one price, whoever orders it.
std::int64_t price_of(std::uint64_t sku) {
  return random_numbers{sku}.pick(prices_minor);
}

std::vector<std::uint64_t> pick_skus(random_numbers& random, std::uint64_t count) {
  std::vector<std::uint64_t> skus;
  while (skus.size() < count) {
    auto sku = random.below(sku_count);
    if (std::find(skus.begin(), skus.end(), sku) == skus.end())
      skus.push_back(sku);
  }
  return skus;
}

} // namespace

order_invoice order_generator::operator()(std::uint64_t number) const {
  // Mixing the seed first keeps the orders of neighbouring seeds apart.
  random_numbers random{random_numbers{seed_}.next() + number};
  order_invoice order;
  order.order_id = "G" + std::to_string(seed_) + (lines_ > 0 ? "x" + std::to_string(lines_) : "") +
                   "-" + std::to_string(number + 1);
  order.placed_at = troupe::time_point{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}} +
                    std::chrono::minutes{number};
  order.customer = std::to_string(12000 + random.below(6000));
  order.country = pick_country(random);
  auto count = lines_ > 0 ? std::min(lines_, most_lines) : 1 + random.below(5);
  order.lines.reserve(count);
  for (auto sku : pick_skus(random, count)) {
    order.lines.push_back({sku_named(sku), random.pick(quantities), price_of(sku)});
    order.total_minor += order.lines.back().quantity * order.lines.back().price_minor;
  }
  return order;
}

} // namespace commerce
