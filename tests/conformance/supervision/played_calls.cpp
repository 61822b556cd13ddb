// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/played_tree.hpp"

#include "execution/placed_actor.hpp"

#include <array>
#include <utility>

/// Calls to the supervisors of a scenario, and how their answers are told.
namespace troupe::conformance {

using namespace supervision;

namespace {

template <class Reply>
struct caller final : execution::placed_actor {
  template <class Request>
  caller(caf::actor_config& config, execution::placement where, const caf::actor& whom,
         Request what, std::function<void(const Reply&)> tell, std::function<void()> tell_noproc)
      : placed_actor(config, std::move(where)) {
    request(whom, caf::infinite, std::move(what))
        .then([tell](const Reply& x) { tell(x); },
              [tell_noproc](const caf::error&) { tell_noproc(); });
  }

  caf::behavior make_behavior() override {
    return {[](int) {}};
  }
};

std::string told(const answer& x) {
  if (!x.refused)
    return x.ignored ? "ignored" : "ok";
  if (*x.refused == refusal::bad_spec)
    return "bad_spec " + x.complaints.front().name;
  return to_string(*x.refused);
}

std::string told(const child_count& x) {
  return std::to_string(x.specs) + ' ' + std::to_string(x.active) + ' ' +
         std::to_string(x.supervisors) + ' ' + std::to_string(x.workers);
}

std::string told(const found_spec& x) {
  if (!x.spec)
    return "not_found";
  constexpr std::array restarts{"permanent", "transient", "temporary"};
  const auto shutdown = shutdown_of(*x.spec);
  return std::string{restarts.at(static_cast<std::size_t>(x.spec->restart))} +
         (x.spec->significant ? " true " : " false ") +
         (shutdown.how == shutdown_policy::way::brutal ? "brutal_kill"
          : shutdown.how == shutdown_policy::way::infinity
              ? "infinity"
              : std::to_string(shutdown.time / std::chrono::milliseconds{1})) +
         (x.spec->type == child_type::worker ? " worker" : " supervisor");
}

} // namespace

template <class Reply, class Request>
void played_tree::ask(const step& what, const std::string& verb, Request request) {
  const auto number = ++last_call_;
  calls_[number] = {verb, std::nullopt};
  const auto whom = alive_.find(what.path);
  if (whom == alive_.end()) {
    calls_[number].text = "noproc";
    return;
  }
  execution::spawn_placed<caller<Reply>>(
      system_, {"caller", &workers_}, whom->second, std::move(request),
      std::function<void(const Reply&)>{
          [this, number](const Reply& x) { calls_.at(number).text = told(x); }},
      std::function<void()>{[this, number] { calls_.at(number).text = "noproc"; }});
}

void played_tree::call(const step& what) {
  using kind = step::kind;
  const auto id = id_of(what.path, what.id);
  switch (what.what) {
  case kind::start:
    if (is_dynamic(what.path))
      ask<answer>(what, "start", start_dynamic_child{what.id});
    else
      ask<answer>(what, "start", start_child{child_of(what.path, what.with)});
    break;
  case kind::terminate:
    ask<answer>(what, "terminate", terminate_child{id});
    break;
  case kind::restart:
    ask<answer>(what, "restart", restart_child{id});
    break;
  case kind::remove:
    ask<answer>(what, "delete", delete_child{id});
    break;
  case kind::spec:
    ask<found_spec>(what, "spec", get_childspec{id});
    break;
  case kind::count:
    ask<child_count>(what, "count", count_children{});
    break;
  case kind::replace:
    ask<answer>(what, "replace",
                replace_specs{what.with.supervisor, children_of(what.path, what.with.children)});
    break;
  default:
    break;
  }
  workers_.run();
}

// The children's states as OTP tells them.
std::string played_tree::state_of(const std::string& path) {
  std::string text;
  bool answered = false;
  execution::spawn_placed<caller<supervisor_report>>(
      system_, {"caller", &workers_}, alive_.at(path), describe_children{},
      std::function<void(const supervisor_report&)>{[&](const supervisor_report& x) {
        answered = true;
        for (const auto& each : x.children) {
          const bool waits = each.state == child_state::restarting;
          text += text.empty() ? "" : " ";
          if (waits && is_dynamic(path))
            text += "restarting";
          else
            text += name_of(each.path) + '=' +
                    (each.state == child_state::running ? "up" : to_string(each.state));
        }
      }},
      std::function<void()>{[] {}});
  settle();
  return answered ? text : "no answer";
}

segment played_tree::finish() {
  settle();
  for (auto next = calls_.begin(); next != calls_.end();) {
    auto& x = next->second;
    if (!x.text) {
      ++next;
      continue;
    }
    // OTP's answer to a bad code_change names no one thing.
    const bool is_bad = x.verb == "replace" && x.text->rfind("bad_spec", 0) == 0;
    now_.answers.push_back(x.verb + ' ' + (is_bad ? "bad_spec" : *x.text));
    next = calls_.erase(next);
  }
  std::vector<std::string> paths;
  for (const auto& [path, actor] : alive_)
    if (strategies_.count(path) > 0 && path != suspended_)
      paths.push_back(path);
  for (const auto& path : paths)
    now_.states[path] = state_of(path);
  return std::exchange(now_, {});
}

std::string played_tree::name_of(const std::string& child_path) const {
  const auto known = names_.find(child_path);
  return known == names_.end() ? child_path.substr(child_path.rfind('/') + 1) : known->second;
}

// Dynamic children are known by their number; one of an earlier supervisor by a number never given.
std::string played_tree::id_of(const std::string& path, const std::string& name) const {
  const auto known = paths_.find(path + '/' + name);
  if (known == paths_.end())
    return name;
  if (is_dynamic(path) && known->second.of != supervisor_of(path))
    return "1000000";
  return known->second.path.substr(known->second.path.rfind('/') + 1);
}

bool played_tree::is_dynamic(const std::string& path) const {
  const auto known = strategies_.find(path);
  return known != strategies_.end() && known->second == "simple_one_for_one";
}

caf::actor_id played_tree::supervisor_of(const std::string& path) const {
  const auto known = alive_.find(path);
  return known == alive_.end() ? 0 : known->second.id();
}

} // namespace troupe::conformance
