// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/testing/fact.hpp"

#include "testing/json_differences.hpp"
#include "troupe/time.hpp"

#include <algorithm>
#include <cstddef>

namespace troupe::testing {
namespace {

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string name_of(const fact& x) {
  return x.topic + (x.version == 1 ? std::string{} : " version " + std::to_string(x.version));
}

std::string whole(const fact& x) {
  return name_of(x) + ' ' + x.payload;
}

/// "'recount' for 2030-01-01T01:00:00.000000Z, every 1h".
std::string when_of(const timer& x) {
  return '\'' + x.name + "' for " + format_time(x.due) + (x.recurs.empty() ? "" : ", ") + x.recurs;
}

void add_line(std::string& out, const std::string& line) {
  out += (out.empty() ? "" : "\n") + line;
}

/// Of two at the same place.
void compare(std::size_t number, const fact& expected, const fact& actual, std::string& out) {
  const auto where = "event " + std::to_string(number) + ", ";
  if (name_of(expected) != name_of(actual))
    return add_line(out, where + "expected " + whole(expected) + ", was " + whole(actual));
  for (const auto& each : json_differences(expected.payload, actual.payload))
    add_line(out, where + name_of(actual) + ": " + each);
  if (expected.key != actual.key && expected.payload == actual.payload)
    add_line(out, where + name_of(actual) + ": its key was expected to be '" + expected.key +
                      "', and is '" + actual.key + '\'');
}

bool is_same(const fact& a, const fact& b) {
  return a.topic == b.topic && a.version == b.version && a.key == b.key &&
         json_differences(a.payload, b.payload).empty();
}

} // namespace

std::string differences(const std::vector<fact>& expected, const std::vector<fact>& published) {
  std::string out;
  if (expected.size() != published.size())
    add_line(out, counted(expected.size(), "event was", "events were") + " expected, and " +
                      counted(published.size(), "was", "were") + " published");
  const auto both = std::min(expected.size(), published.size());
  for (std::size_t i = 0; i < both; ++i)
    compare(i + 1, expected[i], published[i], out);
  for (std::size_t i = both; i < expected.size(); ++i)
    add_line(out, "event " + std::to_string(i + 1) + " is missing: " + whole(expected[i]));
  for (std::size_t i = both; i < published.size(); ++i)
    add_line(out, "event " + std::to_string(i + 1) + " was not expected: " + whole(published[i]));
  return out;
}

std::string missing_timer(const call& made, const timer& expected) {
  std::string set;
  for (const auto& each : made.timers) {
    if (each.name == expected.name && each.due == expected.due && each.recurs == expected.recurs &&
        is_same(each.what, expected.what))
      return {};
    set += "\nwas set: " + when_of(each) + ": " + whole(each.what);
  }
  return "timer " + when_of(expected) + " was not set: " + whole(expected.what) +
         (set.empty() ? "\nno timer was set" : set);
}

std::string missing_cancel(const call& made, std::string_view name) {
  if (std::find(made.cancelled.begin(), made.cancelled.end(), name) != made.cancelled.end())
    return {};
  std::string cancelled;
  for (const auto& each : made.cancelled)
    cancelled += (cancelled.empty() ? "" : ", ") + each;
  return "timer '" + std::string{name} + "' was not cancelled, but " +
         (cancelled.empty() ? "none was" : cancelled);
}

std::string text_of(const call& x) {
  switch (x.how) {
  case ending::retry:
    return "said retry: " + x.text;
  case ending::reject:
    return "said reject: " + x.text;
  case ending::crash:
    return "threw: " + x.text;
  case ending::done:
    break;
  }
  if (x.published.empty())
    return "was handled, and published nothing";
  std::string names;
  for (const auto& each : x.published)
    names += (names.empty() ? "" : ", ") + name_of(each);
  return "was handled, and published " + names;
}

} // namespace troupe::testing
