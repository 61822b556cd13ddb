// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/status.hpp"
#include "deployment/values.hpp"
#include "execution/placed_actor.hpp"
#include "supervision/messages.hpp"

#include <caf/actor.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace troupe::assembly {

/// What runs below a supervisor, as its supervisors said it.
struct surveyed_child {
  supervision::child_report report;
  caf::actor owner; ///< its supervisor
  std::vector<surveyed_child> below;
};

struct tree_survey {
  std::vector<surveyed_child> children;
  std::size_t abandoned = 0;
};

/// A child in a row of all, in the order in which a tree is read.
struct listed_child {
  std::string id; ///< as people name it: "payment", "inventory/2"
  std::string path;
  control::child_kind kind = control::child_kind::service;
  /// Null of a child that its supervisor does not have: it is temporary and has ended.
  const surveyed_child* is = nullptr;
  bool has_supervisor = true; ///< false where that is down, or has not started yet
};

/// All children of the deployment, and those that instances are; they point into the survey. Kinds
/// are the deployment's, which does not know of sources: those are services here.
std::vector<listed_child> list_children(const tree_survey&, const deploy::deployment&);

/// The child that somebody named, by its id or its path; or that there is none, and which is near.
result<listed_child> find_child(const std::vector<listed_child>&, const std::string& name);

/// An actor that asks supervisors on the control thread and is gone when all have answered: the way
/// from a thread that may not wait to a tree of actors.
class errand final : public execution::placed_actor {
public:
  errand(caf::actor_config&, execution::placement, std::function<void(errand&)> begin);

  caf::behavior make_behavior() override;

  /// Asks what runs below this supervisor. A supervisor that ends meanwhile has nothing below it.
  void survey(const caf::actor& root, std::function<void(tree_survey)> then);

  /// One of OTP's calls; answered by `noproc` where the supervisor is gone.
  template <class Call>
  void call(const caf::actor& supervisor, Call what,
            std::function<void(const supervision::answer&)> then) {
    request(supervisor, caf::infinite, std::move(what))
        .then(
            [then](const supervision::answer& x) { then(x); },
            [then](const caf::error&) { then(supervision::answer{supervision::refusal::noproc}); });
  }

  /// The spec of a child; none where it or its supervisor is gone.
  void spec_of(const caf::actor& supervisor, const std::string& id,
               std::function<void(const supervision::found_spec&)> then);

private:
  struct under_way;

  void ask(const caf::actor& supervisor, std::vector<surveyed_child>& into,
           std::shared_ptr<under_way>);

  std::function<void(errand&)> begin_;
};

} // namespace troupe::assembly
