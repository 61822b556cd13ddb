// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/schema_limits.hpp"

#include "vocabulary/bounds_text.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace troupe::definitions {
namespace {

using boost::json::object;

template <class T>
constexpr integer_range range_of_type() {
  return {std::numeric_limits<T>::min(), static_cast<std::uint64_t>(std::numeric_limits<T>::max())};
}

constexpr std::array type_ranges{range_of_type<std::int8_t>(),
                                 range_of_type<std::int16_t>(),
                                 range_of_type<std::int32_t>(),
                                 range_of_type<std::int64_t>(),
                                 integer_range{0, std::numeric_limits<std::uint8_t>::max()},
                                 integer_range{0, std::numeric_limits<std::uint16_t>::max()},
                                 integer_range{0, std::numeric_limits<std::uint32_t>::max()},
                                 integer_range{0, std::numeric_limits<std::uint64_t>::max()}};

bool is_least_of_a_type(std::int64_t x) {
  return x < 0 && std::any_of(type_ranges.begin(), type_ranges.end(),
                              [x](const integer_range& type) { return type.least == x; });
}

bool is_most_of_a_type(std::uint64_t x) {
  return std::any_of(type_ranges.begin(), type_ranges.end(),
                     [x](const integer_range& type) { return type.most == x; });
}

struct size_words {
  const char* least;
  const char* most;
  const char* one;
};

size_words size_words_of(schema_kind kind) {
  if (kind == schema_kind::text)
    return {"minLength", "maxLength", "character"};
  if (kind == schema_kind::map)
    return {"minProperties", "maxProperties", "item"};
  return {"minItems", "maxItems", "item"};
}

} // namespace

bool is_of_a_type(const integer_range& x) {
  return std::any_of(type_ranges.begin(), type_ranges.end(), [&x](const integer_range& type) {
    return type.least == x.least && type.most == x.most;
  });
}

constraint integer_limits_of(const integer_range& x) {
  constraint made;
  if (is_of_a_type(x))
    return made;
  if (!is_least_of_a_type(x.least))
    made.least = x.least;
  if (!is_most_of_a_type(x.most))
    made.most = x.most;
  return made;
}

constraint limits_of(const object& schema) {
  constraint made;
  const auto kind = kind_of(schema);
  if (kind == schema_kind::integer)
    return integer_limits_of(range_of(schema));
  if (kind != schema_kind::number) {
    const auto words = size_words_of(kind);
    made.least = 0;
    if (const auto* least = schema.if_contains(words.least))
      made.least = least->to_number<std::int64_t>();
    if (const auto* most = schema.if_contains(words.most))
      made.most = most->to_number<std::uint64_t>();
    return made;
  }
  for (const auto* word : {"minimum", "exclusiveMinimum"})
    if (const auto* low = schema.if_contains(word)) {
      made.low = low->to_number<double>();
      made.above_low = std::string_view{word} != "minimum";
    }
  for (const auto* word : {"maximum", "exclusiveMaximum"})
    if (const auto* high = schema.if_contains(word)) {
      made.high = high->to_number<double>();
      made.below_high = std::string_view{word} != "maximum";
    }
  return made;
}

std::string pattern_of(const object& schema) {
  const auto* pattern = schema.if_contains("pattern");
  if (pattern == nullptr)
    return {};
  const std::string text{pattern->as_string()};
  constexpr std::string_view before = "^(?:", behind = ")$";
  if (text.size() >= before.size() + behind.size() && text.starts_with(before) &&
      text.ends_with(behind))
    return text.substr(before.size(), text.size() - before.size() - behind.size());
  return text;
}

std::string limits_text_of(const object& schema) {
  switch (kind_of(schema)) {
  case schema_kind::integer:
    return integer_bounds_text(limits_of(schema));
  case schema_kind::number:
    return number_bounds_text(limits_of(schema));
  case schema_kind::list:
  case schema_kind::map:
    return size_bounds_text(limits_of(schema), "item");
  case schema_kind::text: {
    auto text = size_bounds_text(limits_of(schema), "character");
    if (const auto pattern = pattern_of(schema); !pattern.empty())
      text += (text.empty() ? "like " : ", like ") + pattern;
    return text;
  }
  default:
    return {};
  }
}

bool is_narrower(const constraint& x, const constraint& than) {
  return x.least > than.least || x.most < than.most || x.low > than.low || x.high < than.high ||
         (x.low == than.low && x.above_low && !than.above_low) ||
         (x.high == than.high && x.below_high && !than.below_high);
}

} // namespace troupe::definitions
