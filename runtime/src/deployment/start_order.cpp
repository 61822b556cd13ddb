// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/start_order.hpp"

#include "deployment/section.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace troupe::deploy {
namespace {

/// A child as the order sees it; the root has no id.
struct starter {
  std::string id;
  const starter* parent = nullptr;
  std::size_t index = 0; ///< among its siblings
  std::vector<std::string> depends_on{};
  std::vector<const starter*> children{};
};

/// That one waits for another, as the n-th of what it depends on.
struct dependency {
  const starter* from;
  const starter* to;
  std::size_t n;

  friend bool operator<(const dependency& a, const dependency& b) {
    return std::tie(a.from->id, a.n) < std::tie(b.from->id, b.n);
  }
};

bool is_below(const starter& x, const starter& above) {
  for (const auto* at = x.parent; at != nullptr; at = at->parent)
    if (at == &above)
      return true;
  return false;
}

std::string quoted(const std::string& id) {
  return "'" + id + "'";
}

/// What has to be so before a child is ready: it is started, and its own children are; and before
/// it is started: its supervisor is, and all that it depends on is ready.
struct step {
  const starter* who;
  bool ready;

  friend bool operator<(const step& a, const step& b) {
    return std::tie(a.who, a.ready) < std::tie(b.who, b.ready);
  }
};

class order_check {
public:
  order_check(const supervisor& tree, const said_places& places, complaints& to)
      : places_(places), to_(to) {
    add_children(tree, all_.emplace_back());
  }

  void run() {
    std::vector<dependency> sound;
    for (const auto& x : all_)
      for (std::size_t n = 0; n < x.depends_on.size(); ++n)
        if (const auto* to = known(x, n))
          sound.push_back({&x, to, n});
    for (const auto& x : sound)
      dependencies_[x.from].push_back(x);
    for (const auto& x : sound)
      if (!complain_about_circle(x))
        complain_about_order(x);
  }

private:
  void add_children(const supervisor& tree, starter& into) {
    for (const auto& each : tree.children) {
      auto& next = all_.emplace_back();
      next = {each.id(), &into, into.children.size(),
              std::visit([](const auto& x) { return x.depends_on; }, each.is)};
      into.children.push_back(&next);
      by_id_[next.id] = &next;
      if (const auto* below = std::get_if<supervisor>(&each.is))
        add_children(*below, next);
    }
  }

  void complain(const starter& who, std::size_t n, std::string what, std::string to_do) {
    const auto* at = places_.find(who.id, dependency_key(n));
    to_.add(at ? *at : place{}, std::move(what), std::move(to_do));
  }

  /// Whom it depends on; null where that cannot be, which is complained about.
  const starter* known(const starter& x, std::size_t n) {
    const auto& id = x.depends_on[n];
    const auto found = by_id_.find(id);
    const auto says = quoted(x.id) + " depends on ";
    if (found == by_id_.end()) {
      std::vector<std::string> names;
      for (const auto& [name, _] : by_id_)
        names.push_back(name);
      complain(x, n, says + quoted(id) + ", which no child has as its id", advice(id, names));
      return nullptr;
    }
    const auto& other = *found->second;
    const auto remove = "leave it out";
    if (std::find(x.depends_on.begin(), x.depends_on.begin() + static_cast<std::ptrdiff_t>(n),
                  id) != x.depends_on.begin() + static_cast<std::ptrdiff_t>(n))
      complain(x, n, says + quoted(id) + " twice", remove);
    else if (&other == &x)
      complain(x, n, says + "itself", remove);
    else if (is_below(x, other))
      complain(x, n,
               says + quoted(id) + ", which it stands below and which is ready only when it is",
               remove);
    else if (is_below(other, x))
      complain(x, n, says + quoted(id) + ", which stands below it and is started as a part of it",
               remove);
    else
      return &other;
    return nullptr;
  }

  /// What has to be so before, and through which dependency.
  std::vector<std::pair<step, std::optional<dependency>>> before(const step& x) const {
    std::vector<std::pair<step, std::optional<dependency>>> all;
    if (x.ready) {
      all.push_back({{x.who, false}, {}});
      for (const auto* child : x.who->children)
        all.push_back({{child, true}, {}});
      return all;
    }
    if (x.who->parent != nullptr)
      all.push_back({{x.who->parent, false}, {}});
    if (const auto own = dependencies_.find(x.who); own != dependencies_.end())
      for (const auto& each : own->second)
        all.push_back({{each.to, true}, each});
    return all;
  }

  /// The dependencies on the shortest way from one step to another.
  std::optional<std::vector<dependency>> way(const step& from, const step& to) const {
    std::map<step, std::pair<step, std::optional<dependency>>> came{{from, {from, {}}}};
    std::deque<step> next{from};
    for (; !next.empty(); next.pop_front())
      for (const auto& [step_before, through] : before(next.front()))
        if (came.try_emplace(step_before, next.front(), through).second)
          next.push_back(step_before);
    if (came.count(to) == 0)
      return std::nullopt;
    std::vector<dependency> all;
    for (auto at = to; from < at || at < from; at = came.at(at).first)
      if (const auto& through = came.at(at).second)
        all.push_back(*through);
    std::reverse(all.begin(), all.end());
    return all;
  }

  /// True where it is part of one; each is complained about once.
  bool complain_about_circle(const dependency& x) {
    auto rest = way({x.to, true}, {x.from, false});
    if (!rest)
      return false;
    rest->insert(rest->begin(), x);
    if (!circles_.insert({rest->begin(), rest->end()}).second)
      return true;
    std::string text;
    for (std::size_t i = 0; i < rest->size(); ++i) {
      const auto& [from, to, n] = (*rest)[i];
      text += (i == 0 ? "" : ", ") + from->id + " waits for " + to->id;
      const auto* after = (*rest)[(i + 1) % rest->size()].from;
      if (after != to)
        text += is_below(*after, *to) ? ", with " + after->id + " below it"
                                      : ", which is below " + after->id;
    }
    complain(*x.from, x.n, "children wait for each other in a circle: " + text,
             "leave one of these out");
    return true;
  }

  /// Siblings start one after the other, each with all that is below it.
  void complain_about_order(const dependency& x) {
    const auto* early = x.to;
    const auto* late = x.from;
    while (early->parent != late->parent) {
      if (is_below(*late, *early->parent))
        late = late->parent;
      else
        early = early->parent;
    }
    if (early->index < late->index)
      return;
    complain(*x.from, x.n,
             quoted(x.from->id) + " depends on " + quoted(x.to->id) + ", which starts after it",
             "write " + quoted(early->id) + " before " + quoted(late->id));
  }

  const said_places& places_;
  complaints& to_;
  std::deque<starter> all_; ///< addresses stay
  std::map<std::string, const starter*> by_id_;
  std::map<const starter*, std::vector<dependency>> dependencies_;
  std::set<std::set<dependency>> circles_;
};

} // namespace

std::string dependency_key(std::size_t n) {
  return "depends_on[" + std::to_string(n) + "]";
}

void check_start_order(const supervisor& tree, const said_places& places, complaints& to) {
  order_check{tree, places, to}.run();
}

} // namespace troupe::deploy
