// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/played_tree.hpp"

#include "execution/exit_reason.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace troupe::conformance {

// Tells a worker to end by itself.
struct told_to_end {
  supervision::exit_class how;
};

// Tells a worker that it is ready.
struct told_to_begin {
  std::function<void()> ready;
};

} // namespace troupe::conformance

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::conformance::told_to_end)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::conformance::told_to_begin)

namespace troupe::conformance {

using namespace supervision;

namespace {

// Far more than any scenario needs to come to rest.
constexpr int rounds_max = 20'000;

bool contains(const std::vector<int>& all, int x) {
  return std::find(all.begin(), all.end(), x) != all.end();
}

const char* word(strategy x) {
  constexpr std::array names{"one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one"};
  return names.at(static_cast<std::size_t>(x));
}

const char* word(restart_type x) {
  constexpr std::array names{"permanent", "transient", "temporary"};
  return names.at(static_cast<std::size_t>(x));
}

exit_class reason(const std::string& name) {
  return name == "normal"     ? exit_class::normal
         : name == "shutdown" ? exit_class::shutdown
                              : exit_class::error;
}

// Ends as it is told to, and when it is asked to as its node says.
class worker final : public execution::placed_actor {
public:
  worker(caf::actor_config& config, execution::placement where, const conformance::node& what)
      : placed_actor(config, std::move(where)) {
    if (what.hangs)
      set_exit_handler([](const caf::exit_msg&) {});
    else if (!what.ends_with.empty())
      set_exit_handler([this, how = reason(what.ends_with)](const caf::exit_msg&) {
        quit(execution::make_exit(how, "scripted"));
      });
  }

