// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/caf.hpp"

#include "assembly/gathered_catalog.hpp"
#include "assembly/open_journal.hpp"
#include "assembly/running.hpp"
#include "deployment/content.hpp"
#include "journal/free_space.hpp"

#include <atomic>
#include <future>
#include <iostream>
#include <random>
#include <shared_mutex>

namespace troupe {
namespace {

using assembly::ending;

constexpr std::chrono::seconds one_wait{3600};

void log_to_standard_error(log_level level, std::string_view who, std::string_view text) {
  if (level < log_level::warning)
    return;
  // One piece, for lines of several threads go to one stream.
  std::cerr << std::string{level == log_level::error ? "error: " : "warning: "}
                   .append(who)
                   .append(": ")
                   .append(text)
                   .append("\n");
}

/// A program's own log, which may fail as any code of it: what it did not take is said where a line
/// goes without a log.
log_function guarded_log(log_function own) {
  return [own = std::move(own)](log_level level, std::string_view who, std::string_view text) {
    try {
      own(level, who, text);
    } catch (const std::exception& failed) {
      log_to_standard_error(level, who, text);
      log_to_standard_error(log_level::error, "log", failed.what());
    } catch (...) {
      log_to_standard_error(level, who, text);
      log_to_standard_error(log_level::error, "log", "threw what is no std::exception");
    }
  };
}

runtime_end public_end(const ending& x) {
  switch (x.what) {
  case ending::kind::idle:
    return {runtime_end::kinds::idle, {}};
  case ending::kind::stopped:
    return {runtime_end::kinds::stopped, {}};
  case ending::kind::auto_shutdown:
    return {runtime_end::kinds::auto_shutdown, to_string(x.causes)};
  case ending::kind::escalated:
    return {runtime_end::kinds::gave_up, to_string(x.causes)};
  case ending::kind::too_many_zombies:
    return {runtime_end::kinds::gave_up, to_string(*x.failure)};
  case ending::kind::journal_failed:
    break;
  }
  return {runtime_end::kinds::journal_failed, x.failure ? to_string(*x.failure) : std::string{}};
}

/// What a deployment says, for who reads it while it runs.
assembly::specification specification_of(const deployment& what) {
  const auto& in = what.inside();
  return {in.what, [what](const std::string& name) { return what.inside().offers.find(name); },
          assembly::generation_asked(in.file, in.sets, in.text, in.what),
          std::make_shared<deployment>(what)};
}

/// Two services that mean different things by one version of an event would read each other's
/// wrongly, without a word.
result<void> check_events(const deployment& what) {
  const auto& in = what.inside();
  std::string all;
  for (const auto& x : assembly::conflicts_of(in.what, in.offers, in.silenced))
    if (x.in_one_version)
      all += (all.empty() ? "" : "\n") + x.what + "; " + assembly::remedy_of(x);
  return all.empty() ? result<void>{} : error{ec::invalid, std::move(all)};
}

/// What was promised, unless whoever was to keep the promise is gone: where the journal failed,
/// nobody goes on with what was asked.
template <class Value>
result<Value> answer_of(std::future<result<Value>>& awaited) {
  try {
    return awaited.get();
  } catch (const std::future_error&) {
    return error{ec::stopped, "the runtime has ended meanwhile; start another one"};
  }
}

/// One for each of so many facts that were published once.
std::vector<receipt> receipts_of(const journal::verdict& said, std::size_t count) {
  std::vector<receipt> made;
  made.reserve(count);
  auto known = said.duplicates.begin();
  for (auto next = said.first; made.size() < count;)
    if (known != said.duplicates.end() && known->event == made.size())
      made.push_back({(known++)->first, true});
    else
      made.push_back({next++, false});
  return made;
}

error has_stopped() {
  return {ec::stopped, "the runtime has stopped; start another one"};
}

} // namespace

struct runtime::content {
  content(deployment of, std::unique_ptr<assembly::running> made)
      : what(std::move(of)), runs(std::move(made)) {}

  deployment what; ///< what runs points into it
  std::unique_ptr<assembly::running> runs;
  std::shared_mutex mutex; ///< shared by those who use what runs, held alone by who stops it
  std::atomic<bool> stops{false};

  std::optional<result<void>> stopped; ///< for all who call `stop`, once one of them has done it

  result<void> stop() {
    {
      const std::shared_lock in_use{mutex};
      if (!stops.exchange(true))
        runs->request_stop();
    }
    const std::unique_lock alone{mutex};
    if (!stopped)
      stopped = take_apart();
    return *stopped;
  }

