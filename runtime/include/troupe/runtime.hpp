// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/deployment.hpp"
#include "troupe/deployment_plan.hpp"
#include "troupe/service.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe {

namespace detail {
struct runtime_insides;
}

/// How the work of a runtime came to its end.
struct runtime_end {
  enum class kinds {
    idle,           ///< all work is done; the runtime takes more
    stopped,        ///< it was asked to
    auto_shutdown,  ///< significant children of the tree's root have ended
    gave_up,        ///< the tree failed more often than it may
    journal_failed, ///< what was accepted is there; nothing more is taken
  };
  kinds kind = kinds::stopped;
  /// The chain of causes, the first one first, where the tree ended by itself; what became of the
  /// journal; else empty.
  std::string why{};
};

/// What a runtime is started with.
struct runtime_setup {
  /// Called from many threads, also at once. Without one, warnings and errors go to standard error;
  /// so does a line at which it throws.
  std::function<void(log_level, std::string_view who, std::string_view text)> log{};
};

/// What became of a fact that was to be published once.
struct receipt {
  std::uint64_t sequence = 0; ///< in the journal; of a duplicate, that of the first
  bool duplicate = false;     ///< it came before, and was not taken again

  friend bool operator==(const receipt&, const receipt&) = default;
};

/// A deployment that runs inside this program: its journal, its services, its supervisors.
///
/// `start` opens the journal and owns it until the runtime has stopped. All members may be called
/// from any thread but a handler's, and none while the runtime is moved or destroyed. The
/// destructor stops in order. What was accepted is in the journal, however the program ends.
class [[gnu::visibility("default")]] runtime {
public:
  /// Errors: the journal is another process's (`ec::busy`), cannot be opened or read (`ec::io`,
  /// `ec::damaged`, `ec::not_found`), or holds events and a service that is new to it does not say
  /// where it starts (`ec::invalid`).
  static result<runtime> start(deployment, runtime_setup = {});

  runtime(runtime &&) noexcept;
  runtime& operator=(runtime&&) noexcept;
  ~runtime();

  /// Announces facts from outside, all or none, and returns when they are durable. Those of
  /// transient topics are gone when it returns. The errors are the journal's.
  template <event... Events>
  result<void> publish(const Events&... facts) {
    std::vector<outgoing> all;
    all.reserve(sizeof...(facts));
    (all.push_back(encode(facts)), ...);
    return publish_encoded(std::move(all));
  }
  template <event Event>
  result<void> publish(const std::vector<Event>& facts) {
    std::vector<outgoing> all;
    all.reserve(facts.size());
    const event_memory memory;
    for (const auto& fact : facts)
      all.push_back(encode(fact, memory));
    return publish_encoded(std::move(all));
  }

  /// Announces a fact from outside once, however often it is brought, and returns when it is
  /// durable. Where one with this origin came before, within the deployment's `journal.duplicates`,
  /// nothing is published, whatever the fact says now: the first stands, and is durable. Without a
  /// source the origin is this deployment's own. Errors: an origin that is none, and a transient
  /// topic, for nothing remembers its events (`ec::invalid`); the journal's.
  template <event Event>
  result<receipt> publish_once(origin from, const Event& fact) {
    std::vector<std::pair<origin, Event>> one;
    one.emplace_back(std::move(from), fact);
    auto all = publish_once(one);
    if (!all)
      return std::move(all).failure();
    return all->front();
  }
  /// Likewise many, in one commit: a receipt for each.
  template <event Event>
  result<std::vector<receipt>> publish_once(const std::vector<std::pair<origin, Event>>& facts) {
    std::vector<origin> origins;
    std::vector<outgoing> all;
    const event_memory memory;
    for (const auto& [from, fact] : facts) {
      origins.push_back(from);
      all.push_back(encode(fact, memory));
    }
    return publish_once_encoded(std::move(origins), std::move(all));
  }

  /// The answer from what is committed; it needs no service to be free.
  template <query Query>
  result<typename Query::reply> ask(const Query& question) {
    detail::check_query<Query>();
    auto answer = ask_encoded(Query::type.name, to_json(question));
    if (!answer)
      return std::move(answer).failure();
    return from_json<typename Query::reply>(*answer);
  }

  /// What a reload with this deployment would do, which changes nothing. It can be done where
  /// `fixed` and `objections` are empty. The errors are the journal's.
  result<deployment_plan> plan(const deployment& next);

  /// Becomes what the deployment says: all of it, or nothing. Blocks until that is done. Services
  /// that are new or say something else are started, those that are gone or say something else are
  /// stopped, and all others are not touched; nothing is delivered to the new ones before all have
  /// started. Errors: it asks for what cannot be changed while it runs (`ec::invalid`), and then
  /// nothing was touched; a service did not start (`ec::refused`), and what ran before runs again;
  /// another reload is under way, or deliveries have not begun (`ec::busy`).
  result<deployment_plan> reload(const deployment& next);

  /// Blocks until all work is done, or the runtime ends by itself. Timers set for later are not
  /// waited for. One thread at a time may wait for this.
  runtime_end wait_until_idle();
  /// Blocks until the runtime ends, at most so long; nothing where it goes on.
  std::optional<runtime_end> wait(std::chrono::nanoseconds at_most);
  /// Makes both of these return.
  void request_stop();

  /// Stops sources, lets what is in hand finish, and ends everything in reverse order. An error
  /// (`ec::stopped`) says that a handler did not return within `limits.stop`: it is left behind
  /// with its thread, what it still does changes nothing, and the process should end. Else the
  /// journal is free. From then on the runtime refuses what it is given with `ec::stopped`. Any
  /// thread may stop it, also several at once: each is told the same.
  result<void> stop();

private:
  friend struct detail::runtime_insides;
  struct content;
  explicit runtime(std::unique_ptr<content>);

  result<void> publish_encoded(std::vector<outgoing>);
  result<std::vector<receipt>> publish_once_encoded(std::vector<origin>, std::vector<outgoing>);
  result<std::string> ask_encoded(std::string_view query, const std::string& arguments);

  std::unique_ptr<content> content_;
};

} // namespace troupe
