// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/junit.hpp"

#include <algorithm>
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

std::string case_of(const std::string& file, const scenario_result& x) {
  auto out = "    <testcase classname=\"" + escaped(file) + "\" name=\"" + escaped(x.name) +
             "\" time=\"" + seconds(x.seconds) + '"';
  if (x.passed())
    return out + "/>\n";
  std::string all;
  for (const auto& each : x.failures)
    all += each + '\n';
  return out + ">\n      <failure message=\"" + escaped(x.failures.front()) + "\">" +
         escaped(all + x.story) + "</failure>\n    </testcase>\n";
}

} // namespace

std::string
junit_of(const std::vector<std::pair<std::string, std::vector<scenario_result>>>& files) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const auto& [file, results] : files) {
    const auto failures =
        std::count_if(results.begin(), results.end(), [](const auto& x) { return !x.passed(); });
    double took = 0;
    for (const auto& each : results)
      took += each.seconds;
    out += "  <testsuite name=\"" + escaped(file) + "\" tests=\"" + std::to_string(results.size()) +
           "\" failures=\"" + std::to_string(failures) + "\" time=\"" + seconds(took) + "\">\n";
    for (const auto& each : results)
      out += case_of(file, each);
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

} // namespace troupe::testing
