// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/json_differences.hpp"

#include "troupe/json.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>

namespace troupe::testing {
namespace {

namespace json = boost::json;

class comparison {
public:
  void values(const json::value& expected, const json::value& actual, const std::string& where) {
    if (expected.is_object() && actual.is_object())
      return objects(expected.get_object(), actual.get_object(), where);
    if (expected.is_array() && actual.is_array())
      return arrays(expected.get_array(), actual.get_array(), where);
    if (expected != actual)
      say(where, "expected " + json::serialize(expected) + ", was " + json::serialize(actual));
  }

  std::vector<std::string> found;

private:
  void objects(const json::object& expected, const json::object& actual, const std::string& where) {
    for (const auto& [name, value] : expected)
      if (const auto* other = actual.if_contains(name))
        values(value, *other, where + '.' + std::string{name});
      else
        say(where + '.' + std::string{name}, "expected " + json::serialize(value) + ", is missing");
    for (const auto& [name, value] : actual)
      if (!expected.contains(name))
        say(where + '.' + std::string{name}, "was not expected, is " + json::serialize(value));
  }

  void arrays(const json::array& expected, const json::array& actual, const std::string& where) {
    if (expected.size() != actual.size())
      say(where, "expected " + std::to_string(expected.size()) + " elements, was " +
                     std::to_string(actual.size()));
    for (std::size_t i = 0; i < std::min(expected.size(), actual.size()); ++i)
      values(expected[i], actual[i], where + '[' + std::to_string(i) + ']');
  }

  void say(const std::string& where, const std::string& what) {
    found.push_back((where.empty() ? std::string{} : where + ": ") + what);
  }
};

} // namespace

std::vector<std::string> json_differences(std::string_view expected, std::string_view actual) {
  if (expected == actual)
    return {};
  const auto a = parse_json(expected), b = parse_json(actual);
  if (!a || !b)
    return {"expected " + std::string{expected} + ", was " + std::string{actual}};
  comparison made;
  made.values(*a, *b, {});
  return std::move(made.found);
}

} // namespace troupe::testing
