// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/read_options.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include "deployment/scalar.hpp"

namespace troupe::deploy {
namespace {

void collect_secrets(const node& x, const std::string& path, std::vector<std::string>& to) {
  if (x.secret)
    to.push_back(path);
  for (std::size_t i = 0; i < x.items.size(); ++i)
    collect_secrets(x.items[i], path + "[" + std::to_string(i) + "]", to);
  for (const auto& m : x.members)
    collect_secrets(m.value, path + "." + m.key, to);
}

const node* item_at(const node& list, std::string_view& path) {
  std::size_t index = 0;
  if (path.front() != '[')
    return nullptr;
  const auto end = path.data() + path.size();
  const auto [last, failed] = std::from_chars(path.data() + 1, end, index);
  if (failed != std::errc{} || last == end || *last != ']' || index >= list.items.size())
    return nullptr;
  path.remove_prefix(static_cast<std::size_t>(last + 1 - path.data()));
  return &list.items[index];
}

/// The member that the path goes on with: `.name`, or `["a name"]` where it is no plain word.
const node* member_at(const node& map, std::string_view& path) {
  for (const auto& m : map.members) {
    const auto quoted = "[" + boost::json::serialize(boost::json::string(m.key)) + "]";
    for (const auto& step : {"." + m.key, quoted}) {
      const auto rest = path.substr(0, step.size()) == step ? path.substr(step.size()) : "?";
      if (rest.empty() || rest.front() == '.' || rest.front() == '[') {
        path = rest;
        return &m.value;
      }
    }
  }
  return nullptr;
}

/// The value that a path like `.lines[0].quantity` names, or the nearest one around it.
const node& value_at(const node& options, std::string_view path) {
  const auto* at = &options;
  while (!path.empty()) {
    const auto* next = at->is_sequence() ? item_at(*at, path) : member_at(*at, path);
    if (!next)
      break;
    at = next;
  }
  return *at;
}

void complain(const error& problem, const node& options, complaints& to) {
  const auto& at = value_at(options, problem.where);
  const auto name = problem.where.empty() ? "options" : "option " + problem.where.substr(1);
  const auto split = problem.what.find("; ");
  if (holds_secret(at))
    to.add(at.at, name + " does not fit, and its value, from ${file:}, is not shown",
           "correct what the file holds");
  else
    to.add(at.at, name + ": " + problem.what.substr(0, split),
           split == std::string::npos ? "correct the option" : problem.what.substr(split + 2));
}

} // namespace

void read_options(const section& child, const offers& known, service& into, complaints& to) {
  node options;
  options.kind = node::kinds::map;
  options.at = child.map().at;
  if (const auto* given = child.find("options")) {
    if (!given->is_map())
      return complain_about_kind(*given, "a map of options", "names and values below it", to);
    options = *given;
  }
  // Names are looked at here, where their place is known; the service looks at the values.
  const auto names = known.option_names(into.offer);
  const auto is_unknown = [&](const member& m) {
    if (std::find(names.begin(), names.end(), m.key) != names.end())
      return false;
    to.add(m.at, "the service '" + into.offer + "' has no option '" + m.key + "'",
           advice(m.key, names));
    return true;
  };
  options.members.erase(std::remove_if(options.members.begin(), options.members.end(), is_unknown),
                        options.members.end());
  const auto value = to_json(options, to);
  for (const auto& problem : known.check_options(into.offer, value))
    complain(problem, options, to);
  into.options = value.as_object();
  collect_secrets(options, "", into.secrets);
}

} // namespace troupe::deploy
