// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/running.hpp"
#include "journal/memory.hpp"
#include "troupe/module.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace troupe::support {

/// A deployment of services that a test offers itself, on real threads and, unless another engine
/// is given, a journal in memory. Verbs for tests: add, start, publish, settle, ask, stop.
class deployed {
public:
  catalog offers;
  deploy::deployment what;
  assembly::running::settings with;               ///< the log is the test's own
  std::function<void(const std::string&)> tell{}; ///< each line of the log, of all levels

  deployed() { what.name = "shop"; }

  /// A child of the root; the service's id is its name.
  template <class F, class... Publishes>
  deploy::service& add(const std::string& id, F make, Publishes... facts) {
    offers.service(id, make, facts...);
    deploy::service child;
    child.id = id;
    child.offer = id;
    child.retry = quick_retry();
    child.backoff = backoff_policy::none();
    what.tree.children.push_back({child});
    return std::get<deploy::service>(what.tree.children.back().is);
  }

  static retry_policy quick_retry() {
    retry_policy quick;
    quick.attempts = 3;
    quick.delays.first = std::chrono::milliseconds{1};
    quick.delays.factor = 1;
    quick.jitter = 0;
    return quick;
  }

  result<void> try_start(std::unique_ptr<journal::engine> storage) {
    auto settings = with;
    settings.seed = 42;
    settings.log = [this](log_level level, std::string_view who, std::string_view text) {
      if (tell)
        tell(std::string{text});
      const std::lock_guard guard{mutex_};
      if (level != log_level::debug)
        lines_.push_back(std::string{who} + ": " + std::string{text});
    };
    auto made = assembly::running::start(what, finder(), std::move(storage), settings);
    if (!made)
      return std::move(made).failure();
    running_ = *std::move(made);
    return {};
  }

  assembly::find_offer finder() const {
    return [this](const std::string& name) -> const service_offer* {
      for (const auto& o : offers.services())
        if (o.name == name)
          return &o;
      return nullptr;
    };
  }

  void
  start(std::unique_ptr<journal::engine> storage = std::make_unique<journal::memory_engine>()) {
    const auto started = try_start(std::move(storage));
    BOOST_REQUIRE_MESSAGE(started, (started ? "" : to_string(started.failure())));
  }

  template <event... Events>
  void publish(const Events&... facts) {
    std::vector<outgoing> all;
    (all.push_back(encode(facts)), ...);
    publish_encoded(std::move(all));
  }
  void publish_encoded(std::vector<outgoing> all) {
    const auto taken = running_->publish(std::move(all), {});
    BOOST_REQUIRE_MESSAGE(taken, (taken ? "" : to_string(taken.failure())));
  }

  /// Waits until all work is done, or the deployment ended by itself.
  assembly::ending settle() {
    running_->end_when_idle();
    return wait();
  }

  assembly::ending wait() {
    const auto ended = running_->wait(std::chrono::seconds{60});
    BOOST_REQUIRE_MESSAGE(ended.has_value(), "the deployment did not settle within a minute");
    return *ended;
  }

  template <query Query>
  typename Query::reply ask(const Query& question) {
    const auto answer = running_->ask(std::string{Query::type.name}, to_json(question));
    BOOST_REQUIRE_MESSAGE(answer, (answer ? "" : to_string(answer.failure())));
    return *from_json<typename Query::reply>(*answer);
  }

  assembly::running& running() { return *running_; }
  bool stop() {
    const bool clean = running_->stop();
    running_.reset();
    return clean;
  }

  std::vector<std::string> lines() const {
    const std::lock_guard guard{mutex_};
    return lines_;
  }

private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  std::unique_ptr<assembly::running> running_;
};

} // namespace troupe::support
