// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/difference.hpp"

#include "deployment/said_values.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace troupe::deploy {
namespace {

struct placed_child {
  const child* is = nullptr;
  std::string path;

  const service* as_service() const { return std::get_if<service>(&is->is); }
  const supervisor* as_supervisor() const { return std::get_if<supervisor>(&is->is); }
};

void collect(const supervisor& tree, const std::string& path, std::vector<placed_child>& into) {
  for (const auto& each : tree.children) {
    const auto own = path + '/' + each.id();
    into.push_back({&each, own});
    if (const auto* below = std::get_if<supervisor>(&each.is))
      collect(*below, own, into);
  }
}

std::vector<placed_child> children_of(const deployment& x) {
  std::vector<placed_child> all;
  collect(x.tree, x.name, all);
  return all;
}

std::vector<changed_value> changes_between(const said_values& from, const said_values& to) {
  const std::map<std::string, std::string> before{from.begin(), from.end()};
  const std::map<std::string, std::string> after{to.begin(), to.end()};
  std::vector<changed_value> all;
  for (const auto& [key, text] : to) {
    const auto old = before.find(key);
    if (old == before.end() || old->second != text)
      all.push_back({key, old == before.end() ? "" : old->second, text});
  }
  for (const auto& [key, text] : from)
    if (after.count(key) == 0)
      all.push_back({key, text, ""});
  return all;
}

/// Those of secrets are not in the texts that are compared.
void add_changed_secrets(const service& from, const service& to, std::vector<changed_value>& into) {
  const bool is_told = std::any_of(into.begin(), into.end(), [](const changed_value& x) {
    return x.key.compare(0, 8, "options.") == 0;
  });
  if (!is_told && (from.options != to.options || from.secrets != to.secrets))
    into.push_back({"options", "***", "***"});
}

std::vector<changed_value> changes_of(const service& from, const service& to) {
  auto all = changes_between(said_by(from), said_by(to));
  add_changed_secrets(from, to, all);
  return all;
}

/// The children that both have, in the order of the first.
std::string order_of(const supervisor& of, const supervisor& other) {
  std::string out;
  for (const auto& each : of.children)
    if (std::any_of(other.children.begin(), other.children.end(),
                    [&](const child& x) { return x.id() == each.id(); }))
      out += (out.empty() ? "" : ", ") + each.id();
  return out;
}

std::vector<changed_value> changes_of(const supervisor& from, const supervisor& to) {
  auto all = changes_between(said_by(from), said_by(to));
  auto before = order_of(from, to);
  auto after = order_of(to, from);
  if (before != after)
    all.push_back({"children", std::move(before), std::move(after)});
  return all;
}

changed_child compare(const placed_child& from, const placed_child& to) {
  changed_child made{to.is->id(), fates::unchanged, to.as_supervisor() != nullptr,
                     from.path,   to.path,          {}};
  if (from.as_supervisor() != nullptr) {
    made.changes = changes_of(*from.as_supervisor(), *to.as_supervisor());
  } else {
    made.changes = changes_of(*from.as_service(), *to.as_service());
    if (from.path != to.path)
      made.changes.insert(made.changes.begin(), {"place", from.path, to.path});
    if (!made.changes.empty())
      made.fate = fates::restarted;
  }
  return made;
}

/// A service may move and is the same; a supervisor elsewhere is another one.
bool is_same(const placed_child& from, const placed_child& to) {
  if (from.is->is.index() != to.is->is.index())
    return false;
  return from.as_service() != nullptr || from.path == to.path;
}

/// How long a supervisor may be down tells who waits for those below it, while they run.
void take_out_fixed(changed_child& of, std::vector<changed_value>& into) {
  const auto is_fixed = [](const changed_value& x) { return x.key == "restart"; };
  if (!of.is_supervisor)
    return;
  for (const auto& each : of.changes)
    if (is_fixed(each))
      into.push_back({of.id + ".restart", each.from, each.to});
  std::erase_if(of.changes, is_fixed);
}

} // namespace

bool difference::changes_anything() const {
  return std::any_of(children.begin(), children.end(), [](const changed_child& x) {
    return x.fate != fates::unchanged || !x.changes.empty();
  });
}

std::set<std::string> difference::replaced_services() const {
  std::set<std::string> all;
  for (const auto& each : children)
    if (!each.is_supervisor && each.fate != fates::unchanged)
      all.insert(each.id);
  return all;
}

difference compare(const deployment& from, const deployment& to) {
  difference made;
  made.fixed = changes_between(said_around_the_tree(from), said_around_the_tree(to));
  auto before = children_of(from);
  const changed_child root{to.name,   fates::unchanged, true,
                           from.name, to.name,          changes_of(from.tree, to.tree)};
  if (!root.changes.empty())
    made.children.push_back(root);
  for (const auto& each : children_of(to)) {
    const auto old = std::find_if(before.begin(), before.end(), [&](const placed_child& x) {
      return x.is->id() == each.is->id() && is_same(x, each);
    });
    if (old == before.end()) {
      made.children.push_back(
          {each.is->id(), fates::started, each.as_supervisor() != nullptr, {}, each.path, {}});
      continue;
    }
    made.children.push_back(compare(*old, each));
    take_out_fixed(made.children.back(), made.fixed);
    before.erase(old);
  }
  for (const auto& each : before)
    made.children.push_back(
        {each.is->id(), fates::stopped, each.as_supervisor() != nullptr, each.path, {}, {}});
  return made;
}

} // namespace troupe::deploy
