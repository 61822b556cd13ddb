// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/junit.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string_view>

namespace troupe::testing {
namespace {

/// Text in XML 1.0, which has no place for control characters.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text)
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\n':
      out += "&#10;";
      break;
    default:
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  return out;
}

std::string seconds(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", x);
  return text;
}

std::string lines_of(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& each : all)
    out += each + '\n';
  return out;
}

std::string began(const std::string& file, const std::string& name, double took) {
  return "    <testcase classname=\"" + escaped(file) + "\" name=\"" + escaped(name) +
         "\" time=\"" + seconds(took) + '"';
}

std::string ended(const char* how, const std::string& first, const std::string& all) {
  return std::string{">\n      <"} + how + " message=\"" + escaped(first) + "\">" + escaped(all) +
         "</" + how + ">\n    </testcase>\n";
}

std::string case_of(const std::string& file, const scenario_result& x) {
  const auto begin = began(file, x.name, x.seconds);
  if (x.passed())
    return begin + "/>\n";
  auto with = "with seed " + std::to_string(x.seed);
  if (!x.again.empty())
    with += "; plays it again: " + x.again;
  return begin + ended("failure", x.failures.front(), lines_of(x.failures) + with + '\n' + x.story);
}

std::string suite_of(const file_result& x) {
  const auto failures = std::count_if(x.scenarios.begin(), x.scenarios.end(),
                                      [](const auto& each) { return !each.passed(); });
  const std::size_t errors = x.complaints.empty() ? 0 : 1;
  double took = 0;
  for (const auto& each : x.scenarios)
    took += each.seconds;
  auto out = "  <testsuite name=\"" + escaped(x.file) + "\" tests=\"" +
             std::to_string(x.scenarios.size() + errors) + "\" failures=\"" +
             std::to_string(failures) + "\" errors=\"" + std::to_string(errors) + "\" time=\"" +
             seconds(took) + "\">\n";
  if (errors > 0)
    out += began(x.file, "the file is sound", 0) +
           ended("error", x.complaints.front(), lines_of(x.complaints));
  for (const auto& each : x.scenarios)
    out += case_of(x.file, each);
  return out + "  </testsuite>\n";
}

} // namespace

std::string junit_of(const std::vector<file_result>& files) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const auto& each : files)
    out += suite_of(each);
  return out + "</testsuites>\n";
}

} // namespace troupe::testing
