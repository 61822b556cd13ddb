// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/missing_members.hpp"

#include "troupe/json/reading.hpp"
#include "troupe/versions.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace troupe {
namespace {

using boost::json::object;
using boost::json::value;
using detail::place;
using kinds = json_shape::kinds;

std::string choice_text(const std::vector<std::string_view>& names) {
  std::string text = "one of ";
  for (const auto name : names)
    text.append(name == names.front() ? "" : ", ").append(name);
  return text;
}

std::string expected_text(const json_shape& x) {
  switch (x.kind) {
  case kinds::boolean:
    return "true or false";
  case kinds::integer:
    return "an integer";
  case kinds::number:
    return "a number";
  case kinds::text:
    return x.form.empty() ? "text" : std::string{x.form};
  case kinds::choice:
    return choice_text(x.names);
  case kinds::list:
    return "an array";
  default:
    return "an object";
  }
}

/// Walks a value and its shape side by side.
class search {
public:
  explicit search(std::string_view key) : key_(key) {}

  void look(const value& x, const json_shape& shape, const place& at) {
    switch (shape.kind) {
    case kinds::list:
      if (const auto* items = x.if_array())
        for (std::size_t i = 0; i < items->size(); ++i)
          look((*items)[i], shape.parts.front(), at.item(i));
      return;
    case kinds::map:
      if (const auto* members = x.if_object())
        for (const auto& each : *members)
          look(each.value(), shape.parts.front(), at.member(name_of(each)));
      return;
    case kinds::structure:
      if (const auto* members = x.if_object())
        look_into(*members, shape, at);
      return;
    case kinds::variant:
      if (const auto* members = x.if_object())
        look_into_alternative(*members, shape, at);
      return;
    case kinds::again:
      return look_again(x, shape, at);
    default:
      return;
    }
  }

  std::vector<error> found;

private:
  static std::string_view name_of(const boost::json::key_value_pair& x) {
    return {x.key().data(), x.key().size()};
  }

  void look_into(const object& members, const json_shape& shape, const place& at) {
    const bool is_whole = around_.empty();
    around_.push_back(&shape);
    for (std::size_t i = 0; i < shape.names.size(); ++i) {
      const auto name = shape.names[i];
      const auto& part = shape.parts[i];
      if (const auto* member = members.if_contains({name.data(), name.size()}))
        look(*member, part, at.member(name));
      else if (!may_be_missing(part))
        found.push_back(missing(part, at.member(name), is_whole && name == key_));
    }
    around_.pop_back();
  }

  void look_into_alternative(const object& members, const json_shape& shape, const place& at) {
    for (std::size_t i = 0; i < shape.names.size(); ++i)
      if (const auto* member = members.if_contains({shape.names[i].data(), shape.names[i].size()}))
        look(*member, shape.parts[i], at.member(shape.names[i]));
  }

  /// The structure that holds this one, and what is around it there.
  void look_again(const value& x, const json_shape& shape, const place& at) {
    const auto from = around_.end() - static_cast<std::ptrdiff_t>(shape.outward + 1);
    const std::vector<const json_shape*> below{from, around_.end()};
    around_.erase(from, around_.end());
    const auto key = std::exchange(key_, {}); // It is of the whole alone.
    look(x, *below.front(), at);
    key_ = key;
    around_.insert(around_.end(), below.begin(), below.end());
  }

  static error missing(const json_shape& part, const place& at, bool is_key) {
    return {ec::malformed,
            "expected " + expected_text(part) + (is_key ? ", the event's key" : "") +
                ", and it is missing",
            at.path()};
  }

  std::string_view key_;
  std::vector<const json_shape*> around_; ///< structures, the innermost last
};

} // namespace

bool may_be_missing(const json_shape& x) {
  return x.nullable || x.kind == kinds::anything;
}

std::vector<error> missing_members(const value& x, const json_shape& shape, std::string_view key) {
  search all{key};
  all.look(x, shape, place{""});
  return std::move(all.found);
}

std::optional<error> detail::key_missing_in(const value& query, std::string_view key) {
  const auto* members = query.if_object();
  if (members == nullptr || members->contains({key.data(), key.size()}))
    return std::nullopt;
  return error{ec::malformed, "the query's key is missing, which says whose state is asked for",
               place{""}.member(key).path()};
}

} // namespace troupe
