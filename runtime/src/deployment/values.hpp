// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json/object.hpp>

#include "vocabulary/backoff_policy.hpp"
#include "vocabulary/breaker_policy.hpp"
#include "vocabulary/overflow.hpp"
#include "vocabulary/retry_policy.hpp"
#include "vocabulary/starting_point.hpp"

/// A deployment as values: what a file said, defaults filled in and checked. Pure; the runtime is
/// built from it. The initializers here are the defaults; config/troupe.yaml shows them, and a test
/// compares.
namespace troupe::deploy {

enum class sync_modes { full, normal };

/// How long the origin of an event from outside is known: until the first of both is reached.
struct duplicates {
  std::chrono::nanoseconds age = std::chrono::hours(24); ///< since the first that had it
  int count = 1'000'000;                                 ///< of the newest origins

  friend bool operator==(const duplicates&, const duplicates&) = default;
};

/// What is kept of the journal's events; nothing where there is no bound.
struct journal_retention {
  std::optional<std::chrono::nanoseconds> age;
  std::optional<std::int64_t> size; ///< in bytes, of all that the journal holds
  std::optional<int> count;
  /// How long a subscription that no child has holds back what it has not handled; nothing: always.
  std::optional<std::chrono::nanoseconds> keep_orphans;

  friend bool operator==(const journal_retention&, const journal_retention&) = default;
};

struct journal {
  std::string path = "var/troupe.db"; ///< from the working directory
  sync_modes sync = sync_modes::full;
  deploy::duplicates duplicates;
  journal_retention retain;
  /// Where the file system of the journal has less than so many bytes left, nothing more is brought
  /// in.
  std::int64_t min_free = 256LL * 1024 * 1024;

  friend bool operator==(const journal&, const journal&) = default;
};

enum class strategies { one_for_one, one_for_all, rest_for_one };
enum class restarts { permanent, transient, temporary };
enum class auto_shutdowns { never, any, all };
enum class thread_uses { pool, own };
using starts = starting_point::kinds;
/// What becomes of the later events of a key when one of them is a dead letter.
enum class after_dead_letters { go_on, hold };

/// How long a child may take to stop: not at all, a time, or as long as it needs.
struct shutdown {
  enum class kinds { brutal, within, infinity };

  kinds kind = kinds::within;
  std::chrono::nanoseconds time = std::chrono::seconds(5); ///< for `within`

  friend bool operator==(const shutdown&, const shutdown&) = default;
};

/// As long as it takes.
inline constexpr auto endless = std::chrono::nanoseconds::max();

/// A child that is a service.
struct service {
  std::string id;
  std::string offer; ///< "module.service"
  restarts restart = restarts::permanent;
  bool significant = false; ///< its end counts for its supervisor's auto_shutdown
  deploy::shutdown shutdown;
  backoff_policy backoff = backoff_policy::usual(); ///< with the deployment's defaults in it
  int instances = 1;
  thread_uses thread = thread_uses::pool;
  starting_point start; ///< where it is new to a journal
  retry_policy retry;   ///< with the deployment's defaults in it
  after_dead_letters after_dead_letter = after_dead_letters::go_on;
  std::optional<breaker_policy> breaker; ///< with the deployment's defaults in it
  int credit = 256;                      ///< deliveries in hand of one instance
  std::chrono::nanoseconds start_timeout = std::chrono::seconds(10);
  std::vector<std::string> depends_on; ///< ids of children that must be ready before it starts
  /// How long a handler may take until it is reported, and how much longer until it is left behind.
  std::chrono::nanoseconds handler_timeout = std::chrono::seconds(30);
  std::chrono::nanoseconds handler_grace = std::chrono::seconds(30);
  boost::json::object options;
  std::vector<std::string>
      secrets;                 ///< the paths in `options` that must not be shown: ".key", ".a[0]"
  std::string module_digest{}; ///< tells versions of the module apart; empty for a linked one

  friend bool operator==(const service&, const service&) = default;
};

/// The module of a service's offer: "commerce" of "commerce.orders".
std::string module_of(std::string_view offer);

/// The options as they may be shown: "***" at every secret.
boost::json::object shown_options(const service& x);

struct child;

/// The root, or a child that is a supervisor.
struct supervisor {
  std::string id; ///< empty for the root
  restarts restart = restarts::permanent;
  bool significant = false;
  backoff_policy backoff = backoff_policy::usual();
  std::vector<std::string> depends_on;
  strategies strategy = strategies::one_for_one;
  int intensity = 10;
  std::chrono::nanoseconds period = std::chrono::seconds(90);
  auto_shutdowns auto_shutdown = auto_shutdowns::never;
  deploy::shutdown shutdown{deploy::shutdown::kinds::infinity, {}};
  std::vector<child> children; ///< started in this order, stopped in reverse

