// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/supervisor_actor.hpp"

#include <utility>

/// What a supervisor is told to do, and asked, while it runs.
namespace troupe::supervision {

namespace {

using kind = administration::kind;

administration about(kind what, std::string id) {
  administration all{what};
  all.id = std::move(id);
  return all;
}

std::vector<spec_complaint> missing_start(const std::string& id) {
  return {{"missing_start", id, "a child has no start function; give it one"}};
}

} // namespace

caf::message_handler supervisor_actor::calls() {
  return {
      [this](const start_child& x) { return start_one(x); },
      [this](const start_dynamic_child& x) {
        if (is_dynamic())
          return administer({kind::start_child}, {{}, x.argument});
        auto promise = make_response_promise();
        promise.deliver(answer{refusal::simple_one_for_one});
        return promise;
      },
      [this](const terminate_child& x) {
        return administer(about(kind::terminate_child, x.id), {});
      },
      [this](const restart_child& x) { return administer(about(kind::restart_child, x.id), {}); },
      [this](const delete_child& x) { return administer(about(kind::delete_child, x.id), {}); },
      [this](const renew_child& x) { return administer(about(kind::renew_child, x.id), {}); },
      [this](const remove_child& x) { return administer(about(kind::remove_child, x.id), {}); },
      [this](const replace_specs& x) { return replace(x); },
      [this](describe_children) { return report(); },
      [this](count_children) { return plan_->count(); },
      [this](const get_childspec& x) {
        const auto* known = plan_->spec_of(x.id);
        return known ? found_spec{*known} : found_spec{};
      },
  };
}

caf::response_promise supervisor_actor::administer(administration what, call from) {
  what.call = ++last_call_;
  auto promise = make_response_promise();
  from.who = promise;
  calls_.emplace(what.call, std::move(from));
  perform(plan_->administer(std::move(what)));
  return promise;
}

caf::response_promise supervisor_actor::start_one(const start_child& what) {
  if (is_dynamic() || !what.what.start) {
    auto promise = make_response_promise();
    promise.deliver(is_dynamic() ? answer{refusal::simple_one_for_one, what.what.spec.id}
                                 : answer{refusal::bad_spec, what.what.spec.id, false,
                                          missing_start(what.what.spec.id)});
    return promise;
  }
  administration todo{kind::start_child};
  todo.spec = what.what.spec;
  call from;
  from.starts[todo.spec.id] = std::make_shared<const start_function>(what.what.start);
  return administer(std::move(todo), std::move(from));
}

caf::response_promise supervisor_actor::replace(const replace_specs& what) {
  administration todo{kind::replace_specs};
  todo.supervisor = what.supervisor;
  call from;
  for (const auto& x : what.children) {
    todo.children.push_back(x.spec);
    from.starts[x.spec.id] = std::make_shared<const start_function>(x.start);
  }
  return administer(std::move(todo), std::move(from));
}

void supervisor_actor::adopt(const action& what) {
  auto& from = calls_.at(what.call);
  if (is_dynamic())
    add(what.child, dynamic_start_).argument = std::move(from.argument);
  else
    add(what.child, from.starts.begin()->second);
}

void supervisor_actor::forget(const std::string& id) {
  const auto known = entries_.find(id);
  around_.timers.cancel(known->second.wait);
  entries_.erase(known);
}

void supervisor_actor::replace_starts(const action& what) {
  for (auto& [id, start] : calls_.at(what.call).starts) {
    if (is_dynamic()) {
      dynamic_start_ = start;
      for (auto& [number, x] : entries_)
        x.start = start;
    } else if (const auto known = entries_.find(id); known != entries_.end()) {
      known->second.start = start;
    } else {
      add(id, start);
    }
  }
}

void supervisor_actor::tell(const action& what) {
  const auto from = calls_.find(what.call);
  auto who = std::move(from->second.who);
  calls_.erase(from);
  who.deliver(what.answer);
}

supervisor_report supervisor_actor::report() const {
  supervisor_report all{path_, {}, abandoned_.size()};
  for (const auto& x : plan_->children()) {
    const auto& known = entries_.at(x.id);
    all.children.push_back(
        {known.path, x.spec->type, x.state, known.instance, known.restarts, known.handle});
  }
  return all;
}

} // namespace troupe::supervision
