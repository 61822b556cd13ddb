// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/constraints.hpp"

#include "troupe/json.hpp"
#include "troupe/json/check.hpp"
#include "troupe/json/shape.hpp"
#include "vocabulary/bounds_text.hpp"
#include "vocabulary/characters.hpp"
#include "vocabulary/text_pattern.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::detail {
namespace {

constexpr std::size_t most_breaches = 10;

/// Short enough for a sentence; a character is left out whole.
std::string shown_text(std::string_view text) {
  constexpr std::size_t most = 60;
  if (text.size() <= most)
    return to_json(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
    --end;
  return to_json(text.substr(0, end)) + "...";
}

std::string expected_text(const constraint& x) {
  switch (x.kind) {
  case constraint::kinds::range: {
    const auto integers = integer_bounds_text(x);
    return integers.empty() ? number_bounds_text(x) : integers;
  }
  case constraint::kinds::length:
    return size_bounds_text(x, "character");
  case constraint::kinds::items:
    return size_bounds_text(x, "item");
  case constraint::kinds::pattern:
    return "text like " + std::string{x.pattern};
  }
  return {};
}

} // namespace

void breaches::add(const constraint& broken, std::int64_t was, const place& at) {
  add_text(broken, std::to_string(was), at);
}

void breaches::add(const constraint& broken, std::uint64_t was, const place& at) {
  add_text(broken, std::to_string(was), at);
}

void breaches::add(const constraint& broken, double was, const place& at) {
  add_text(broken, std::isfinite(was) ? to_json(was) : "a number that is not finite", at);
}

void breaches::add(const constraint& broken, std::string_view was, const place& at) {
  add_text(broken,
           broken.kind == constraint::kinds::length
               ? std::to_string(count_characters(was)) + ": " + shown_text(was)
               : shown_text(was),
           at);
}

void breaches::add_text(const constraint& broken, const std::string& was, const place& at) {
  if (found.size() < most_breaches)
    found.push_back({ec::invalid, "expected " + expected_text(broken) + ", was " + was, at.path()});
}

bool keeps(const constraint& what, std::string_view text) {
  if (what.kind == constraint::kinds::pattern)
    return matches_pattern(what.pattern, text);
  const auto count = count_characters(text);
  return std::cmp_greater_equal(count, what.least) && count <= what.most;
}

void narrow(json_shape& shape, const constraint& what) {
  if (what.kind == constraint::kinds::pattern) {
    shape.pattern = what.pattern;
    return;
  }
  if (shape.kind == json_shape::kinds::integer) {
    shape.least = std::max(shape.least, what.least);
    shape.most = std::min(shape.most, what.most);
    return;
  }
  auto& limits = shape.limits;
  limits.least = std::max(limits.least, what.least);
  limits.most = std::min(limits.most, what.most);
  if (what.low > limits.low || (what.low == limits.low && what.above_low)) {
    limits.low = what.low;
    limits.above_low = what.above_low;
  }
  if (what.high < limits.high || (what.high == limits.high && what.below_high)) {
    limits.high = what.high;
    limits.below_high = what.below_high;
  }
}

json_shape& held_by(json_shape& shape) {
  auto* inside = &shape;
  while (inside->kind == json_shape::kinds::list || inside->kind == json_shape::kinds::map)
    inside = &inside->parts.front();
  return *inside;
}

json_shape* part_of(json_shape& structure, std::string_view member) {
  auto* inside = &held_by(structure);
  if (inside->kind != json_shape::kinds::structure)
    return nullptr;
  const auto at = std::find(inside->names.begin(), inside->names.end(), member);
  if (at == inside->names.end())
    return nullptr;
  return &inside->parts[static_cast<std::size_t>(at - inside->names.begin())];
}

} // namespace troupe::detail