  result<void> take_apart() {
    if (!runs->stop())
      return error{ec::stopped, "a handler did not return and is left behind; what it was doing "
                                "is not committed, and is delivered again: end the process"};
    runs.reset();
    return {};
  }
};

result<runtime> runtime::start(deployment what, runtime_setup with) {
  if (auto sound = check_events(what); !sound)
    return std::move(sound).failure();
  assembly::running::settings chosen;
  chosen.seed = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
  chosen.log = with.log ? guarded_log(std::move(with.log)) : log_to_standard_error;
  auto storage = assembly::open_journal(what.inside().what, [&](const std::string& text) {
    chosen.log(log_level::info, what.inside().what.name, text);
  });
  if (!storage)
    return std::move(storage).failure();
  chosen.control_socket = true;
  chosen.as = specification_of(what).as;
  chosen.free_space = [path = what.inside().what.journal.path] {
    return journal::free_space(path);
  };
  const auto& offers = what.inside().offers;
  auto started = assembly::running::start(
      what.inside().what, [&offers](const std::string& name) { return offers.find(name); },
      *std::move(storage), std::move(chosen));
  if (!started)
    return std::move(started).failure();
  auto made = std::make_unique<content>(std::move(what), *std::move(started));
  return runtime{std::move(made)};
}

runtime::runtime(std::unique_ptr<content> made) : content_(std::move(made)) {}
runtime::runtime(runtime&&) noexcept = default;

runtime& runtime::operator=(runtime&& other) noexcept {
  runtime old{std::move(other)};
  std::swap(content_, old.content_);
  return *this;
}

runtime::~runtime() {
  if (!content_)
    return;
  // Whoever wants to know how it stopped has called `stop` before.
  static_cast<void>(content_->stop().has_value());
  // A handler that did not return is still in it, and may come back at any time.
  if (content_->runs)
    static_cast<void>(content_.release());
}

result<deployment_plan> runtime::plan(const deployment& next) {
  if (auto sound = check_events(next); !sound)
    return std::move(sound).failure();
  const std::shared_lock in_use{content_->mutex};
  if (content_->stops)
    return has_stopped();
  return content_->runs->plan(specification_of(next));
}

result<deployment_plan> runtime::reload(const deployment& next) {
  if (auto sound = check_events(next); !sound)
    return std::move(sound).failure();
  const std::shared_lock in_use{content_->mutex};
  if (content_->stops)
    return has_stopped();
  auto told = std::make_shared<std::promise<result<deployment_plan>>>();
  auto became = told->get_future();
  content_->runs->reload(specification_of(next), [told](auto x) { told->set_value(std::move(x)); });
  told.reset();
  return answer_of(became);
}

runtime_end runtime::wait_until_idle() {
  {
    const std::shared_lock in_use{content_->mutex};
    if (content_->stops)
      return {};
    content_->runs->end_when_idle();
  }
  for (;;)
    if (auto ended = wait(one_wait))
      return *std::move(ended);
}

std::optional<runtime_end> runtime::wait(std::chrono::nanoseconds at_most) {
  const std::shared_lock in_use{content_->mutex};
  if (content_->stops)
    return runtime_end{};
  const auto ended = content_->runs->wait(at_most);
  return ended ? std::optional{public_end(*ended)} : std::nullopt;
}

void runtime::request_stop() {
  const std::shared_lock in_use{content_->mutex};
  if (!content_->stops)
    content_->runs->request_stop();
}

result<void> runtime::stop() {
  return content_->stop();
}

result<void> runtime::publish_encoded(std::vector<outgoing> facts) {
  const std::shared_lock in_use{content_->mutex};
  if (content_->stops)
    return has_stopped();
  auto told = std::make_shared<std::promise<result<void>>>();
  auto verdict = told->get_future();
  auto taken = content_->runs->publish(std::move(facts), [told](const journal::verdict& x) {
    told->set_value(x.accepted() ? result<void>{} : result<void>{*x.failure});
  });
  return taken ? verdict.get() : taken;
}

result<std::vector<receipt>> runtime::publish_once_encoded(std::vector<origin> origins,
                                                           std::vector<outgoing> facts) {
  using receipts = std::vector<receipt>;
  const std::shared_lock in_use{content_->mutex};
  if (content_->stops)
    return has_stopped();
  const auto count = facts.size();
  auto told = std::make_shared<std::promise<result<receipts>>>();
  auto verdict = told->get_future();
  const auto taken = content_->runs->publish_once(
      std::move(origins), std::move(facts), [told, count](const journal::verdict& x) {
        told->set_value(x.accepted() ? result<receipts>{receipts_of(x, count)}
                                     : result<receipts>{*x.failure});
      });
  return taken ? verdict.get() : result<receipts>{taken.failure()};
}

result<std::string> runtime::ask_encoded(std::string_view query, const std::string& arguments) {
  const std::shared_lock in_use{content_->mutex};
  if (content_->stops)
    return has_stopped();
  return content_->runs->ask(std::string{query}, arguments);
}

struct detail::runtime_insides {
  static runtime::content& of(runtime& x) { return *x.content_; }
};

result<std::vector<caf::actor_addr>> actors_behind(runtime& of, std::string_view service) {
  using actors = result<std::vector<caf::actor_addr>>;
  auto& content = detail::runtime_insides::of(of);
  const std::shared_lock in_use{content.mutex};
  if (content.stops)
    return has_stopped();
  auto told = std::make_shared<std::promise<actors>>();
  auto found = told->get_future();
  content.runs->tell_actors(std::string{service},
                            [told](actors x) { told->set_value(std::move(x)); });
  told.reset();
  return answer_of(found);
}

} // namespace troupe
