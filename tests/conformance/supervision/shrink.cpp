// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/generator.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace troupe::conformance {

namespace {

using scenarios = std::vector<scenario>;

void without_steps(const scenario& x, scenarios& out) {
  for (std::size_t i = x.steps.size(); i-- > 0;) {
    auto less = x;
    const auto first = less.steps.begin() + static_cast<std::ptrdiff_t>(i);
    if (first->what == step::kind::resume)
      continue;
    if (first->what == step::kind::suspend) {
      auto last = first;
      while (last->what != step::kind::resume)
        ++last;
      less.steps.erase(last);
    }
    less.steps.erase(less.steps.begin() + static_cast<std::ptrdiff_t>(i));
    out.push_back(std::move(less));
  }
}

template <class Change>
void with_each_node(const scenario& whole, std::vector<std::size_t>& way, const node& x,
                    scenarios& out, const Change& change) {
  auto less = whole;
  auto* there = &less.root;
  for (auto i : way)
    there = &there->children[i];
  if (change(*there))
    out.push_back(std::move(less));
  for (std::size_t i = 0; i < x.children.size(); ++i) {
    way.push_back(i);
    with_each_node(whole, way, x.children[i], out, change);
    way.pop_back();
  }
}

bool without_last_child(node& x) {
  if (x.is_dynamic() || x.children.empty())
    return false;
  x.children.pop_back();
  return true;
}

bool without_first_child(node& x) {
  if (x.is_dynamic() || x.children.size() < 2)
    return false;
  x.children.erase(x.children.begin());
  return true;
}

bool without_script(node& x) {
  const bool had = !x.fails.empty() || !x.ignores.empty() || x.fails_from > 0;
  x.fails.clear();
  x.ignores.clear();
  x.fails_from = 0;
  return had;
}

bool without_shutdown(node& x) {
  const bool had = x.spec.shutdown.has_value() && !x.hangs;
  if (had)
    x.spec.shutdown.reset();
  return had;
}

bool without_hanging(node& x) {
  return std::exchange(x.hangs, false);
}

bool without_own_end(node& x) {
  return !std::exchange(x.ends_with, {}).empty();
}

bool not_significant(node& x) {
  return std::exchange(x.spec.significant, false);
}

} // namespace

bool is_playable(const scenario& x) {
  std::string suspended;
  std::set<std::string> ended;
  for (const auto& each : x.steps) {
    if (each.what == step::kind::suspend) {
      if (!suspended.empty())
        return false;
      suspended = each.path;
    } else if (each.what == step::kind::resume) {
      suspended.clear();
      ended.clear();
    } else if (!suspended.empty()) {
      const bool is_call = each.what == step::kind::start || each.what == step::kind::terminate ||
                           each.what == step::kind::restart || each.what == step::kind::remove;
      const bool is_end =
          each.what == step::kind::exit && each.path.substr(0, each.path.rfind('/')) == suspended;
      if (!is_end && !(is_call && each.path == suspended))
        return false;
      // OTP means the process that has ended, we the child that is restarted.
      const auto* of = find_node(x.root, suspended);
      if (of && of->is_dynamic() && is_call && ended.count(suspended + '/' + each.id) > 0)
        return false;
      if (is_end)
        ended.insert(each.path);
    }
  }
  return suspended.empty();
}

scenario shrink(scenario failing, const std::function<bool(const scenario&)>& differs) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    scenarios all;
    std::vector<std::size_t> way;
    without_steps(failing, all);
    for (auto* change : {without_last_child, without_first_child, without_script, without_shutdown,
                         without_hanging, without_own_end, not_significant})
      with_each_node(failing, way, failing.root, all, change);
    for (auto& less : all) {
      if (!is_playable(less) || !differs(less))
        continue;
      failing = std::move(less);
      smaller = true;
      break;
    }
  }
  return failing;
}

} // namespace troupe::conformance