  friend bool operator==(const supervisor& a, const supervisor& b);
};

struct child {
  std::variant<service, supervisor> is;

  const std::string& id() const;

  friend bool operator==(const child& a, const child& b);
};

/// Which events of a topic the journal keeps, beside what its retention says.
enum class keeping {
  all,
  latest, ///< of each key
};

/// Whether events that break the constraints of their types may be published.
enum class constraint_uses { check, ignore };

struct topic {
  bool transient = false;
  /// From publishing to when it is too late to handle an event, whatever its type says.
  std::optional<std::chrono::nanoseconds> time_to_live{};
  /// What is dropped of a transient one when a subscriber does not keep up.
  troupe::overflow overflow = troupe::overflow::drop_newest;
  keeping keep = keeping::all;
  std::optional<constraint_uses> constraints{}; ///< nothing: as the deployment says

  friend bool operator==(const topic&, const topic&) = default;
};

/// Every bound of the runtime that an operator may move.
struct limits {
  int state_cache = 10'000;     ///< states that an instance keeps in memory
  int transient_queue = 10'000; ///< events that wait for one subscription of a transient topic
  std::int64_t payload = 1024 * 1024;     ///< bytes of one event
  std::int64_t memory = 16 * 1024 * 1024; ///< about what an instance's deliveries keep, in bytes
  int published = 10'000;                 ///< events and timers of one handler's call
  int catch_up = 500;                     ///< events of one read from the journal
  int commit = 1024;                      ///< transactions of one group commit
  int crashes = 20;        ///< different deliveries in a row that crash a broken service
  int zombies = 8;         ///< handlers that were left behind and have not returned
  int reports = 20;        ///< of supervision, in a second, as events
  int missed_timers = 100; ///< in a second, of those that want an event for each
  std::chrono::nanoseconds stop = std::chrono::seconds(30); ///< for the whole of a clean stop

  friend bool operator==(const limits&, const limits&) = default;
};

/// The process that looks after the one in which a deployment runs.
struct guard {
  int intensity = 5; ///< restarts of the process within `period`
  std::chrono::nanoseconds period = std::chrono::minutes(10);
  backoff_policy backoff = backoff_policy::usual();
  /// The longest time without a heartbeat; nothing where it may take for ever.
  std::optional<std::chrono::nanoseconds> heartbeat = std::chrono::minutes(2);

  friend bool operator==(const guard&, const guard&) = default;
};

enum class unsubscribed_events { count, keep };

/// What is kept of dead letters; nothing where there is no bound. Those above it are deleted, after
/// they were announced.
struct letter_retention {
  std::optional<std::chrono::nanoseconds> age; ///< since they were last seen
  std::optional<std::int64_t> size;            ///< about, in bytes, of all

  friend bool operator==(const letter_retention&, const letter_retention&) = default;
};

struct dead_letters {
  unsubscribed_events unsubscribed = unsubscribed_events::count;
  int events = 20; ///< of troupe.dead_letters.*, in a second
  letter_retention retain;

  friend bool operator==(const dead_letters&, const dead_letters&) = default;
};

/// What children have unless they say otherwise.
struct defaults {
  retry_policy retry;
  after_dead_letters after_dead_letter = after_dead_letters::go_on;
  std::optional<breaker_policy> breaker;
  backoff_policy backoff = backoff_policy::usual();
  std::chrono::nanoseconds start_timeout = std::chrono::seconds(10);
  int credit = 256;
  std::chrono::nanoseconds handler_timeout = std::chrono::seconds(30);
  std::chrono::nanoseconds handler_grace = std::chrono::seconds(30);

  friend bool operator==(const defaults&, const defaults&) = default;
};

struct deployment {
  std::string name = "troupe";
  std::vector<std::string> modules;
  deploy::journal journal;
  deploy::defaults defaults;
  supervisor tree;
  std::map<std::string, topic> topics;
  constraint_uses constraints = constraint_uses::check;
  deploy::limits limits;
  deploy::dead_letters dead_letters;
  deploy::guard guard;

  friend bool operator==(const deployment&, const deployment&) = default;
};

/// All services below a supervisor, in the order in which they start.
std::vector<const service*> services(const supervisor& tree);

} // namespace troupe::deploy
