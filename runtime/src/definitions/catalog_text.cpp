// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/catalog.hpp"

#include "definitions/schema_view.hpp"
#include "troupe/duration.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

/// The catalog for people, plain and in Markdown.
namespace troupe::definitions {
namespace {

std::string listed(const std::vector<std::string>& names, const std::string& nobody) {
  std::string text;
  for (const auto& name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? nobody : text;
}

/// "version 1, by order_id, transient, of use for 15m".
std::string terms_of(const defined_event& x) {
  auto text = "version " + std::to_string(x.what.version);
  if (!x.what.key.empty())
    text += ", in order by " + std::string{x.what.key};
  if (x.is_transient)
    text += ", transient";
  if (x.what.time_to_live)
    text += ", of use for " + format_duration(*x.what.time_to_live);
  if (!x.what.expires.empty())
    text += ", of use until " + std::string{x.what.expires};
  if (!x.what.owner.empty())
    text += ", owned by " + std::string{x.what.owner};
  return text;
}

struct member_line {
  std::string name;
  std::string type;
};

std::vector<member_line> members_of_shape(const json_shape& shape) {
  std::vector<member_line> all;
  const auto schema = json_schema(shape);
  for (const auto& each : members_in(schema))
    all.push_back({std::string{each.key()}, phrase_of(each.value().as_object())});
  return all;
}

std::string member_lines(const json_shape& shape) {
  const auto all = members_of_shape(shape);
  std::size_t widest = 0;
  for (const auto& each : all)
    widest = std::max(widest, each.name.size());
  std::string text;
  for (const auto& each : all)
    text += "  " + each.name + std::string(widest + 2 - each.name.size(), ' ') + each.type + '\n';
  return text;
}

std::string who(const defined_event& x) {
  return "published by " + listed(x.published_by, "nobody that says so") + "; handled by " +
         listed(x.handled_by, "nobody");
}

/// A cell of a table of Markdown.
std::string cell(std::string text) {
  for (auto at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, 1, '\\');
  return text;
}

std::string member_table(const json_shape& shape) {
  std::string text = "| member | type |\n| --- | --- |\n";
  for (const auto& each : members_of_shape(shape))
    text += "| `" + each.name + "` | " + cell(each.type) + " |\n";
  return text;
}

std::string unsaid_line(const catalog& all) {
  if (all.unsaid.empty())
    return {};
  return "May publish more, for they do not say what they publish: " + listed(all.unsaid, "") +
         ".\n";
}

} // namespace

std::string text_of(const catalog& all) {
  std::string text;
  for (const auto& [name, x] : all.events) {
    text += name + "  " + terms_of(x) + '\n';
    if (!x.what.description.empty())
      text += "  " + std::string{x.what.description} + '\n';
    text += member_lines(x.what.shape) + "  " + who(x) + "\n\n";
  }
  for (const auto& x : all.states)
    text += "state of " + x.service + "  version " + std::to_string(x.versions.newest) +
            ", by key\n" + member_lines(x.shape) + '\n';
  return text + unsaid_line(all);
}

std::string markdown_of(const catalog& all) {
  auto text = "# Events of " + all.name + "\n\n";
  for (const auto& [name, x] : all.events) {
    text += "## `" + name + "`\n\n";
    if (!x.what.description.empty())
      text += std::string{x.what.description} + "\n\n";
    text += "- " + terms_of(x) + "\n- " + who(x) + "\n\n" + member_table(x.what.shape) + '\n';
    for (const auto& example : x.what.examples)
      text += "```json\n" + example + "\n```\n\n";
  }
  if (!all.states.empty())
    text += "# States\n\n";
  for (const auto& x : all.states)
    text += "## `" + x.service + "`\n\n" + member_table(x.shape) + '\n';
  return text + unsaid_line(all);
}

} // namespace troupe::definitions
