// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/override.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "deployment/document.hpp"
#include "deployment/keys.hpp"
#include "deployment/section.hpp"

namespace troupe::deploy {
namespace {

using path = std::span<const std::string>;

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> result;
  for (std::size_t at = 0;;) {
    const auto dot = text.find('.', at);
    result.emplace_back(text.substr(at, dot - at));
    if (dot == std::string_view::npos)
      return result;
    at = dot + 1;
  }
}

/// A topic's name has dots of its own: it is what stands between `topics` and the topic's key.
std::vector<std::string> with_topic_joined(std::vector<std::string> steps) {
  if (steps.size() < 3 || steps.front() != "topics")
    return steps;
  const auto ends_in_key = keys::topic.find(steps.back()) != nullptr;
  std::string name;
  for (auto at = steps.begin() + 1; at != steps.end() - (ends_in_key ? 1 : 0); ++at)
    name += (name.empty() ? "" : ".") + *at;
  std::vector<std::string> result{"topics", name};
  if (ends_in_key)
    result.push_back(steps.back());
  return result;
}

node value_of(const override_value& x, place at, complaints& to) {
  constexpr std::string_view structured = "\"'[{";
  if (x.value.empty() || structured.find(x.value.front()) == std::string_view::npos)
    return plain_value(x.value, at, to);
  node broken;
  broken.at = at;
  broken.broken = true;
  return load_value(x.value, at, to).value_or(std::move(broken));
}

/// Sets the value at the end of the path, making maps where there is nothing yet.
void put(node& map, path steps, node value, complaints& to) {
  if (map.is_null()) {
    map.kind = node::kinds::map;
    map.at = value.at;
  }
  if (!map.is_map()) {
    to.add(value.at, "there is " + shown(map) + " where '" + steps.front() + "' would be set",
           "name a key of a map");
    return;
  }
  auto* found = map.find(steps.front());
  if (!found) {
    map.members.push_back({steps.front(), value.at, {}});
    found = &map.members.back();
  }
  if (steps.size() > 1)
    return put(found->value, steps.subspan(1), std::move(value), to);
  found->at = value.at;
  found->value = std::move(value);
}

node* child_at(node& supervisor, std::string_view id) {
  auto* children = supervisor.find("children");
  if (!children)
    return nullptr;
  for (auto& child : children->value.items) {
    const auto* own = child.find("id");
    if (own && own->value.text == id)
      return &child;
    if (auto* below = child_at(child, id))
      return below;
  }
  return nullptr;
}

void collect_ids(const node& supervisor, std::vector<std::string>& to) {
  const auto* children = supervisor.find("children");
  if (!children)
    return;
  for (const auto& child : children->value.items) {
    if (const auto* id = child.find("id"); id && id->value.is_scalar())
      to.push_back(id->value.text);
    collect_ids(child, to);
  }
}

/// The names that may begin a path.
std::vector<std::string> beginnings(const node& root) {
  auto result = keys::root.names();
  if (const auto* tree = root.find("tree"))
    collect_ids(tree->value, result);
  return result;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> options_of(const node& child, const offers& known) {
  const auto* offer = child.find("service");
  if (!offer || !contains(known.services(), offer->value.text))
    return {};
  return known.option_names(offer->value.text);
}

} // namespace

result<override_value> parse_override(std::string_view text) {
  const auto equals = text.find('=');
  const auto steps = split(text.substr(0, equals));
  if (equals == std::string_view::npos || contains(steps, ""))
    return error{ec::malformed, "'" + std::string(text) +
                                    "' is not PATH=VALUE; write --set journal.path=var/shop.db or "
                                    "--set <child id>.<name>=VALUE"};
  return override_value{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

bool override_section(node& root, const override_value& x, int number, complaints& to) {
  const auto steps = with_topic_joined(split(x.path));
  if (!keys::root.find(steps.front()))
    return false;
  if (root.is_map() || root.is_null())
    put(root, steps, value_of(x, {number, 0, 0}, to), to);
  return true;
}

void override_child(node& root, const override_value& x, int number, const offers& known,
                    complaints& to) {
  const place at{number, 0, 0};
  const auto steps = split(x.path);
  auto* tree = root.find("tree");
  auto* child = tree ? child_at(tree->value, steps.front()) : nullptr;
  if (!child)
    return to.add(at, "'" + steps.front() + "' is neither a section nor a child's id",
                  advice(steps.front(), beginnings(root)));
  if (steps.size() == 1)
    return to.add(at, "a child cannot be set as a whole",
                  "write --set " + steps.front() + ".<name>=VALUE");
  const auto is_service = child->find("service") != nullptr;
  const auto& own = is_service ? keys::service : keys::supervisor;
  const auto options = options_of(*child, known);
  if (contains(options, steps[1])) {
    auto below = steps;
    below.front() = "options";
    put(*child, below, value_of(x, at, to), to);
  } else if (own.find(steps[1])) {
    put(*child, path(steps).subspan(1), value_of(x, at, to), to);
  } else if (!is_service || !options.empty() ||
             contains(known.services(), child->find("service")->value.text)) {
    auto names = options;
    for (auto& name : own.names())
      names.push_back(std::move(name));
    to.add(at, "'" + steps[1] + "' is neither an option nor a key of '" + steps.front() + "'",
           advice(steps[1], names));
  }
}

} // namespace troupe::deploy
