// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/compatibility.hpp"

#include "definitions/schema_limits.hpp"
#include "definitions/schema_view.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace troupe::definitions {
namespace {

using boost::json::array;
using boost::json::object;

enum class relation {
  backward, ///< the reader is the newer of the two
  forward,  ///< it is the older
  beside,   ///< of the same time: it may know a part only
};

/// Whether `reader` reads what `writer` wrote.
class comparison {
public:
  comparison(const object& writer, const object& reader, relation how,
             std::vector<incompatibility>& found)
      : writer_(writer), reader_(reader), is_forward_(how == relation::forward),
        is_beside_(how == relation::beside), found_(found) {}

  void run() { compare(writer_, reader_, ""); }

private:
  void compare(const object& wrote, const object& reads, const std::string& path) {
    const auto& from = resolved(wrote, writer_);
    const auto& to = resolved(reads, reader_);
    if (!seen_.emplace(&from, &to).second)
      return; // It holds itself.
    const auto was = kind_of(from);
    const auto is = kind_of(to);
    if (is == schema_kind::anything)
      return;
    if ((may_be_null(wrote) || may_be_null(from)) && !may_be_null(reads) && !may_be_null(to))
      add(path,
          is_forward_ ? "it may be null now, and could not before"
                      : "it could be null, and may not be any more",
          is_forward_ ? "keep it without std::optional" : "keep it an std::optional");
    if (was != is && !(was == schema_kind::integer && is == schema_kind::number))
      return differ(path, phrase_of(from), phrase_of(to));
    compare_inside(is, from, to, path);
  }

  void compare_inside(schema_kind is, const object& from, const object& to,
                      const std::string& path) {
    switch (is) {
    case schema_kind::integer:
      return compare_range(from, to, path);
    case schema_kind::number:
      return compare_limits(from, to, path);
    case schema_kind::text:
      compare_form(from, to, path);
      compare_pattern(from, to, path);
      return compare_limits(from, to, path);
    case schema_kind::choice:
      return compare_choices(from, to, path);
    case schema_kind::list:
      compare_limits(from, to, path);
      return compare(part_of(from, "items"), part_of(to, "items"), path + "[]");
    case schema_kind::map:
      compare_limits(from, to, path);
      return compare(part_of(from, "additionalProperties"), part_of(to, "additionalProperties"),
                     path + ".*");
    case schema_kind::structure:
      return compare_members(from, to, path);
    case schema_kind::variant:
      return compare_alternatives(from, to, path);
    default:
      return;
    }
  }

  void compare_range(const object& from, const object& to, const std::string& path) {
    const auto had = range_of(from);
    const auto has = range_of(to);
    if (has.least <= had.least && has.most >= had.most)
      return;
    const auto constrained = integer_limits_of(has);
    const bool by_type = is_of_a_type(has) ||
                         (has.least > had.least && constrained.least != has.least) ||
                         (has.most < had.most && constrained.most != has.most);
    if (!by_type)
      return constrain(path, limits_text_of(from), limits_text_of(to));
    differ(path, "an integer " + text_of(had), "one " + text_of(has));
  }

  void compare_form(const object& from, const object& to, const std::string& path) {
    const auto had = form_of(from);
    const auto has = form_of(to);
    if (has.empty() || had == has)
      return;
    differ(path, had.empty() ? "any text" : "text for " + had, "text for " + has);
  }

  /// An integer may have become a number.
  void compare_limits(const object& from, const object& to, const std::string& path) {
    const bool is_same_kind = kind_of(from) == kind_of(to);
    if (is_same_kind && is_narrower(limits_of(to), limits_of(from)))
      constrain(path, without_pattern(from), without_pattern(to));
    else if (!is_same_kind && is_narrower(limits_of(to), {}))
      constrain(path, limits_text_of(from), limits_text_of(to));
  }

  /// Whether all that one pattern matches another does cannot be told.
  void compare_pattern(const object& from, const object& to, const std::string& path) {
    const auto had = pattern_of(from);
    const auto has = pattern_of(to);
    if (!has.empty() && had != has)
      constrain(path, had.empty() ? had : "like " + had, "like " + has);
  }

  static std::string without_pattern(object schema) {
    schema.erase("pattern");
    return limits_text_of(schema);
  }

