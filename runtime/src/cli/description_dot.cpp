// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/description.hpp"

namespace troupe::cli {
namespace {

/// Names of ours need no escape: letters, digits, and `_ - . * >`.
std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

std::string service_node(const std::string& id) {
  return quoted("service " + id);
}

std::string topic_node(const std::string& name) {
  return quoted("topic " + name);
}

void tree_dot(const deploy::supervisor& tree, const std::string& label, int& clusters,
              const std::string& margin, std::string& out) {
  out += margin + "subgraph cluster_" + std::to_string(clusters++) + " {\n";
  const auto ends = tree.auto_shutdown == deploy::auto_shutdowns::never
                        ? ""
                        : ", auto_shutdown " + std::string{name_of(tree.auto_shutdown)};
  out += margin + "  label=" + quoted(label + ": " + std::string{name_of(tree.strategy)} + ends) +
         ";\n";
  for (const auto& each : tree.children) {
    if (const auto* below = std::get_if<deploy::supervisor>(&each.is)) {
      tree_dot(*below, below->id, clusters, margin + "  ", out);
      continue;
    }
    const auto& service = std::get<deploy::service>(each.is);
    const auto times = service.instances == 1 ? "" : " x" + std::to_string(service.instances);
    out += margin + "  " + service_node(service.id) + " [label=" + quoted(service.id + times) +
           ", shape=box" + (service.significant ? ", peripheries=2" : "") + "];\n";
  }
  out += margin + "}\n";
}

} // namespace

std::string description_dot(const description& all) {
  std::string out = "digraph " + quoted(all.what->name) + " {\n  rankdir=LR;\n";
  int clusters = 0;
  tree_dot(all.what->tree, all.what->name, clusters, "  ", out);
  for (const auto* each : deploy::services(all.what->tree))
    for (const auto& needed : each->depends_on)
      if (all.services.count(needed) > 0)
        out += "  " + service_node(each->id) + " -> " + service_node(needed) +
               " [style=dotted, label=\"depends on\"];\n";
  for (const auto& [name, view] : all.topics) {
    out += "  " + topic_node(name) + " [label=" + quoted(name) + ", shape=ellipse" +
           (view.is_transient ? ", style=dashed" : "") + "];\n";
    for (const auto& id : view.published_by)
      out += "  " + service_node(id) + " -> " + topic_node(name) + ";\n";
    for (const auto& id : view.handled_by)
      out += "  " + topic_node(name) + " -> " + service_node(id) + ";\n";
  }
  return out + "}\n";
}

} // namespace troupe::cli
