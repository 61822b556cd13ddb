// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

/// What a JSON Schema says, where it is one that `json_schema` made, or somebody wrote like it.
/// What is not like that throws `std::invalid_argument` or `boost::system::system_error`.
namespace troupe::definitions {

enum class schema_kind {
  anything,
  boolean,
  integer,
  number,
  text,
  choice,
  list,
  map,
  structure,
  variant,
};

schema_kind kind_of(const boost::json::object&);
bool may_be_null(const boost::json::object&);

/// The schema that it refers to within `root`; itself where it refers to none.
const boost::json::object& resolved(const boost::json::object&, const boost::json::object& root);

/// What stands in the member.
const boost::json::object& part_of(const boost::json::object&, std::string_view member);

struct integer_range {
  std::int64_t least = 0;
  std::uint64_t most = 0;
};
integer_range range_of(const boost::json::object&);
/// "from -128 to 127".
std::string text_of(const integer_range&);

/// Of a text: "uuid", or what our own form expects; "" where any will do.
std::string form_of(const boost::json::object&);
std::set<std::string> names_in(const boost::json::object&, std::string_view member);
const boost::json::object& members_in(const boost::json::object&);
/// The schemas of a variant, by the names of its alternatives.
std::map<std::string, const boost::json::object*> alternatives_in(const boost::json::object&);

/// "list of {sku: text, quantity: integer}", for people.
std::string phrase_of(const boost::json::object&);

} // namespace troupe::definitions
