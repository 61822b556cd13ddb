// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/check_members.hpp"

#include "deployment/scalar.hpp"
#include "deployment/section.hpp"
#include "testing/written_form.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace troupe::testing {
namespace {

namespace json = boost::json;
using deploy::node;

struct wanted_kind {
  const char* what;
  const char* example;
};

wanted_kind wanted(const json_shape& x) {
  switch (x.kind) {
  case json_shape::kinds::boolean:
    return {"true or false", "one of them, without quotes"};
  case json_shape::kinds::integer:
    return {"a whole number", "one without quotes"};
  case json_shape::kinds::number:
    return {"a number", "one without quotes"};
  case json_shape::kinds::list:
    return {"a list", "[...], or items that begin with '-'"};
  case json_shape::kinds::text:
  case json_shape::kinds::choice:
    return {"text", "it in quotes"};
  default:
    return {"a map", "members by their names"};
  }
}

/// Of a scalar, by itself.
bool is_like(const json::value& x, json_shape::kinds kind) {
  switch (kind) {
  case json_shape::kinds::boolean:
    return x.is_bool();
  case json_shape::kinds::integer:
    return x.is_int64() || x.is_uint64() ||
           (x.is_double() && std::floor(x.get_double()) == x.get_double());
  case json_shape::kinds::number:
    return x.is_number();
  default:
    return x.is_string();
  }
}

/// Whether the type holds it; constraints may be ignored, so what only they forbid may come.
bool is_in_range(const json::value& x, const json_shape& like) {
  const bool is_any_low = like.limits.least > std::numeric_limits<std::int64_t>::min();
  const bool is_any_high = like.limits.most < std::numeric_limits<std::uint64_t>::max();
  if (x.is_double())
    return (is_any_low || x.get_double() >= static_cast<double>(like.least)) &&
           (is_any_high || x.get_double() <= static_cast<double>(like.most));
  if (x.is_uint64())
    return is_any_high || x.get_uint64() <= like.most;
  if (!x.is_int64())
    return true;
  const auto value = x.get_int64();
  return value < 0 ? is_any_low || value >= like.least
                   : is_any_high || static_cast<std::uint64_t>(value) <= like.most;
}

class walk {
public:
  walk(const std::string& topic, members_of whose, deploy::complaints& to)
      : where_(topic), whose_(whose), to_(to) {}

  void value(const node& x, const json_shape& like) {
    using kinds = json_shape::kinds;
    if (x.broken || like.kind == kinds::anything)
      return;
    deploy::complaints none; // What is wrong with it was said when it was read.
    const auto as_json = x.is_map() || x.is_sequence() ? json::value{} : deploy::to_json(x, none);
    if (as_json.is_null() && !x.is_map() && !x.is_sequence()) {
      if (!like.nullable)
        refuse(x, like);
      return;
    }
    switch (like.kind) {
    case kinds::again:
      return again(x, like);
    case kinds::list:
      return x.is_sequence() ? items(x, like) : refuse(x, like);
    case kinds::map:
      return x.is_map() ? each(x, like) : refuse(x, like);
    case kinds::structure:
    case kinds::variant:
      return x.is_map() ? members(x, like) : refuse(x, like);
    default:
      if (x.is_map() || x.is_sequence() || !is_like(as_json, like.kind))
        return refuse(x, like);
      if (like.kind == kinds::choice)
        choice(x, like);
      else if (whose_ == members_of::expected_event)
        written(x, as_json, like);
    }
  }

  void members(const node& x, const json_shape& like) {
    const bool is_structure = like.kind == json_shape::kinds::structure;
    if (is_structure)
      around_.push_back(&like);
    for (const auto& m : x.members) {
      const auto found = std::find(like.names.begin(), like.names.end(), m.key);
      if (found == like.names.end()) {
        objected_.push_back(m.value.at);
        to_.add(m.at, where_ + " has no member '" + m.key + '\'', advice_on(m.key, like));
      } else
        below('.' + m.key, m.value,
              like.parts[static_cast<std::size_t>(found - like.names.begin())]);
    }
    if (is_structure)
      around_.pop_back();
  }

  std::vector<deploy::place> objected() const { return objected_; }

private:
  static std::string advice_on(const std::string& name, const json_shape& like) {
    return deploy::advice(name, {like.names.begin(), like.names.end()});
  }

  void refuse(const node& x, const json_shape& like) {
    const auto is = wanted(like);
    objected_.push_back(x.at);
    deploy::complain_about_kind(x, is.what, is.example, to_);
  }

  void choice(const node& x, const json_shape& like) {
    if (std::find(like.names.begin(), like.names.end(), x.text) != like.names.end())
      return;
    never(x, advice_on(x.text, like));
  }

  void written(const node& x, const json::value& as_json, const json_shape& like) {
    if (like.kind == json_shape::kinds::integer && !is_in_range(as_json, like))
      return never(x, "write a number from " + std::to_string(like.least) + " to " +
                          std::to_string(like.most));
    if (!as_json.is_string())
      return;
    const auto form = written_form(like.form, std::string{as_json.get_string()});
    if (!form)
      never(x, "write " + std::string{like.form});
    else if (*form != as_json.get_string())
      never(x, "write '" + *form + "', as it stands in the event");
  }

  void never(const node& x, std::string to_do) {
    objected_.push_back(x.at);
    to_.add(x.at, where_ + " is never " + deploy::shown(x), std::move(to_do));
  }

  void below(const std::string& step, const node& x, const json_shape& like) {
    const auto here = where_.size();
    where_ += step;
    value(x, like);
    where_.resize(here);
  }

  void items(const node& x, const json_shape& like) {
    for (std::size_t i = 0; i < x.items.size(); ++i)
      below('[' + std::to_string(i) + ']', x.items[i], like.parts.front());
  }

  void each(const node& x, const json_shape& like) {
    for (const auto& m : x.members)
      below('.' + m.key, m.value, like.parts.front());
  }

  /// One of the structures that it is in.
  void again(const node& x, const json_shape& like) {
    const auto kept = around_;
    const auto* one = around_[around_.size() - 1 - like.outward];
    around_.resize(around_.size() - 1 - like.outward);
    value(x, *one);
    around_ = kept;
  }

  std::string where_;
  members_of whose_;
  deploy::complaints& to_;
  std::vector<const json_shape*> around_; ///< structures, the innermost last
  std::vector<deploy::place> objected_;
};

} // namespace

std::vector<deploy::place> check_members(const std::string& topic, const node& x,
                                         const json_shape& like, members_of whose,
                                         deploy::complaints& to) {
  if (!x.is_map())
    return {};
  walk all{topic, whose, to};
  all.members(x, like);
  return all.objected();
}

} // namespace troupe::testing
