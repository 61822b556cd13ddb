// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/output.hpp"

#include "troupe/json.hpp"

#include <algorithm>
#include <cstdio>

namespace troupe::cli {
namespace {

constexpr std::size_t one_line_max = 80;

template <class Each>
std::string lines(std::size_t depth, char open, char close, const Each& each) {
  std::string out{open};
  const std::string margin(2 * (depth + 1), ' ');
  bool is_first = true;
  each([&](const std::string& part) {
    out += (is_first ? "\n" : ",\n") + margin + part;
    is_first = false;
  });
  return out + '\n' + std::string(2 * depth, ' ') + close;
}

bool is_flat(const boost::json::value& x) {
  const auto is_leaf = [](const boost::json::value& y) {
    return y.is_primitive() || y.is_string();
  };
  if (const auto* list = x.if_array())
    return std::all_of(list->begin(), list->end(), is_leaf);
  if (const auto* map = x.if_object())
    return std::all_of(map->begin(), map->end(), [&](const auto& m) { return is_leaf(m.value()); });
  return true;
}

std::string pretty(const boost::json::value& x, std::size_t depth) {
  const auto short_form = to_json(x);
  // The whole of an answer is shown a member a line, however small it is.
  if (is_flat(x) && short_form.size() <= one_line_max && (depth > 0 || !x.is_object()))
    return short_form;
  if (const auto* map = x.if_object(); map && !map->empty())
    return lines(depth, '{', '}', [&](const auto& add) {
      for (const auto& member : *map)
        add(to_json(std::string{member.key()}) + ": " + pretty(member.value(), depth + 1));
    });
  if (const auto* list = x.if_array(); list && !list->empty())
    return lines(depth, '[', ']', [&](const auto& add) {
      for (const auto& item : *list)
        add(pretty(item, depth + 1));
    });
  return short_form;
}

} // namespace

std::string pretty_json(const boost::json::value& x) {
  return pretty(x, 0);
}

std::string pretty_json(std::string_view text) {
  const auto parsed = parse_json(text);
  return parsed ? pretty(*parsed, 0) : std::string{text};
}

std::string embedded_json(std::string_view text) {
  return parse_json(text) ? std::string{text} : to_json(text);
}

std::string grouped(std::uint64_t number) {
  auto text = std::to_string(number);
  for (auto at = text.size(); at > 3; at -= 3)
    text.insert(at - 3, " ");
  return text;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return grouped(count).append(1, ' ').append(count == 1 ? one : many);
}

bool print(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
         std::fflush(stdout) == 0;
}

} // namespace troupe::cli
