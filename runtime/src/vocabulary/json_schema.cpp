// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json/shape.hpp"

#include "vocabulary/missing_members.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cmath>

namespace troupe {
namespace {

using boost::json::array;
using boost::json::object;

/// Walks a shape, and knows where it is.
class schema_writer {
public:
  explicit schema_writer(std::string root) : at_(std::move(root)) {}

  object schema_of(const json_shape& x) {
    auto made = plain_schema_of(x);
    if (x.nullable)
      allow_null(made);
    return made;
  }

private:
  object plain_schema_of(const json_shape& x) {
    switch (x.kind) {
    case json_shape::kinds::anything:
      return {};
    case json_shape::kinds::boolean:
      return {{"type", "boolean"}};
    case json_shape::kinds::integer:
      return {{"type", "integer"}, {"minimum", x.least}, {"maximum", x.most}};
    case json_shape::kinds::number:
      return number_schema_of(x);
    case json_shape::kinds::text:
      return text_schema_of(x);
    case json_shape::kinds::choice:
      return {{"type", "string"}, {"enum", array(x.names.begin(), x.names.end())}};
    case json_shape::kinds::list:
      return with_sizes({{"type", "array"}, {"items", below("items", x.parts.front())}}, x,
                        "minItems", "maxItems");
    case json_shape::kinds::map:
      return with_sizes({{"type", "object"},
                         {"additionalProperties", below("additionalProperties", x.parts.front())}},
                        x, "minProperties", "maxProperties");
    case json_shape::kinds::structure:
      return structure_schema_of(x);
    case json_shape::kinds::variant:
      return variant_schema_of(x);
    case json_shape::kinds::again:
      return {{"$ref", structures_[structures_.size() - 1 - x.outward]}};
    }
    return {};
  }

  static object text_schema_of(const json_shape& x) {
    object made{{"type", "string"}};
    if (!x.format.empty())
      made.emplace("format", x.format);
    else if (!x.form.empty())
      made.emplace("x-form", x.form);
    if (!x.pattern.empty()) // JSON Schema looks for it anywhere in the text.
      made.emplace("pattern", "^(?:" + std::string{x.pattern} + ")$");
    return with_sizes(std::move(made), x, "minLength", "maxLength");
  }

  static object with_sizes(object made, const json_shape& x, const char* least, const char* most) {
    if (x.limits.least > 0)
      made.emplace(least, x.limits.least);
    if (x.limits.most != constraint{}.most)
      made.emplace(most, x.limits.most);
    return made;
  }

  static object number_schema_of(const json_shape& x) {
    object made{{"type", "number"}};
    if (std::isfinite(x.limits.low))
      made.emplace(x.limits.above_low ? "exclusiveMinimum" : "minimum", x.limits.low);
    if (std::isfinite(x.limits.high))
      made.emplace(x.limits.below_high ? "exclusiveMaximum" : "maximum", x.limits.high);
    return made;
  }

  object structure_schema_of(const json_shape& x) {
    structures_.push_back(at_);
    object properties;
    array required;
    for (std::size_t i = 0; i < x.names.size(); ++i) {
      properties.emplace(x.names[i], below("properties/" + std::string{x.names[i]}, x.parts[i]));
      if (!may_be_missing(x.parts[i]))
        required.push_back(boost::json::string_view{x.names[i].data(), x.names[i].size()});
    }
    structures_.pop_back();
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)}};
  }

  object variant_schema_of(const json_shape& x) {
    array alternatives;
    for (std::size_t i = 0; i < x.names.size(); ++i) {
      const auto step = "oneOf/" + std::to_string(i) + "/properties/" + std::string{x.names[i]};
      alternatives.push_back(object{{"type", "object"},
                                    {"properties", object{{x.names[i], below(step, x.parts[i])}}},
                                    {"required", array{x.names[i]}}});
    }
    return {{"oneOf", std::move(alternatives)}};
  }

  /// In its place, so that what refers to a structure in it still finds it. What may be anything
  /// may be null already.
  static void allow_null(object& made) {
    if (auto* names = made.if_contains("enum"))
      names->as_array().push_back(nullptr);
    if (auto* alternatives = made.if_contains("oneOf"))
      alternatives->as_array().push_back(object{{"type", "null"}});
    if (auto* type = made.if_contains("type"))
      *type = array{*type, "null"};
    if (made.contains("$ref"))
      made = object{{"oneOf", array{made, object{{"type", "null"}}}}};
  }

  object below(const std::string& step, const json_shape& x) {
    const auto here = at_.size();
    at_ += '/' + step;
    auto made = schema_of(x);
    at_.resize(here);
    return made;
  }

  std::string at_;
  std::vector<std::string> structures_; ///< where those around stand
};

} // namespace

boost::json::object json_schema(const json_shape& x, const std::string& root) {
  return schema_writer{root}.schema_of(x);
}

} // namespace troupe
