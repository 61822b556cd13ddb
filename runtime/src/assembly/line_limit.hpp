// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace troupe::assembly {

/// How often the log says the same of the same child: a few times a minute, for one that crashes
/// all the time would fill it. What is not said is counted, and told with the next line. Pure.
class line_limit {
public:
  static constexpr std::uint64_t lines_per_child = 5;
  static constexpr std::chrono::minutes period{1};

  /// Nothing, where the line is not to be shown; else how many were not shown since the last one.
  std::optional<std::uint64_t> ask(const std::string& child, std::chrono::nanoseconds now) {
    auto& of = children_[child];
    if (now - of.since >= period) {
      of.since = now;
      of.shown = 0;
    }
    if (of.shown < lines_per_child) {
      ++of.shown;
      return std::exchange(of.left_out, 0);
    }
    ++of.left_out;
    ++left_out_;
    return std::nullopt;
  }

  /// Of all children, since the beginning.
  std::uint64_t left_out() const noexcept { return left_out_; }

private:
  struct said {
    std::chrono::nanoseconds since{std::chrono::nanoseconds::min() / 2};
    std::uint64_t shown = 0;
    std::uint64_t left_out = 0;
  };

  std::map<std::string, said> children_;
  std::uint64_t left_out_ = 0;
};

} // namespace troupe::assembly
