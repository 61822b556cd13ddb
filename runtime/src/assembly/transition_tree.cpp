// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/member.hpp"
#include "assembly/transition.hpp"
#include "assembly/tree_specs.hpp"
#include "assembly/watch_interval.hpp"
#include "supervision/messages.hpp"

#include <algorithm>
#include <utility>

/// How children are stopped, their supervisors get other specs, and children are started.
namespace troupe::assembly {
namespace {

void add_by_path(std::vector<surveyed_child> all, std::map<std::string, surveyed_child>& into) {
  for (auto& each : all) {
    add_by_path(std::exchange(each.below, {}), into);
    auto path = each.report.path;
    into.emplace(std::move(path), std::move(each));
  }
}

/// A sibling that fails and fails is no reason to wait for ever.
constexpr int put_back_at_most = 20;

/// A supervisor as a deployment says it, and those above it.
struct found_supervisor {
  const deploy::supervisor* is = nullptr;
  std::vector<std::pair<std::string, deploy::restarts>> chain;
  const deploy::child* service = nullptr; ///< below it, where the path is of one with instances
};

found_supervisor find_supervisor(const deploy::deployment& in, const std::string& path) {
  found_supervisor found{&in.tree, {{in.name, deploy::restarts::permanent}}};
  for (auto at = in.name; at != path;) {
    const auto end = path.find('/', at.size() + 1);
    at = path.substr(0, end);
    const auto each = std::find_if(found.is->children.begin(), found.is->children.end(),
                                   [&](const auto& x) { return x.id() == id_in(at); });
    if (const auto* below = std::get_if<deploy::supervisor>(&each->is)) {
      found.is = below;
      found.chain.emplace_back(at, below->restart);
    } else {
      found.service = &*each;
      break;
    }
  }
  return found;
}

} // namespace

void running::transition::survey(std::function<void(errand&)> then) {
  on_control([this, then = std::move(then)](errand& me) {
    me.survey(owner_.root_, [self = shared_from_this(), &me, then](const tree_survey& tree) {
      surveyed_child root;
      root.report.path = self->owner_.deployment_.name;
      root.report.handle = self->owner_.root_;
      self->seen_.clear();
      self->seen_.emplace(root.report.path, root);
      add_by_path(tree.children, self->seen_);
      then(me);
    });
  });
}

/// Null where it does not run: then none of its children does.
caf::actor running::transition::supervisor_at(const std::string& path) const {
  const auto seen = seen_.find(path);
  return seen == seen_.end() ? nullptr : seen->second.report.handle;
}

void running::transition::stop_children() {
  say("stops children");
  survey([this](errand& me) { stop_next(me, 0); });
}

/// Of one that is not there, or whose supervisor has gone meanwhile, nothing is to be stopped.
void running::transition::stop_next(errand& me, std::size_t which) {
  if (which == steps_.stops.size())
    return end_subscriptions();
  remove(me, steps_.stops[which], [this, &me, which] { stop_next(me, which + 1); });
}

void running::transition::remove(errand& me, const std::string& path, std::function<void()> then) {
  const auto supervisor = supervisor_at(path_above(path));
  if (!supervisor)
    return then();
  me.call(supervisor, supervision::remove_child{id_in(path)},
          [self = shared_from_this(), path, then = std::move(then)](const supervision::answer&) {
            self->owner_.watch_.start_is_off(path);
            then();
          });
}

void running::transition::replace_specs() {
  say("replaces specs");
  knows_specs_.clear();
  survey([this](errand& me) { replace_next(me, 0); });
}

/// Where a supervisor does not run, the one above it has got the way to start it.
void running::transition::replace_next(errand& me, std::size_t which) {
  if (which == steps_.replaces.size())
    return replace_missed();
  const auto& path = steps_.replaces[which];
  const auto supervisor = supervisor_at(path);
  if (!supervisor || !knows_specs_.insert(path).second)
    return replace_next(me, which + 1);
  me.call(supervisor, specs_of(path),
          [self = shared_from_this(), &me, which, path](const supervision::answer& said) {
            if (said.refused == supervision::refusal::bad_spec && !self->failure_)
              return self->fail({ec::internal, "the supervisor " + path +
                                                   " refused its new children; please report "
                                                   "this"});
            self->replace_next(me, which + 1);
          });
}

/// Whoever came after the look may have come before the one above it got the way: as it was.
void running::transition::replace_missed() {
  survey([this](errand& me) {
    const bool is_any =
        std::any_of(steps_.replaces.begin(), steps_.replaces.end(), [&](const auto& path) {
          return supervisor_at(path) && knows_specs_.count(path) == 0;
        });
    return is_any ? replace_next(me, 0) : remove_missed(me, 0);
  });
}

/// What goes, and came with its supervisor after all was stopped. From here on none comes so.
void running::transition::remove_missed(errand& me, std::size_t which) {
  if (which == steps_.stops.size())
    return start_children();
  const auto& path = steps_.stops[which];
  if (seen_.count(path) == 0 || is_to_start(path))
    return remove_missed(me, which + 1);
  remove(me, path, [this, &me, which] { remove_missed(me, which + 1); });
}

bool running::transition::is_to_start(const std::string& path) const {
  return std::find(steps_.starts.begin(), steps_.starts.end(), path) != steps_.starts.end();
}

/// Of its temporary children those that have ended stay forgotten.
supervision::replace_specs running::transition::specs_of(const std::string& path) const {
  const auto found = find_supervisor(to_->what, path);
  if (found.service != nullptr) {
    const auto& said = std::get<deploy::service>(found.service->is);
    const auto m = std::find_if(to_->members.begin(), to_->members.end(),
                                [&](const auto* x) { return x->what.id == said.id; });
    return {instances_spec_of(said, *found.is),
            owner_.instances_of(**m, paths_needed_by(*found.service, to_->what))};
  }
  auto children = owner_.children_of(*found.is, found.chain, *to_);
  std::erase_if(children, [&](const supervision::child& x) {
    return x.spec.restart == supervision::restart_type::temporary &&
           !is_to_start(path + '/' + x.spec.id) && seen_.count(path + '/' + x.spec.id) == 0;
  });
  return {spec_of(*found.is), std::move(children)};
}

/// The watch over handlers looks as often as the shortest of their times asks for.
void running::transition::look_as_often_as_needed() {
  if (!owner_.settings_.watches_handlers ||
      watch_interval(before_->what) == watch_interval(to_->what))
    return;
  on_control([this](errand& me) {
    me.call(owner_.system_root_, supervision::renew_child{"handlers"},
            [self = shared_from_this()](const supervision::answer&) {});
  });
}

void running::transition::start_children() {
  say("starts children");
  put_back_ = 0;
  survey([this](errand& me) { start_next(me, 0); });
}

/// A failure beside it may have had it started already, perhaps as it was before.
void running::transition::start_next(errand& me, std::size_t which) {
  if (which == steps_.starts.size())
    return commit();
  const auto& path = steps_.starts[which];
  const auto supervisor = supervisor_at(path_above(path));
  // What somebody terminated stays so, also with other options.
  if (!supervisor || owner_.is_halted(path))
    return start_next(me, which + 1);
  me.call(supervisor, supervision::renew_child{id_in(path)},
          [self = shared_from_this(), &me, which](const supervision::answer& said) {
            self->started(me, which, said);
          });
}

/// A temporary child that was stopped, as one that waits for its turn is, with a sibling that
/// failed is forgotten.
void running::transition::put_back(errand& me, std::size_t which) {
  const auto above = path_above(steps_.starts[which]);
  me.call(supervisor_at(above), specs_of(above),
          [self = shared_from_this(), &me, which](const supervision::answer&) {
            self->start_next(me, which);
          });
}

void running::transition::started(errand& me, std::size_t which, const supervision::answer& said) {
  if (!said.refused)
    return start_next(me, which + 1);
  if (*said.refused == supervision::refusal::not_found) {
    if (++put_back_ <= put_back_at_most)
      return put_back(me, which);
    // As if it had started each time, and been stopped with its sibling the moment after.
    owner_.settings_.log(log_level::warning, id_in(steps_.starts[which]),
                         "is temporary, and was stopped with a sibling that failed, each time "
                         "before it was started; it is not started again");
    return start_next(me, which + 1);
  }
  auto why = "'" + id_in(steps_.starts[which]) + "' did not start (" +
             supervision::to_string(*said.refused) + ')' +
             (said.causes.empty() ? "" : ":\n" + supervision::to_string(said.causes));
  if (!failure_)
    return fail({ec::refused, std::move(why)});
  not_back_.push_back(std::move(why));
  start_next(me, which + 1);
}

} // namespace troupe::assembly