  /// The reader's constraints are stricter than the writer's.
  void constrain(const std::string& path, std::string wrote, std::string reads) {
    if (is_beside_)
      return;
    if (is_forward_)
      std::swap(wrote, reads);
    add(path,
        (wrote.empty() ? "it could be anything of its type" : "it had to be " + wrote) +
            (reads.empty() ? ", and can be anything of its type now"
                           : ", and has to be " + reads + " now"),
        is_forward_
            ? "keep it as strict as it was, for who knows the old definition counts on that; "
              "or ask for backward compatibility only"
            : "keep it as wide as it was, for what was written before may be outside; or "
              "raise the version, with an upcast that mends it");
  }

  /// In the order of time, whoever reads whom.
  void differ(const std::string& path, std::string wrote, std::string reads) {
    if (is_forward_)
      std::swap(wrote, reads);
    add(path, "it was " + wrote + ", and is " + reads + " now",
        "keep its type, and add a member of another name for the new one");
  }

  void compare_choices(const object& from, const object& to, const std::string& path) {
    const auto now = names_in(to, "enum");
    for (const auto& name : names_in(from, "enum"))
      if (now.count(name) == 0)
        add(path,
            "'" + name + (is_forward_ ? "' is a new value" : "' is none of its values any more"),
            remedy_for_choice());
  }

  void compare_members(const object& from, const object& to, const std::string& path) {
    const auto& had = members_in(from);
    const auto& has = members_in(to);
    for (const auto& [name, schema] : had) {
      const auto below = path + '.' + std::string{name};
      if (const auto* now = has.if_contains(name))
        compare(schema.as_object(), now->as_object(), below);
      else if (!is_beside_)
        add(below,
            is_forward_ ? "it is new, and who knows the old definition would not see it"
                        : "it is gone, so what was written there would be lost in silence",
            is_forward_
                ? "leave it out, or ask for backward compatibility only"
                : "keep the member; a renamed one is a new one, and the old stays beside it");
    }
    for (const auto& [name, schema] : has)
      if (!had.contains(name) && !may_be_null(schema.as_object()))
        add(path + '.' + std::string{name},
            is_forward_ ? "it is gone, and who knows the old definition needs it"
                        : "it is new and has no value in what was written before",
            is_forward_ ? "keep the member" : "make it an std::optional");
  }

  void compare_alternatives(const object& from, const object& to, const std::string& path) {
    const auto had = alternatives_in(from);
    const auto has = alternatives_in(to);
    for (const auto& [name, schema] : had)
      if (const auto now = has.find(name); now == has.end())
        add(path + '.' + name,
            is_forward_ ? "it is a new alternative" : "it is none of the alternatives any more",
            remedy_for_choice());
      else
        compare(*schema, *now->second, path + '.' + name);
  }

  std::string remedy_for_choice() const {
    return is_forward_ ? "leave it out, or ask for backward compatibility only"
                       : "keep it, also where it is not used for new events";
  }

  void add(const std::string& path, std::string what, std::string remedy) {
    incompatibility one{path, std::move(what), std::move(remedy)};
    if (std::find(found_.begin(), found_.end(), one) == found_.end())
      found_.push_back(std::move(one));
  }

  const object& writer_;
  const object& reader_;
  bool is_forward_;
  bool is_beside_;
  std::vector<incompatibility>& found_;
  std::set<std::pair<const object*, const object*>> seen_;
};

} // namespace

std::vector<incompatibility> compare(const boost::json::object& old_schema,
                                     const boost::json::object& new_schema, compatibility how) {
  std::vector<incompatibility> found;
  if (how == compatibility::backward || how == compatibility::full)
    comparison{old_schema, new_schema, relation::backward, found}.run();
  if (how == compatibility::forward || how == compatibility::full)
    comparison{new_schema, old_schema, relation::forward, found}.run();
  return found;
}

std::vector<std::string> misread_members(const boost::json::object& writer,
                                         const boost::json::object& reader) {
  std::vector<incompatibility> found;
  comparison{writer, reader, relation::beside, found}.run();
  std::vector<std::string> members;
  for (auto& each : found)
    members.push_back(std::move(each.path));
  return members;
}

} // namespace troupe::definitions
