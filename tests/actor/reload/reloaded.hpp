// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "actor/running/numbers.hpp"
#include "assembly/generation.hpp"
#include "support/journal_engines.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace troupe::trial {

struct adder_options {
  std::string name; ///< under which its starts are written down
  int factor = 1;
  bool fails = false; ///< to start
};
BOOST_DESCRIBE_STRUCT(adder_options, (), (name, factor, fails))

using children = std::vector<deploy::child>;

inline deploy::service service_of(const std::string& id, const std::string& offer) {
  deploy::service made;
  made.id = id;
  made.offer = offer;
  made.retry = support::deployed::quick_retry();
  made.backoff = backoff_policy::none();
  made.start = starting_point::kinds::beginning;
  return made;
}

inline deploy::child adder(const std::string& id, int factor = 1, int instances = 1) {
  auto made = service_of(id, "adder");
  made.options = {{"name", id}, {"factor", factor}};
  made.instances = instances;
  return {made};
}

/// An adder that does not start.
inline deploy::child failing(const std::string& id) {
  auto made = service_of(id, "adder");
  made.options = {{"name", id}, {"fails", true}};
  return {made};
}

inline deploy::child herald(const std::string& id) {
  return {service_of(id, "herald")};
}

inline deploy::child below(const std::string& id, children all, int intensity = 10) {
  deploy::supervisor made;
  made.id = id;
  made.intensity = intensity;
  made.backoff = backoff_policy::none();
  made.children = std::move(all);
  return {made};
}

/// A number that an adder crashes at.
inline constexpr int crashing = -1;

/// A shop of services that add up numbers, each times its factor, and that becomes another while it
/// runs. Their starts are written down.
class reloaded : public support::deployed {
public:
  /// The journal's files, but for the journal itself where that is in memory, are in the folder.
  explicit reloaded(const std::filesystem::path& folder) {
    what.journal.path = (folder / "shop.db").string();
    offers.service("adder", [this](service<account, adder_options>* self) -> behavior {
      return {on_start([this, self] {
                starts.add(self->options().name);
                if (!self->options().fails)
                  return;
                if (before_it_fails)
                  before_it_fails();
                throw std::runtime_error("it was told to fail");
              }),
              [this, self](const counted& x) {
                if (x.number == crashing) {
                  ++crashes;
                  throw std::runtime_error("it was told to crash");
                }
                self->state().numbers.push_back(x.number);
                self->state().sum += x.number * self->options().factor;
              }};
    });
    offers.service("herald", [](service<>* self) -> behavior {
      return {[self](const counted& x) { self->publish(summed{x.name, x.number}); }};
    });
    with.load = [this](const std::string& file,
                       const std::vector<std::string>&) -> result<assembly::specification> {
      const auto found = files_.find(file);
      if (found == files_.end())
        return error{ec::invalid, file + ":1:1: it is no deployment"};
      return assembly::specification{found->second, finder(), named(file), nullptr};
    };
  }

  /// What a file of this name says.
  void say(const std::string& file, children all) {
    auto made = what;
    made.tree.children = std::move(all);
    files_[file] = std::move(made);
  }
  void say(const std::string& file, deploy::deployment all) { files_[file] = std::move(all); }

  /// Runs what the file says.
  void run(const std::string& file,
           std::unique_ptr<journal::engine> on = std::make_unique<journal::memory_engine>()) {
    what = files_.at(file);
    with.as = named(file);
    // Before, a reload is refused.
    const auto ready = std::make_shared<std::promise<void>>();
    with.ready = [ready] { ready->set_value(); };
    start(std::move(on));
    ready->get_future().wait();
  }

  result<control::deployment_plan> reload(const std::string& file) {
    const auto told = std::make_shared<std::promise<result<control::deployment_plan>>>();
    running().reload(control::reload_deployment{{file, {}}},
                     [told](auto became) { told->set_value(std::move(became)); });
    return told->get_future().get();
  }
  void must_reload(const std::string& file) {
    const auto became = reload(file);
    BOOST_REQUIRE_MESSAGE(became, (became ? "" : to_string(became.failure())));
  }

  std::string kept_file() const {
    const auto kept = assembly::read_generation(what.journal.path);
    BOOST_REQUIRE(kept && *kept);
    return (*kept)->file;
  }

  notes<std::string> starts;
  std::atomic<int> crashes{0};
  std::function<void()> before_it_fails{}; ///< on the thread of who does not start

private:
  static assembly::generation named(const std::string& file) { return {0, file, {}, file}; }

  std::map<std::string, deploy::deployment> files_;
};

/// The sum that an adder has for a key.
inline long sum_of(journal::reader& from, const std::string& id, const std::string& key) {
  for (const auto& each : journal::trial::value_of(from.subscriptions()))
    if (each.name == id)
      if (const auto kept = journal::trial::value_of(from.state(each.number, key)))
        return from_json<account>(*kept)->sum;
  return 0;
}

} // namespace troupe::trial
