// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/prospects.hpp"

#include "assembly/tree_specs.hpp"

#include <utility>

namespace troupe::assembly {
namespace {

/// A supervisor on the way from a child to the root, the nearest first.
struct step {
  std::string path;
  supervision::supervisor_spec spec;
  supervision::child_spec child;
  /// What the child ends with when it gives up restarts it even if it is transient.
  bool is_service = false;
};

std::vector<prospect> follow(const std::vector<step>& way) {
  std::vector<prospect> all;
  supervision::escalation_forecast lives{0, {}, std::chrono::nanoseconds{0}};
  for (const auto& x : way) {
    prospect next{x.path, x.child.id};
    next.restarts = x.child.restart == supervision::restart_type::permanent ||
                    (x.child.restart == supervision::restart_type::transient && x.is_service);
    if (next.restarts)
      next.gives_up = supervision::forecast_escalation(x.spec, x.child.backoff, lives);
    all.push_back(next);
    if (!next.gives_up)
      break;
    lives = *next.gives_up;
  }
  return all;
}

void collect(const deploy::supervisor& tree, const std::string& path,
             const std::vector<step>& above, std::map<std::string, std::vector<prospect>>& into) {
  const auto with_above = [&](step first) {
    std::vector<step> way{std::move(first)};
    way.insert(way.end(), above.begin(), above.end());
    return way;
  };
  for (const auto& each : tree.children) {
    const auto own = path + '/' + each.id();
    if (const auto* below = std::get_if<deploy::supervisor>(&each.is)) {
      collect(*below, own, with_above({path, spec_of(tree), child_spec_of(*below)}), into);
      continue;
    }
    const auto& service = std::get<deploy::service>(each.is);
    auto way = with_above({path, spec_of(tree), child_spec_of(service), true});
    if (service.instances > 1)
      way.insert(way.begin(),
                 {own, instances_spec_of(service, tree), instance_spec_of(service, 0), true});
    into[service.id] = follow(way);
  }
}

void collect_idle(const deploy::supervisor& tree, std::vector<idle_limit>& into) {
  for (const auto& each : tree.children) {
    const auto spec = std::visit([](const auto& x) { return child_spec_of(x); }, each.is);
    for (auto& x : supervision::check_effect(spec_of(tree), spec))
      into.push_back({each.id(), x.name == "backoff_never_acts",
                      spec.restart == supervision::restart_type::temporary, std::move(x.text)});
    if (const auto* below = std::get_if<deploy::supervisor>(&each.is))
      collect_idle(*below, into);
  }
}

} // namespace

std::map<std::string, std::vector<prospect>> prospects(const deploy::deployment& what) {
  std::map<std::string, std::vector<prospect>> all;
  collect(what.tree, what.name, {}, all);
  return all;
}

std::vector<std::string> words_of(const std::vector<prospect>& all) {
  std::vector<std::string> words;
  for (const auto& x : all)
    words.push_back((words.empty() ? "" : "then " + x.child + ' ') +
                    (x.restarts ? supervision::to_string(x.gives_up) : "is not started again"));
  return words;
}

std::string to_string(const std::vector<prospect>& all) {
  std::string text;
  for (const auto& x : words_of(all))
    text += (text.empty() ? "" : "; ") + x;
  return text;
}

std::vector<idle_limit> idle_limits(const deploy::deployment& what) {
  std::vector<idle_limit> all;
  collect_idle(what.tree, all);
  return all;
}

} // namespace troupe::assembly
