// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/field_differences.hpp"

#include "deployment/scalar.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstddef>

namespace troupe::testing {
namespace {

namespace json = boost::json;

bool is_same(const json::value& a, const json::value& b) {
  if (a.is_number() && b.is_number() && (a.is_double() || b.is_double()))
    return a.to_number<double>() == b.to_number<double>();
  return a == b;
}

class comparison {
public:
  explicit comparison(bool exactly) : exactly_(exactly) {}

  void values(const deploy::node& expected, const json::value& actual, const std::string& where) {
    if (expected.is_map() && actual.is_object())
      return objects(expected, actual.get_object(), where);
    if (expected.is_sequence() && actual.is_array())
      return arrays(expected, actual.get_array(), where);
    deploy::complaints none; // What is wrong with it was said when it was read.
    const auto wanted = deploy::to_json(expected, none);
    if (!is_same(wanted, actual))
      say(expected.at, where,
          "expected " + json::serialize(wanted) + ", was " + json::serialize(actual));
  }

  std::vector<field_difference> found;

private:
  void objects(const deploy::node& expected, const json::object& actual, const std::string& where) {
    for (const auto& m : expected.members)
      if (const auto* other = actual.if_contains(m.key))
        values(m.value, *other, where + '.' + m.key);
      else
        say(m.at, where + '.' + m.key, "is expected, and not there");
    if (exactly_)
      for (const auto& [name, value] : actual)
        if (expected.find(name) == nullptr)
          say(expected.at, where + '.' + std::string{name},
              "is not expected, and is " + json::serialize(value));
  }

  void arrays(const deploy::node& expected, const json::array& actual, const std::string& where) {
    if (expected.items.size() != actual.size())
      say(expected.at, where,
          "expected " + std::to_string(expected.items.size()) + " elements, was " +
              std::to_string(actual.size()));
    for (std::size_t i = 0; i < std::min(expected.items.size(), actual.size()); ++i)
      values(expected.items[i], actual[i], where + '[' + std::to_string(i) + ']');
  }

  void say(deploy::place at, const std::string& where, const std::string& what) {
    found.push_back({at, (where.empty() ? std::string{} : where + ": ") + what});
  }

  bool exactly_;
};

} // namespace

std::vector<field_difference> field_differences(const deploy::node& expected,
                                                const boost::json::value& actual, bool exactly) {
  comparison made{exactly};
  if (!expected.is_null())
    made.values(expected, actual, {});
  else if (exactly && actual.is_object() && !actual.get_object().empty())
    made.found.push_back({expected.at, "no members are expected, and there are some"});
  return std::move(made.found);
}

} // namespace troupe::testing
