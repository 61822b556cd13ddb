// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/schema_view.hpp"

#include "definitions/schema_limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace troupe::definitions {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

bool is_null_type(const value& x) {
  const auto* schema = x.if_object();
  const auto* type = schema ? schema->if_contains("type") : nullptr;
  return type && *type == "null";
}

/// Where it says one, or one beside null.
std::string type_of(const object& schema) {
  const auto* type = schema.if_contains("type");
  if (type == nullptr)
    return {};
  if (const auto* several = type->if_array()) {
    for (const auto& each : *several)
      if (each != "null")
        return std::string{each.as_string()};
    return {};
  }
  return std::string{type->as_string()};
}

} // namespace

schema_kind kind_of(const object& schema) {
  if (schema.contains("enum"))
    return schema_kind::choice;
  if (schema.contains("oneOf"))
    return schema_kind::variant;
  const auto type = type_of(schema);
  if (type == "boolean")
    return schema_kind::boolean;
  if (type == "integer")
    return schema_kind::integer;
  if (type == "number")
    return schema_kind::number;
  if (type == "string")
    return schema_kind::text;
  if (type == "array")
    return schema_kind::list;
  if (type == "object")
    return schema.contains("additionalProperties") ? schema_kind::map : schema_kind::structure;
  if (type.empty())
    return schema_kind::anything;
  throw std::invalid_argument{"the type '" + type + "' is not known"};
}

bool may_be_null(const object& schema) {
  if (schema.contains("$ref"))
    return false;
  const auto contains_null = [](const value* all, auto is_null) {
    const auto* several = all ? all->if_array() : nullptr;
    return several && std::any_of(several->begin(), several->end(), is_null);
  };
  return kind_of(schema) == schema_kind::anything ||
         contains_null(schema.if_contains("type"), [](const value& x) { return x == "null"; }) ||
         contains_null(schema.if_contains("oneOf"), is_null_type);
}

const object& resolved(const object& schema, const object& root) {
  const auto* reference = schema.if_contains("$ref");
  if (reference == nullptr)
    if (const auto* all = schema.if_contains("oneOf"); all && all->as_array().size() == 2)
      if (const auto* first = all->as_array().front().if_object())
        reference = first->if_contains("$ref");
  if (reference == nullptr)
    return schema;
  const auto pointer = std::string{reference->as_string()};
  if (pointer == "#")
    return root;
  if (pointer.rfind("#/", 0) != 0)
    throw std::invalid_argument{"'" + pointer + "' is no place in this schema"};
  const value* at = nullptr;
  const object* inside = &root;
  for (std::size_t from = 2; from <= pointer.size();) {
    const auto upto = std::min(pointer.find('/', from), pointer.size());
    const auto step = pointer.substr(from, upto - from);
    if (inside != nullptr)
      at = inside->if_contains(step);
    else if (at->is_array())
      at = &at->as_array().at(std::stoul(step));
    if (at == nullptr)
      throw std::invalid_argument{"'" + pointer + "' is no place in this schema"};
    inside = at->if_object();
    from = upto + 1;
  }
  return at->as_object();
}

const object& part_of(const object& schema, std::string_view member) {
  const auto* part = schema.if_contains(member);
  if (part == nullptr || !part->is_object())
    throw std::invalid_argument{"a schema lacks '" + std::string{member} + "'"};
  return part->as_object();
}

integer_range range_of(const object& schema) {
  integer_range found{std::numeric_limits<std::int64_t>::min(),
                      std::numeric_limits<std::uint64_t>::max()};
  if (const auto* least = schema.if_contains("minimum"))
    found.least = least->to_number<std::int64_t>();
  if (const auto* most = schema.if_contains("maximum"))
    found.most = most->to_number<std::uint64_t>();
  return found;
}

std::string text_of(const integer_range& x) {
  return "from " + std::to_string(x.least) + " to " + std::to_string(x.most);
}

std::string form_of(const object& schema) {
  for (const auto* word : {"format", "x-form"})
    if (const auto* form = schema.if_contains(word))
      return std::string{form->as_string()};
  return {};
}

std::set<std::string> names_in(const object& schema, std::string_view member) {
  std::set<std::string> names;
  for (const auto& each : schema.at(member).as_array())
    if (!each.is_null())
      names.emplace(each.as_string());
  return names;
}

const object& members_in(const object& schema) {
  return part_of(schema, "properties");
}

std::map<std::string, const object*> alternatives_in(const object& schema) {
  std::map<std::string, const object*> found;
  for (const auto& each : schema.at("oneOf").as_array())
    if (!is_null_type(each))
      for (const auto& member : members_in(each.as_object()))
        found.emplace(member.key(), &member.value().as_object());
  return found;
}

namespace {

std::string list_of_members(const object& members) {
  std::string text;
  for (const auto& each : members)
    text += (text.empty() ? "" : ", ") + std::string{each.key()} + ": " +
            phrase_of(each.value().as_object());
  return '{' + text + '}';
}

std::string in_brackets(const std::string& text) {
  return text.empty() ? text : " (" + text + ")";
}

std::string plain_phrase_of(const object& schema) {
  switch (kind_of(schema)) {
  case schema_kind::anything:
    return "anything";
  case schema_kind::boolean:
    return "boolean";
  case schema_kind::integer:
    return "integer" + in_brackets(limits_text_of(schema));
  case schema_kind::number:
    return "number" + in_brackets(limits_text_of(schema));
  case schema_kind::text:
    return "text" + in_brackets(form_of(schema)) + in_brackets(limits_text_of(schema));
  case schema_kind::choice: {
    std::string text;
    for (const auto& each : schema.at("enum").as_array())
      if (!each.is_null())
        text += (text.empty() ? "" : " | ") + std::string{each.as_string()};
    return text;
  }
  case schema_kind::list:
    return "list" + in_brackets(limits_text_of(schema)) + " of " +
           phrase_of(part_of(schema, "items"));
  case schema_kind::map:
    return "map" + in_brackets(limits_text_of(schema)) + " to " +
           phrase_of(part_of(schema, "additionalProperties"));
  case schema_kind::structure:
    return list_of_members(members_in(schema));
  case schema_kind::variant: {
    std::string text;
    for (const auto& [name, below] : alternatives_in(schema))
      text += (text.empty() ? "" : " | ") + name + ' ' + phrase_of(*below);
    return text;
  }
  }
  return {};
}

} // namespace

std::string phrase_of(const object& schema) {
  if (schema.contains("$ref"))
    return "the same again";
  if (const auto* all = schema.if_contains("oneOf"))
    if (const auto& first = all->as_array().at(0).as_object(); first.contains("$ref"))
      return "the same again or null";
  const auto text = plain_phrase_of(schema);
  return may_be_null(schema) && kind_of(schema) != schema_kind::anything ? text + " or null" : text;
}

} // namespace troupe::definitions