  caf::behavior make_behavior() override {
    return {[this](const told_to_end& x) { quit(execution::make_exit(x.how, "scripted")); },
            [](const told_to_begin& x) { x.ready(); }};
  }
};

} // namespace

void played_tree::listener::supervisor_ended(const std::string&,
                                             const supervisor_end& why) noexcept {
  ++covered[to_string(why.why)];
}

played_tree::played_tree(caf::actor_system& system, const scenario& what, readiness when,
                         coverage& covered)
    : system_(system), what_(what), when_(when), covered_(covered), workers_(system) {}

played_tree::~played_tree() {
  // Whoever is left is let go of while this can still be told of it, and finds nobody there.
  std::exchange(alive_, {}).clear();
  workers_.close();
  for (auto& [path, unit] : units_)
    unit->close();
}

segment played_tree::begin() {
  const auto& root = what_.root;
  start_supervisor("-", root.spec.id, root.spec.id, root, [] {});
  return finish();
}

segment played_tree::perform(const step& what) {
  using kind = step::kind;
  switch (what.what) {
  case kind::exit:
    end_child(what);
    break;
  case kind::advance:
    clock_.advance(std::chrono::seconds{what.seconds});
    break;
  case kind::suspend:
    if (alive_.count(what.path) > 0)
      suspended_ = what.path;
    break;
  case kind::resume:
    suspended_.clear();
    break;
  case kind::stop:
    stop();
    break;
  default:
    call(what);
  }
  return finish();
}

child played_tree::child_of(const std::string& above, const node& what) {
  return {what.spec, start_of(above, what)};
}

std::vector<child> played_tree::children_of(const std::string& path, const std::vector<node>& all) {
  std::vector<child> children;
  for (const auto& x : all)
    children.push_back(child_of(path, x));
  return children;
}

start_function played_tree::start_of(const std::string& above, const node& what) {
  return [this, above, what](const start_request& request) -> started_child {
    const auto name = request.argument.empty() ? what.spec.id : request.argument;
    const auto key = above + '/' + what.spec.id;
    const auto attempt = ++attempts_[key];
    names_[request.path] = name;
    if (contains(what.ignores, attempt)) {
      event(above, name + " ignored");
      ++covered_["ignored"];
      return ignored{};
    }
    const bool fails =
        contains(what.fails, attempt) || (what.fails_from > 0 && attempt >= what.fails_from);
    if (fails)
      ++covered_[started_.count(key) > 0 ? "failed restart" : "failed start"];
    if (fails && (when_ == readiness::at_once || what.is_supervisor())) {
      event(above, name + " failed");
      throw std::runtime_error{"scripted"};
    }
    if (!fails) {
      paths_[above + '/' + name] = {request.path, supervisor_of(above)};
      restarts_[above + '/' + name] = word(what.spec.restart);
      started_.insert(key);
    }
    if (what.is_supervisor())
      return start_supervisor(above, name, request.path, what,
                              [request] { request.report_started(); });
    return start_worker(above, name, what, request, fails);
  };
}

started_child played_tree::start_worker(const std::string& above, const std::string& name,
                                        const node& what, const start_request& request,
                                        bool fails) {
  auto fresh = execution::spawn_placed<worker>(system_, {request.path, &workers_}, what);
  if (fails) {
    fresh->attach_functor([this, above, name] { event(above, name + " failed"); });
    caf::anon_send(fresh, told_to_end{exit_class::error});
    return fresh;
  }
  watch(fresh, above, name);
  const auto ready = [this, above, name, request] {
    event(above, name + " started");
    request.report_started();
  };
  if (when_ == readiness::at_once)
    ready();
  else
    caf::anon_send(fresh, told_to_begin{ready});
  return fresh;
}

caf::actor played_tree::start_supervisor(const std::string& above, const std::string& name,
                                         const std::string& path, const node& what,
                                         std::function<void()> started) {
  auto fresh = supervision::start_supervisor(around(path), path, what.supervisor,
                                             children_of(path, what.children),
                                             {[this, above, name, path, started] {
                                                started_.insert(path);
                                                event(above, name + " started");
                                                started();
                                              },
                                              nullptr});
  started_.erase(path);
  watch(fresh, above, name);
  strategies_[path] = word(what.supervisor.strategy);
  return fresh;
}

void played_tree::watch(const caf::actor& whom, const std::string& above, const std::string& name) {
  const auto path = above == "-" ? name : above + '/' + name;
  alive_[path] = whom;
  whom->attach_functor([this, above, name, path, id = whom.id()](const caf::error& reason) {
    const auto how = execution::class_of(reason);
    const bool began = strategies_.count(path) == 0 || started_.count(path) > 0;
    event(above, name + (began ? std::string{" ended "} + to_string(how) : " failed"));
    if (const auto known = alive_.find(path); known != alive_.end() && known->second.id() == id)
      alive_.erase(known);
  });
}

void played_tree::event(const std::string& above, const std::string& text) {
  now_.events[above].push_back(text);
}

void played_tree::end_child(const step& what) {
  const auto known = alive_.find(what.path);
  if (known == alive_.end())
    return;
  const auto above = what.path.substr(0, what.path.rfind('/'));
  ++covered_[strategies_[above] + ' ' + restarts_[what.path] + ' ' + what.reason];
  if (what.reason == "killed")
    execution::send_urgent_exit(known->second, execution::make_exit(exit_class::killed));
  else
    caf::anon_send(known->second, told_to_end{reason(what.reason)});
  workers_.run();
}

void played_tree::stop() {
  suspended_.clear();
  settle();
  if (const auto root = alive_.find(what_.root.spec.id); root != alive_.end())
    execution::send_urgent_exit(root->second, execution::make_exit(exit_class::shutdown));
}

bool played_tree::step_all() {
  bool any = workers_.step();
  // A supervisor that starts adds a unit to the map, which invalidates nothing.
  for (auto& [path, unit] : units_)
    if (path != suspended_)
      any = unit->step() || any;
  return any;
}

void played_tree::settle() {
  for (int rounds = 0; !restless_;) {
    if (step_all()) {
      if (++rounds == rounds_max) {
        restless_ = true;
        event("-", "something happens without end");
      }
      continue;
    }
    const auto next = timers_.next();
    if (!next)
      return;
    ++covered_["killed after its time"];
    timers_clock_.advance(*next - timers_clock_.elapsed());
    timers_.run_due();
  }
}

execution::unit& played_tree::unit_of(const std::string& path) {
  auto& unit = units_[path];
  if (!unit)
    unit = std::make_unique<execution::unit>(system_);
  return *unit;
}

environment played_tree::around(const std::string& path) {
  return {system_, unit_of(path), timers_, clock_, listener_};
}

} // namespace troupe::conformance
