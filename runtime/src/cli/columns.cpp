// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/columns.hpp"

#include "troupe/time.hpp"

#include <algorithm>

namespace troupe::cli {
namespace {

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

} // namespace

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string to_the_second(time_point at) {
  return format_time(at).substr(0, 19) + 'Z';
}

std::string left(std::string_view text, std::size_t width) {
  return std::string{text} + std::string(width - std::min(width, width_of(text)), ' ');
}

std::string right(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ') + std::string{text};
}

std::string cut(std::string_view text, std::size_t width) {
  if (width_of(text) <= width)
    return std::string{text};
  const auto most = width > 3 ? width - 3 : 0;
  std::size_t seen = 0;
  const auto end = std::find_if(text.begin(), text.end(),
                                [&](char c) { return begins_character(c) && seen++ == most; });
  return std::string{text.begin(), end} + "...";
}

std::string listed(const std::vector<std::string>& names, std::string_view nothing) {
  if (names.empty())
    return std::string{nothing};
  std::string out = names.front();
  for (std::size_t i = 1; i < names.size(); ++i)
    out += (i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

std::string wrapped(const std::vector<std::string>& words, std::size_t margin, std::size_t width) {
  std::string out;
  std::size_t column = margin;
  for (const auto& word : words) {
    if (column > margin && column + 2 + width_of(word) > width) {
      out += '\n' + std::string(margin, ' ');
      column = margin;
    } else if (column > margin) {
      out += "  ";
      column += 2;
    }
    out += word;
    column += width_of(word);
  }
  return out;
}

} // namespace troupe::cli
