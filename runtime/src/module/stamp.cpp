// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/stamp.hpp"

#include "troupe/build_stamp.hpp"
#include "troupe/header_digest.hpp"

#include <algorithm>
#include <vector>

namespace troupe::modules {
namespace {

using parts = std::vector<std::string_view>;

parts parts_of(std::string_view stamp) {
  parts all;
  while (!stamp.empty()) {
    const auto end = stamp.find("; ");
    all.push_back(stamp.substr(0, end));
    stamp.remove_prefix(end == std::string_view::npos ? stamp.size() : end + 2);
  }
  return all;
}

std::string those_not_in(const parts& others, const parts& of) {
  std::string out;
  for (const auto each : of)
    if (std::find(others.begin(), others.end(), each) == others.end())
      out.append(out.empty() ? "" : "; ").append(each);
  return '"' + out + '"';
}

} // namespace

const std::string& own_stamp() {
  static constexpr build_stamp made{TROUPE_VERSION, header_digest, TROUPE_CAF_VERSION};
  static const std::string stamp = made.text;
  return stamp;
}

std::string_view own_version() {
  return TROUPE_VERSION;
}

std::optional<std::string> difference_of(std::string_view module, std::string_view program) {
  if (module == program)
    return std::nullopt;
  if (module.empty())
    return "it was built with an older Troupe";
  const auto theirs = parts_of(module);
  const auto ours = parts_of(program);
  return "it was built with " + those_not_in(ours, theirs) + ", and the program with " +
         those_not_in(theirs, ours);
}

std::optional<std::string> other_stamp(std::string_view module) {
  return difference_of(module, own_stamp());
}

} // namespace troupe::modules
