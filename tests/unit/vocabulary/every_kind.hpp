// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/json.hpp"
#include "troupe/money.hpp"
#include "troupe/trace.hpp"

#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

/// A struct with a field of every kind that JSON knows, and values of it made by chance.
namespace troupe::test {

enum class color { red, green, dark_blue = 7 };
BOOST_DESCRIBE_ENUM(color, red, green, dark_blue)

struct line {
  std::string sku;
  std::int32_t quantity = 1;
  friend bool operator==(const line&, const line&) = default;
};
BOOST_DESCRIBE_STRUCT(line, (), (sku, quantity))

struct marked_line : line {
  std::optional<std::string> mark = "new";
  friend bool operator==(const marked_line&, const marked_line&) = default;
};
BOOST_DESCRIBE_STRUCT(marked_line, (line), (mark))

struct card {
  std::string name;
  friend bool operator==(const card&, const card&) = default;
};
BOOST_DESCRIBE_STRUCT(card, (), (name))

struct cash {
  static constexpr std::string_view json_name = "coins";
  std::vector<std::uint8_t> coins;
  friend bool operator==(const cash&, const cash&) = default;
};
BOOST_DESCRIBE_STRUCT(cash, (), (coins))

struct tree {
  std::string name;
  std::vector<tree> children;
  friend bool operator==(const tree&, const tree&) = default;
};
BOOST_DESCRIBE_STRUCT(tree, (), (name, children))

struct nothing {
  friend bool operator==(const nothing&, const nothing&) = default;
};
BOOST_DESCRIBE_STRUCT(nothing, (), ())

struct every_kind {
  bool truth = false;
  std::int8_t i8 = 0;
  std::int16_t i16 = 0;
  std::int32_t i32 = 0;
  std::int64_t i64 = 0;
  std::uint8_t u8 = 0;
  std::uint16_t u16 = 0;
  std::uint32_t u32 = 0;
  std::uint64_t u64 = 0;
  double real = 0;
  float small_real = 0;
  std::string text;
  color shade = color::red;
  std::optional<std::int64_t> maybe;
  std::optional<line> maybe_line;
  std::vector<line> lines;
  std::vector<bool> truths;
  std::vector<std::vector<std::string>> table;
  std::map<std::string, double> by_name;
  std::unordered_map<std::string, line> lines_by_name;
  std::variant<card, cash> paid_by;
  marked_line marked;
  tree family;
  nothing none;
  time_point at{};
  std::chrono::nanoseconds exact{};
  std::chrono::milliseconds timeout{};
  std::chrono::hours keep{};
  uuid id;
  money price;
  trace origin;
  friend bool operator==(const every_kind&, const every_kind&) = default;
};
BOOST_DESCRIBE_STRUCT(every_kind, (),
                      (truth, i8, i16, i32, i64, u8, u16, u32, u64, real, small_real, text, shade,
                       maybe, maybe_line, lines, truths, table, by_name, lines_by_name, paid_by,
                       marked, family, none, at, exact, timeout, keep, id, price, origin))

/// TROUPE_SEED, or one by chance; printed, so that what failed can be run again.
inline std::uint64_t test_seed() {
  static const std::uint64_t seed = [] {
    const char* given = std::getenv("TROUPE_SEED");
    const std::uint64_t chosen = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    std::cout << "TROUPE_SEED=" << chosen << std::endl;
    return chosen;
  }();
  return seed;
}

class chance {
public:
  explicit chance(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(bits() % bound); }

  /// Often a limit, often a small number, else anything.
  template <class T>
  T integer() {
    using limits = std::numeric_limits<T>;
    switch (below(6)) {
    case 0:
      return limits::min();
    case 1:
      return limits::max();
    case 2:
      return static_cast<T>(below(100));
    default:
      return static_cast<T>(bits());
    }
  }

  template <class Float, class Bits>
  Float real() {
    for (;;) {
      const auto pattern = static_cast<Bits>(bits());
      const auto number = std::bit_cast<Float>(pattern);
      if (std::isfinite(number))
        return number;
    }
  }

  std::string text() {
    static const std::vector<std::string> pieces{
        "a",    "Z",      "0",     " ", "\"", "\\", "/", "\n", "\t", std::string(1, '\0'),
        "\x1f", "\x7f",   "é",     "€", "😀",  "{",  "}", "[",  "]",  ":",
        ",",    "\u2028", "order", "�"};
    std::string made;
    for (auto count = below(8); count > 0; --count)
      made += pieces[below(pieces.size())];
    return made;
  }

  line a_line() { return {text(), integer<std::int32_t>()}; }

  tree a_tree(int depth) {
    tree made{text(), {}};
    for (auto count = depth > 0 ? below(3) : 0; count > 0; --count)
      made.children.push_back(a_tree(depth - 1));
    return made;
  }

  every_kind value() {
    every_kind x;
    x.truth = below(2) == 0;
    x.i8 = integer<std::int8_t>();
    x.i16 = integer<std::int16_t>();
    x.i32 = integer<std::int32_t>();
    x.i64 = integer<std::int64_t>();
    x.u8 = integer<std::uint8_t>();
    x.u16 = integer<std::uint16_t>();
    x.u32 = integer<std::uint32_t>();
    x.u64 = integer<std::uint64_t>();
    x.real = real<double, std::uint64_t>();
    x.small_real = real<float, std::uint32_t>();
    x.text = text();
    x.shade = std::vector{color::red, color::green, color::dark_blue}[below(3)];
    if (below(2) == 0)
      x.maybe = integer<std::int64_t>();
    if (below(2) == 0)
      x.maybe_line = a_line();
    for (auto count = below(4); count > 0; --count) {
      x.lines.push_back(a_line());
      x.truths.push_back(below(2) == 0);
      x.table.push_back(std::vector<std::string>(below(3), text()));
      x.by_name[text()] = real<double, std::uint64_t>();
      x.lines_by_name[text()] = a_line();
    }
    if (below(2) == 0)
      x.paid_by = card{text()};
    else
      x.paid_by = cash{{integer<std::uint8_t>(), integer<std::uint8_t>()}};
    x.marked.sku = text();
    x.marked.mark = below(2) == 0 ? std::optional<std::string>{} : text();
    x.family = a_tree(4);
    constexpr std::int64_t years_0_to_9999 = 315'569'520'000'000'000;
    constexpr std::int64_t year_0 = -62'167'219'200'000'000;
    x.at = time_point{std::chrono::microseconds{
        year_0 + static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(years_0_to_9999))}};
    x.exact = std::chrono::nanoseconds{integer<std::int64_t>()};
    x.timeout = std::chrono::milliseconds{integer<std::int32_t>()};
    x.keep = std::chrono::hours{integer<std::int16_t>()};
    for (auto& byte : x.id.bytes)
      byte = integer<std::uint8_t>();
    x.price = {integer<std::int64_t>(), below(2) == 0 ? "GBP" : "EUR"};
    if (below(2) == 0)
      x.origin = start_trace(uuid{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, integer<std::uint8_t>()}});
    return x;
  }

private:
  std::mt19937_64 engine_;
};

} // namespace troupe::test
