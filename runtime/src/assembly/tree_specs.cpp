// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/tree_specs.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <variant>

namespace troupe::assembly {
namespace {

supervision::shutdown_policy policy_of(const deploy::shutdown& x) {
  switch (x.kind) {
  case deploy::shutdown::kinds::brutal:
    return supervision::shutdown_policy::brutal();
  case deploy::shutdown::kinds::infinity:
    return supervision::shutdown_policy::infinity();
  case deploy::shutdown::kinds::within:
    break;
  }
  return supervision::shutdown_policy::after(x.time);
}

supervision::restart_type restart_of(deploy::restarts x) {
  switch (x) {
  case deploy::restarts::transient:
    return supervision::restart_type::transient;
  case deploy::restarts::temporary:
    return supervision::restart_type::temporary;
  case deploy::restarts::permanent:
    break;
  }
  return supervision::restart_type::permanent;
}

void add_paths(const deploy::supervisor& tree, const std::string& path,
               std::map<std::string, std::string>& into) {
  for (const auto& each : tree.children) {
    const auto own = path + '/' + each.id();
    into[each.id()] = own;
    if (const auto* below = std::get_if<deploy::supervisor>(&each.is))
      add_paths(*below, own, into);
  }
}

void add_needs(const deploy::child& x, std::set<std::string>& inside, std::set<std::string>& into) {
  inside.insert(x.id());
  const auto& own = std::visit(
      [](const auto& y) -> const auto& { return y.depends_on; }, x.is);
  into.insert(own.begin(), own.end());
  if (const auto* tree = std::get_if<deploy::supervisor>(&x.is))
    for (const auto& below : tree->children)
      add_needs(below, inside, into);
}

} // namespace

supervision::supervisor_spec spec_of(const deploy::supervisor& x) {
  supervision::supervisor_spec spec;
  switch (x.strategy) {
  case deploy::strategies::one_for_one:
    spec.strategy = supervision::strategy::one_for_one;
    break;
  case deploy::strategies::one_for_all:
    spec.strategy = supervision::strategy::one_for_all;
    break;
  case deploy::strategies::rest_for_one:
    spec.strategy = supervision::strategy::rest_for_one;
    break;
  }
  spec.intensity = static_cast<std::uint32_t>(x.intensity);
  spec.period = x.period;
  switch (x.auto_shutdown) {
  case deploy::auto_shutdowns::any:
    spec.auto_shutdown = supervision::auto_shutdown::any;
    break;
  case deploy::auto_shutdowns::all:
    spec.auto_shutdown = supervision::auto_shutdown::all;
    break;
  case deploy::auto_shutdowns::never:
    break;
  }
  return spec;
}

supervision::child_spec child_spec_of(const deploy::supervisor& x) {
  supervision::child_spec spec{x.id};
  spec.restart = restart_of(x.restart);
  spec.type = supervision::child_type::supervisor;
  spec.shutdown = policy_of(x.shutdown);
  spec.significant = x.significant;
  spec.backoff = x.backoff;
  return spec;
}

supervision::child_spec child_spec_of(const deploy::service& x) {
  supervision::child_spec spec{x.id};
  spec.restart = restart_of(x.restart);
  spec.significant = x.significant;
  spec.backoff = x.backoff;
  if (x.instances > 1) {
    spec.type = supervision::child_type::supervisor;
  } else {
    spec.start_timeout = x.start_timeout;
    spec.shutdown = policy_of(x.shutdown);
  }
  return spec;
}

supervision::supervisor_spec instances_spec_of(const deploy::service& x,
                                               const deploy::supervisor& parent) {
  auto spec = spec_of(parent);
  spec.strategy = supervision::strategy::one_for_one;
  spec.auto_shutdown = x.restart == deploy::restarts::permanent ? supervision::auto_shutdown::never
                                                                : supervision::auto_shutdown::all;
  return spec;
}

supervision::child_spec instance_spec_of(const deploy::service& x, std::size_t index) {
  supervision::child_spec spec{std::to_string(index + 1)};
  spec.restart = restart_of(x.restart);
  spec.shutdown = policy_of(x.shutdown);
  spec.significant = x.restart != deploy::restarts::permanent;
  spec.start_timeout = x.start_timeout;
  spec.backoff = x.backoff;
  return spec;
}

std::map<std::string, std::string> paths_of(const deploy::deployment& x) {
  std::map<std::string, std::string> all;
  add_paths(x.tree, x.name, all);
  return all;
}

std::vector<std::string> needs_of(const deploy::child& x) {
  std::set<std::string> inside;
  std::set<std::string> needed;
  add_needs(x, inside, needed);
  std::vector<std::string> all;
  std::set_difference(needed.begin(), needed.end(), inside.begin(), inside.end(),
                      std::back_inserter(all));
  return all;
}

} // namespace troupe::assembly
