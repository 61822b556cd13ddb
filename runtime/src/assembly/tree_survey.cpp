// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/tree_survey.hpp"

#include "assembly/tree_change.hpp"
#include "vocabulary/nearest.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

namespace troupe::assembly {
namespace {

/// To itself: the errand holds itself by it until it has asked somebody.
struct begin_errand {};

class lister {
public:
  void list(const deploy::supervisor& tree, const std::string& path,
            const std::vector<surveyed_child>& found, bool has_supervisor) {
    for (const auto& each : tree.children) {
      const auto own = path + '/' + each.id();
      const auto known = std::find_if(found.begin(), found.end(),
                                      [&](const auto& x) { return x.report.path == own; });
      const auto* is = known == found.end() ? nullptr : &*known;
      const auto* below = std::get_if<deploy::supervisor>(&each.is);
      all_.push_back(
          {each.id(), own,
           below != nullptr ? control::child_kind::supervisor : control::child_kind::service, is,
           has_supervisor});
      if (below != nullptr)
        list(*below, own, is != nullptr ? is->below : none_,
             is != nullptr && is->report.handle != nullptr);
      else if (is != nullptr)
        for (const auto& instance : is->below)
          all_.push_back({each.id() + '/' + id_in(instance.report.path),
                          instance.report.path, control::child_kind::instance, &instance});
    }
  }

  std::vector<listed_child> take() { return std::move(all_); }

private:
  const std::vector<surveyed_child> none_{};
  std::vector<listed_child> all_;
};

} // namespace
} // namespace troupe::assembly

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::assembly::begin_errand)

namespace troupe::assembly {

std::vector<listed_child> list_children(const tree_survey& all, const deploy::deployment& what) {
  lister made;
  made.list(what.tree, what.name, all.children, true);
  return made.take();
}

result<listed_child> find_child(const std::vector<listed_child>& all, const std::string& name) {
  std::vector<std::string_view> known;
  for (const auto& each : all) {
    if (each.id == name || each.path == name)
      return each;
    known.push_back(each.id);
  }
  return error{ec::not_found, "there is no child '" + name + "'" + suggestion(name, known)};
}

/// What a survey still waits for.
struct errand::under_way {
  tree_survey found;
  std::size_t open = 0;
  std::function<void(tree_survey)> then;
};

errand::errand(caf::actor_config& config, execution::placement where,
               std::function<void(errand&)> begin)
    : placed_actor(config, std::move(where)), begin_(std::move(begin)) {}

caf::behavior errand::make_behavior() {
  send(this, begin_errand{});
  return {[this](begin_errand) { std::exchange(begin_, nullptr)(*this); }};
}

void errand::survey(const caf::actor& root, std::function<void(tree_survey)> then) {
  const auto all = std::make_shared<under_way>();
  all->then = std::move(then);
  ask(root, all->found.children, all);
}

void errand::ask(const caf::actor& supervisor, std::vector<surveyed_child>& into,
                 std::shared_ptr<under_way> all) {
  ++all->open;
  const auto answered = [all] {
    if (--all->open == 0)
      all->then(std::move(all->found));
  };
  request(supervisor, caf::infinite, supervision::describe_children{})
      .then(
          [this, &into, all, supervisor, answered](const supervision::supervisor_report& x) {
            all->found.abandoned += x.abandoned;
            into.reserve(x.children.size());
            for (const auto& each : x.children)
              into.push_back({each, supervisor, {}});
            for (auto& each : into)
              if (each.report.type == supervision::child_type::supervisor && each.report.handle)
                ask(each.report.handle, each.below, all);
            answered();
          },
          [answered](const caf::error&) { answered(); });
}

void errand::spec_of(const caf::actor& supervisor, const std::string& id,
                     std::function<void(const supervision::found_spec&)> then) {
  request(supervisor, caf::infinite, supervision::get_childspec{id})
      .then([then](const supervision::found_spec& x) { then(x); },
            [then](const caf::error&) { then(supervision::found_spec{}); });
}

} // namespace troupe::assembly
