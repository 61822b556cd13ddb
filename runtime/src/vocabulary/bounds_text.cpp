// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/bounds_text.hpp"

#include "troupe/json.hpp"

#include <cmath>

namespace troupe {
namespace {

std::string in_words(const std::string& least, const std::string& most) {
  if (least == most)
    return least.empty() ? "" : "exactly " + least;
  if (!least.empty() && !most.empty())
    return least + " to " + most;
  return least.empty() ? "at most " + most : "at least " + least;
}

} // namespace

std::string integer_bounds_text(const constraint& x) {
  const constraint unsaid;
  return in_words(x.least == unsaid.least ? "" : std::to_string(x.least),
                  x.most == unsaid.most ? "" : std::to_string(x.most));
}

std::string number_bounds_text(const constraint& x) {
  std::string text;
  if (std::isfinite(x.low))
    text = (x.above_low ? "more than " : "at least ") + to_json(x.low);
  if (std::isfinite(x.high))
    text += (text.empty() ? "" : " and ") + std::string{x.below_high ? "less than " : "at most "} +
            to_json(x.high);
  return text;
}

std::string size_bounds_text(const constraint& x, const std::string& one) {
  const auto most = x.most == constraint{}.most ? "" : std::to_string(x.most);
  const auto words = in_words(x.least <= 0 && most != "0" ? "" : std::to_string(x.least), most);
  const bool is_one = most == "1" || (most.empty() && x.least == 1);
  return words.empty() ? words : words + ' ' + one + (is_one ? "" : "s");
}

} // namespace troupe
